import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Pixels } from './pixels.js';

/* Faces to test with: the demo pictures of @vladmandic/face-api (MIT), groups of people from which single ones are cut. */

const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** Where single people stand: picture number, and a square around head and shoulders, [left, top, side]. */
const PEOPLE = {
  /** One person on two pictures. */
  aTilted: [1, 1340, 40, 540],
  a: [3, 960, 100, 500],
  b: [3, 440, 190, 520],
  /** Turned to her own right, in profile. */
  profile: [2, 180, 20, 460],
  /** Turned to her own left. */
  turnedLeft: [5, 510, 370, 350],
  c: [6, 1360, 160, 500],
} as const;
export type Person = keyof typeof PEOPLE;

/** One of the demo pictures, 1 to 6, as it is. */
export function demoPicture(number: number): Promise<Buffer> {
  return readFile(join(folder, `sample${String(number)}.jpg`));
}

/** One person cut from a demo picture, for sharp to go on with. */
export async function cutPerson(person: Person): Promise<Sharp> {
  const [number, left, top, side] = PEOPLE[person];
  const cut = await sharp(await demoPicture(number))
    .extract({ left, top, width: side, height: side })
    .png()
    .toBuffer();
  return sharp(cut);
}

/** One person cut from a demo picture, as pixels. */
export async function personPixels(person: Person): Promise<Pixels> {
  const { data, info } = await (await cutPerson(person)).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}
