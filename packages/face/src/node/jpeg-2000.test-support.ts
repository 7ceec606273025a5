import type { Sharp } from 'sharp';
import { loadEncoder } from './openjpeg.js';

/** A picture as a JPEG 2000 codestream, compressed to a `ratio`-th, grey or in colour. */
export async function encodeJpeg2000(picture: Sharp, ratio = 20): Promise<Buffer> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const encoder = new (await loadEncoder()).J2KEncoder();
  try {
    const frame = { width: info.width, height: info.height, bitsPerSample: 8, componentCount: info.channels, isSigned: false };
    encoder.getDecodedBuffer(frame).set(data);
    encoder.setCompressionRatio(0, ratio);
    encoder.encode();
    return Buffer.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

/** A codestream in a JP2 file, as the chips of passports hold it. `colourSpace` is its enumerated number: 16 sRGB, 17 grey. */
export function jp2Of(codestream: Buffer, colourSpace = 16): Buffer {
  const header = Buffer.alloc(14);
  codestream.copy(header, 4, 8, 12);
  codestream.copy(header, 0, 12, 16);
  codestream.copy(header, 8, 40, 42);
  header.set([7, 7], 10);
  return Buffer.concat([
    box('jP  ', Buffer.from('0d0a870a', 'hex')),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box('jp2h', Buffer.concat([box('ihdr', header), box('colr', Buffer.from([1, 0, 0, 0, 0, 0, colourSpace]))])),
    box('jp2c', codestream),
  ]);
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
