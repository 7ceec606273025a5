import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Where one person stands on a demo picture of @vladmandic/face-api (MIT), with room around as before a webcam: 4 to 3. */
const PERSON = { left: 790, top: 40, width: 800, height: 600 };

/** A frame as a webcam gives it: 640 x 480, JPEG, one face in it. */
export async function webcamFrame(): Promise<Buffer> {
  const folder = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
  return sharp(await readFile(join(folder, 'demo', 'sample3.jpg')))
    .extract(PERSON)
    .resize(640, 480)
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The webcam frame over and over: enough to measure speed with. */
export async function demoPeople(): Promise<{ person: string; bytes: Buffer }[]> {
  const frame = await webcamFrame();
  return Array.from({ length: 12 }, (_, index) => ({ person: String(index), bytes: frame }));
}
