import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import sharp from 'sharp';
import type { Pixels } from '../pixels.js';
import { PictureError } from './picture-error.js';

/** How much of a picture is accepted and kept. */
export interface PictureLimits {
  /** Largest file in bytes; more is `PAYLOAD_TOO_LARGE`. */
  readonly bytes: number;
  /** Most pixels that the file may declare; more is `PHOTO_INVALID`: small files can hold enormous pictures. */
  readonly pixels: number;
  /** Longest side that the file may declare, in pixels; more is `PHOTO_INVALID`. No camera or scanner makes such strips, and decoders are slow on them. */
  readonly declaredSide: number;
  /** Longest side that is kept, in pixels: larger pictures are shrunk while decoding. */
  readonly side: number;
}

/** The limits unless others are given: what the protocol lets be uploaded, 64 megapixels, 12,000 pixels a side, 2560 pixels of a side kept. */
export const defaultPictureLimits: PictureLimits = { bytes: MAX_PHOTO_BYTES, pixels: 64_000_000, declaredSide: 12_000, side: 2560 };

/** Longest that one step of decoding or encoding may take, in seconds: 64 megapixels take less than 3. */
export const DECODE_SECONDS = 10;

/** Most scans of a progressive JPEG: encoders make about 10. A decoder goes over all pixels for each one. */
const MAX_SCANS = 50;

// One picture is decoded on one thread; parallel work comes from the pool. Pictures are never seen twice, so nothing is cached.
sharp.concurrency(1);
sharp.cache(false);

/**
 * A still JPEG or PNG to pixels: turned upright as its EXIF says, in sRGB, 8 bits (CMYK, grey and 16-bit ones too), transparent parts on white.
 * @throws {PictureError}
 */
export async function decodePicture(bytes: Uint8Array, limits: PictureLimits = defaultPictureLimits): Promise<Pixels> {
  if (bytes.length > limits.bytes) throw new PictureError('PAYLOAD_TOO_LARGE', `The picture is larger than ${String(limits.bytes)} bytes`);
  const format = formatOf(bytes);
  if (!format) throw new PictureError('UNSUPPORTED_MEDIA_TYPE', 'The picture is neither JPEG nor PNG');
  if (format === 'png' && isAnimated(bytes)) throw new PictureError('UNSUPPORTED_MEDIA_TYPE', 'The picture is animated');
  await checkHeader(bytes, limits);
  if (format === 'jpeg' && scansOf(bytes) > MAX_SCANS)
    throw new PictureError('PHOTO_INVALID', `The JPEG has more than ${String(MAX_SCANS)} scans`);
  return format === 'jpeg' ? decodeJpeg(bytes, limits) : decode(bytes, limits, 'error').catch(rejectPhoto);
}

/** End of image: the marker that a JPEG ends with. */
const JPEG_END = Buffer.from([0xff, 0xd9]);

/**
 * Decodes a JPEG whose end marker may be missing. A JPEG that lacks image data is cut off, with or without an end marker; other warnings of the
 * decoder, such as bytes between two segments, are no reason to reject it.
 */
async function decodeJpeg(bytes: Uint8Array, limits: PictureLimits): Promise<Pixels> {
  try {
    return await decode(bytes, limits, 'warning');
  } catch (error) {
    const fault = messageOf(error);
    if (MISSING_DATA.test(fault)) throw cutOff();
    if (!MISSING_END.test(fault)) return decode(bytes, limits, 'error').catch(rejectPhoto);
  }
  try {
    return await decode(Buffer.concat([bytes, JPEG_END]), limits, 'warning');
  } catch (error) {
    const fault = messageOf(error);
    throw MISSING_DATA.test(fault) || MISSING_END.test(fault) ? cutOff() : unreadable();
  }
}

/** How libjpeg words a file that ends before its end marker, and a scan that ends before its last pixel. */
const MISSING_END = /premature end of (JPEG image|input file)/i;
const MISSING_DATA = /premature end of data segment/i;

async function decode(bytes: Uint8Array, limits: PictureLimits, failOn: 'warning' | 'error'): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { limitInputPixels: limits.pixels, failOn })
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient()
    .resize({ width: limits.side, height: limits.side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${String(info.channels)} channels`);
  return { width: info.width, height: info.height, channels: 3, data };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function cutOff(): PictureError {
  return new PictureError('PHOTO_INVALID', 'The picture is cut off: image data is missing at its end');
}

/** The decoder's message may quote the file, so it stays inside. */
function unreadable(): PictureError {
  return new PictureError('PHOTO_INVALID', 'The picture cannot be decoded');
}

function rejectPhoto(): never {
  throw unreadable();
}

/** Refuses by the declared size, before a pixel is decoded. */
async function checkHeader(bytes: Uint8Array, limits: PictureLimits): Promise<void> {
  // The decoder says what is wrong with a header that cannot be read.
  let header: { readonly width?: number; readonly height?: number };
  try {
    header = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return;
  }
  const { width = 0, height = 0 } = header;
  if (Math.max(width, height) > limits.declaredSide) {
    throw new PictureError('PHOTO_INVALID', `A side of the picture has more than ${String(limits.declaredSide)} pixels`);
  }
  if (width * height > limits.pixels) throw new PictureError('PHOTO_INVALID', `The picture has more than ${String(limits.pixels)} pixels`);
}

/** Start of scan: the marker before each scan. Image data cannot hold it, thumbnails may, once or twice. */
const JPEG_SCAN = Buffer.from([0xff, 0xda]);

function scansOf(jpeg: Uint8Array): number {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let scans = 0;
  for (let at = bytes.indexOf(JPEG_SCAN); at !== -1 && scans <= MAX_SCANS; at = bytes.indexOf(JPEG_SCAN, at + 2)) scans++;
  return scans;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

function formatOf(bytes: Uint8Array): 'jpeg' | 'png' | undefined {
  const starts = (...magic: number[]): boolean => magic.every((byte, index) => bytes[index] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(...PNG_SIGNATURE)) return 'png';
  return undefined;
}

/** Whether a PNG has the chunk of animation control, which stands before the first image data. Decoders that do not know it show one frame of many. */
function isAnimated(png: Uint8Array): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  // Each chunk: 4 bytes of length, 4 of type, the data, 4 of checksum.
  for (let at = PNG_SIGNATURE.length; at + 8 <= png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
