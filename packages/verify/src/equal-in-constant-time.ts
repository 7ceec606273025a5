import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two strings are equal, in a time that depends on neither their content nor where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
