import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Pixels } from '../pixels.js';
import { decodeJpeg2000, MOST_JPEG_2000_PIXELS, readJpeg2000Header } from './jpeg-2000.js';
import { PictureError } from './picture-error.js';
import { formatNames, formatOf, frameFormats, isAnimated, type PictureFormat } from './picture-format.js';

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
 * Decodes a still picture of one of `formats` to pixels: turned upright as its EXIF says, in sRGB, 8 bits (CMYK, grey and 16-bit ones too),
 * transparent parts on white.
 * @throws {PictureError}
 */
export async function decodePicture(
  bytes: Uint8Array,
  limits: PictureLimits = defaultPictureLimits,
  formats: readonly PictureFormat[] = frameFormats,
): Promise<Pixels> {
  if (bytes.length > limits.bytes) throw new PictureError('PAYLOAD_TOO_LARGE', `The picture is larger than ${String(limits.bytes)} bytes`);
  const format = formatOf(bytes);
  if (!format || !formats.includes(format)) {
    throw new PictureError('UNSUPPORTED_MEDIA_TYPE', `The picture is not ${formats.map((name) => formatNames[name]).join(', ')}`);
  }
  if (isAnimated(bytes, format)) throw new PictureError('UNSUPPORTED_MEDIA_TYPE', 'The picture is animated');
  if (format === 'jpeg2000') return decodeChipPortrait(bytes, limits);
  await checkHeader(bytes, limits, format);
  if (format === 'jpeg' && scansOf(bytes) > MAX_SCANS)
    throw new PictureError('PHOTO_INVALID', `The JPEG has more than ${String(MAX_SCANS)} scans`);
  return format === 'jpeg' ? decodeJpeg(bytes, limits) : decode(bytes, limits, 'error').catch(rejectPhoto);
}

/** Decodes a JPEG 2000 picture. Its header is checked first, because the decoder has no limits of its own. */
async function decodeChipPortrait(bytes: Uint8Array, limits: PictureLimits): Promise<Pixels> {
  const header = readJpeg2000Header(bytes);
  if (!header) throw unreadable();
  checkSize(header, { ...limits, pixels: Math.min(limits.pixels, MOST_JPEG_2000_PIXELS) });
  try {
    const { width, height, channels, data } = await decodeJpeg2000(bytes);
    return await toPixels(sharp(data, { raw: { width, height, channels } }), limits);
  } catch {
    throw unreadable();
  }
}

/** End of image: the marker that a JPEG ends with. */
export const JPEG_END = Buffer.from([0xff, 0xd9]);

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

function decode(bytes: Uint8Array, limits: PictureLimits, failOn: 'warning' | 'error'): Promise<Pixels> {
  return toPixels(sharp(bytes, { limitInputPixels: limits.pixels, failOn }), limits);
}

async function toPixels(picture: Sharp, limits: PictureLimits): Promise<Pixels> {
  const { data, info } = await picture
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
async function checkHeader(bytes: Uint8Array, limits: PictureLimits, format: PictureFormat): Promise<void> {
  // The decoder says what is wrong with a header that cannot be read.
  let header: Metadata;
  try {
    header = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return;
  }
  checkSize(header, limits);
  if (header.width * header.height * bytesKeptPerPixel(header, format) > MAX_KEPT_BYTES) {
    throw new PictureError('PHOTO_INVALID', `The picture takes more than ${String(MAX_KEPT_BYTES)} bytes to decode`);
  }
}

/** Most bytes that a decoder may keep at once, if it cannot go line by line: 16 megapixels of AVIF, 64 of an interlaced PNG with 4 channels. */
const MAX_KEPT_BYTES = 256_000_000;

/** What the AVIF decoder takes for each pixel, in bytes: 64 megapixels with transparency took 1.1 GB. */
const AVIF_BYTES = 16;

/** Bytes for each pixel that the decoder keeps until the last one is read; 0 where it goes line by line. */
function bytesKeptPerPixel({ isProgressive, channels, bitsPerSample, chromaSubsampling }: Metadata, format: PictureFormat): number {
  if (format === 'avif') return AVIF_BYTES;
  if (!isProgressive) return 0;
  // A coefficient of JPEG takes 2 bytes. With 4:2:0, two of three channels have a quarter of the pixels.
  return format === 'jpeg' ? 2 * (chromaSubsampling === '4:2:0' ? 1.5 : channels) : channels * (bitsPerSample === 16 ? 2 : 1);
}

function checkSize({ width = 0, height = 0 }: { readonly width?: number; readonly height?: number }, limits: PictureLimits): void {
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
