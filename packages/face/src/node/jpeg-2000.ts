import { loadDecoder } from './openjpeg.js';

/** What a JPEG 2000 file declares of its picture, before anything is decoded. */
interface Jpeg2000Header {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** Rows of a decoded JPEG 2000 picture: 8 bits, 1 (grey) or 3 (RGB) channels. */
interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Start of a codestream (SOC) and of its size segment (SIZ). */
const CODESTREAM = Buffer.from([0xff, 0x4f, 0xff, 0x51]);
/** Signature box of a JP2 file. */
const JP2_SIGNATURE = Buffer.from('0000000c6a5020200d0a870a', 'hex');
/** Colour space of JP2 files in luma and colour differences, as OpenJPEG numbers it. */
const SYCC = 3;
/** Most tiles of a picture: chip portraits have one, and each costs memory before it is read. */
const MOST_TILES = 1024;

/** Most pixels of a picture: the decoder takes 20 bytes for each, whatever the file has. Chip portraits have less than one megapixel, a page scanned at 300 dpi nine. */
export const MOST_JPEG_2000_PIXELS = 16_000_000;
/** Type of the box of a JP2 file that holds its codestream. */
const CODESTREAM_BOX = 'jp2c';

/** Whether bytes begin as a JPEG 2000 codestream or a JP2 file does. */
export function isJpeg2000(bytes: Uint8Array): boolean {
  return startsWith(bytes, CODESTREAM) || startsWith(bytes, JP2_SIGNATURE);
}

/** What the size segment of the codestream declares that is decoded; undefined if it is missing or declares no picture. */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = startsWith(buffer, CODESTREAM) ? 0 : codestreamInBoxes(buffer);
  if (at === undefined || at + 42 > buffer.length || !startsWith(buffer.subarray(at), CODESTREAM)) return undefined;
  const word = (offset: number): number => buffer.readUInt32BE(at + offset);
  const width = word(8) - word(16);
  const height = word(12) - word(20);
  const components = buffer.readUInt16BE(at + 40);
  const tiles = Math.ceil(width / word(24)) * Math.ceil(height / word(28));
  if (!(width > 0 && height > 0 && components >= 1 && components <= 4 && tiles <= MOST_TILES)) return undefined;
  return { width, height, components };
}

/** Where the codestream of a JP2 file begins: in its first box of that type, as the decoder has it. Any other box may hold bytes that look like one. */
function codestreamInBoxes(file: Buffer): number | undefined {
  // Each box: 4 bytes of length with the head, 4 of type; a length of 1 has 8 bytes more that count, one of 0 reaches to the end.
  for (let at = 0; at + 16 <= file.length;) {
    const short = file.readUInt32BE(at);
    const [head, length] = short === 1 ? [16, Number(file.readBigUInt64BE(at + 8))] : [8, short === 0 ? file.length - at : short];
    if (file.toString('latin1', at + 4, at + 8) === CODESTREAM_BOX) return at + head;
    if (length < head) return undefined;
    at += length;
  }
  return undefined;
}

/** Decodes the first picture of a JPEG 2000 codestream or JP2 file. @throws {Error} if it is damaged or cut off */
export async function decodeJpeg2000(bytes: Uint8Array): Promise<RawPicture> {
  // A module of its own for each picture: the memory of one grows to its largest picture, and never shrinks.
  const decoder = new (await loadDecoder()).J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount, isSigned } = decoder.getFrameInfo();
    const samples = decoder.getDecodedBuffer();
    const bytesPerSample = bitsPerSample > 8 ? 2 : 1;
    if (width === 0 || isSigned || samples.length !== width * height * componentCount * bytesPerSample) throw new Error('Not decoded');
    const channels = componentCount >= 3 ? 3 : 1;
    const data = new Uint8Array(width * height * channels);
    const byteAt = sampleReader(samples, bitsPerSample);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let c = 0; c < channels; c++) data[pixel * channels + c] = byteAt(pixel * componentCount + c);
    }
    if (channels === 3 && decoder.getColorSpace() === SYCC) toRgb(data);
    return { width, height, channels, data };
  } finally {
    decoder.delete();
  }
}

/** Reads samples of any depth as bytes. */
function sampleReader(samples: Uint8Array, bits: number): (index: number) => number {
  const highest = 2 ** bits - 1;
  if (bits === 8) return (index) => samples[index] as number;
  if (bits < 8) return (index) => Math.round(((samples[index] as number) * 255) / highest);
  return (index) => Math.round((((samples[2 * index] as number) + 256 * (samples[2 * index + 1] as number)) * 255) / highest);
}

/** Luma and colour differences (ITU-R BT.601, full range) to RGB, in place. */
function toRgb(data: Uint8Array): void {
  const clamped = new Uint8ClampedArray(data.buffer);
  for (let i = 0; i < data.length; i += 3) {
    const y = data[i] as number;
    const cb = (data[i + 1] as number) - 128;
    const cr = (data[i + 2] as number) - 128;
    clamped[i] = y + 1.402 * cr;
    clamped[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    clamped[i + 2] = y + 1.772 * cb;
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
