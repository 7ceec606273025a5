import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rotateQuarters, type Pixels } from '@face-session/face';
import { createNodeEngine } from '@face-session/face/node';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { createSidewaysLook } from './sideways.js';

const demo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
const engine = await createNodeEngine();

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.resize({ width: 320 }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data };
}
const person = await pixelsOf(sharp(join(demo, 'sample3.jpg')).extract({ left: 910, top: 0, width: 555, height: 740 }));
const wall = await pixelsOf(sharp({ create: { width: 320, height: 240, channels: 3, background: '#888' } }));

/** What is told of the same picture again and again, as the guide does. */
async function told(picture: Pixels, pictures = 8): Promise<boolean[]> {
  const look = createSidewaysLook(engine);
  const faces = await engine.detect(picture);
  const answers: boolean[] = [];
  for (let index = 0; index < pictures; index++) answers.push(await look(picture, faces));
  return answers;
}

describe('a camera that lies on its side', () => {
  it.each([1, 3] as const)('is known within four pictures, %d quarters turned', async (quarters) => {
    expect(await told(rotateQuarters(person, quarters))).toEqual([false, false, false, true, true, true, true, true]);
  });

  it('is not taken for one that stands upright, nor for one before which nobody is', async () => {
    expect(await told(person)).not.toContain(true);
    expect(await told(wall)).not.toContain(true);
  });

  it('is upright again as soon as a face stands in the picture', async () => {
    const look = createSidewaysLook(engine);
    const lying = rotateQuarters(person, 1);
    const faces = await engine.detect(lying);
    for (let index = 0; index < 4; index++) await look(lying, faces);
    expect(await look(lying, faces)).toBe(true);
    expect(await look(person, await engine.detect(person))).toBe(false);
  });

  it('costs a slow phone two looks of the detector in four pictures', async () => {
    let looks = 0;
    const look = createSidewaysLook({ detect: async () => (looks++, Promise.resolve([])) });
    for (let index = 0; index < 8; index++) await look(wall, []);
    expect(looks).toBe(4);
  });
});
