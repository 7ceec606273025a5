import { createHash } from 'node:crypto';
import type { Pixels } from '../pixels.js';

/** SHA-256, hexadecimal, of a decoded picture: width and height as 32-bit numbers (little-endian), then its bytes. */
export function pixelDigest({ width, height, data }: Pixels): string {
  const size = Buffer.alloc(8);
  size.writeUInt32LE(width, 0);
  size.writeUInt32LE(height, 4);
  return createHash('sha256').update(size).update(data).digest('hex');
}
