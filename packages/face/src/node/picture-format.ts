import { isJpeg2000 } from './jpeg-2000.js';

/** The formats that pictures can have, as PHOTO_FORMATS names them. */
export const pictureFormats = ['jpeg', 'png', 'jpeg2000', 'webp', 'avif'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** The formats of frames: what a browser's camera pictures are encoded as. */
export const frameFormats: readonly PictureFormat[] = ['jpeg', 'png'];

/** How the names of formats read in messages. */
export const formatNames: Readonly<Record<PictureFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  jpeg2000: 'JPEG 2000',
  webp: 'WebP',
  avif: 'AVIF',
};

/** The format that bytes begin as, whatever the file is called. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  const ascii = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(4, 12) === 'ftypavif') return 'avif';
  return isJpeg2000(bytes) ? 'jpeg2000' : undefined;
}

/** Whether a file holds several pictures in time, of which a decoder would show one. */
export function isAnimated(bytes: Uint8Array, format: PictureFormat): boolean {
  if (format === 'png') return isAnimatedPng(bytes);
  // The extended header of a WebP has a bit for animation, 0x02 of the byte after the chunk's size.
  if (format === 'webp') return String.fromCharCode(...bytes.subarray(12, 16)) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
  return false;
}

/** Length of the signature of a PNG, in bytes. */
const PNG_SIGNATURE = 8;

/** Whether a PNG has the chunk of animation control, which stands before the first image data. */
function isAnimatedPng(png: Uint8Array): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  // Each chunk: 4 bytes of length, 4 of type, the data, 4 of checksum.
  for (let at = PNG_SIGNATURE; at + 8 <= png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
