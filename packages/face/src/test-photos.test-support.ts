import { readFile } from 'node:fs/promises';

/* Portraits and cards to test with, see test-photos/ATTRIBUTION.md. */

/** One of the test photos by its name without `.jpg`. */
export function testPhoto(name: string): Promise<Buffer> {
  return readFile(new URL(`../test-photos/${name}.jpg`, import.meta.url));
}
