import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { eyeCentres, type FaceEngine, type FrameAnalysis, type Pixels } from '@face-session/face';
import { createNodeEngine } from '@face-session/face/node';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFaceFollower } from './face-follower.js';

/** Pixels of the pictures that are followed. */
const PICTURE = { width: 480, height: 320 };
const FACE_WIDTH = 190;

const demo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
const face = await sharp(join(demo, 'sample3.jpg'))
  .extract({ left: 987, top: 106, width: 400, height: 500 })
  .resize({ width: FACE_WIDTH })
  .png()
  .toBuffer();

/** A grey wall with the same face at each of these places. */
async function pictureOf(...places: readonly { readonly left: number; readonly top: number }[]): Promise<Pixels> {
  const { data } = await sharp({ create: { ...PICTURE, channels: 3, background: '#888' } })
    .composite(places.map((place) => ({ input: face, ...place })))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...PICTURE, channels: 3, data };
}

const engine = await createNodeEngine();
let looks = 0;
let time = 0;
/** Milliseconds that a look of the detector takes. */
let lookMs = 15;
const watched: FaceEngine = {
  ...engine,
  analyse: async (...call) => {
    looks++;
    time += lookMs;
    return engine.analyse(...call);
  },
};

/** Follows pictures that come 33 ms after one another, as those of a camera do. */
function followEach(): (pixels: Pixels) => Promise<FrameAnalysis> {
  const follow = createFaceFollower(watched, () => time);
  return async (pixels) => {
    const begun = time;
    const analysis = await follow(pixels);
    time = Math.max(time, begun + 33);
    return analysis;
  };
}

/** The mean distance of the same landmark in two analyses, in distances of the eyes. */
function distance(a: Float32Array, b: Float32Array): number {
  const { left, right } = eyeCentres(a);
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!);
  return sum / (a.length / 2) / Math.hypot(left.x - right.x, left.y - right.y);
}

beforeEach(() => {
  looks = 0;
  lookMs = 15;
});

describe('a face that is followed', () => {
  it('is measured as the detector’s would be while it moves, with a third of its looks', async () => {
    const follow = followEach();
    for (let index = 0; index < 9; index++) {
      const picture = await pictureOf({ left: 40 + 4 * index, top: 20 + 2 * index });
      const followed = await follow(picture);
      const detected = await engine.analyse(picture, { landmarks: true });
      expect(distance(detected.landmarks!, followed.landmarks!)).toBeLessThan(0.05);
      expect(followed.faces[0]!.box.x).toBeCloseTo(detected.faces[0]!.box.x, -1);
      expect(followed.quality).toBeDefined();
    }
    expect(looks).toBe(3);
  });

  it('is detected a fifth of the time on a phone six times slower, and followed in all other pictures', async () => {
    lookMs = 90;
    const follow = followEach();
    const picture = await pictureOf({ left: 40, top: 20 });
    const begun = time;
    let pictures = 0;
    for (; time < begun + 1_800; pictures++) await follow(picture);
    expect(looks).toBe(4);
    expect(pictures).toBeGreaterThan(40);
  });

  it('is detected anew at once when it moves fast', async () => {
    const follow = followEach();
    await follow(await pictureOf({ left: 20, top: 20 }));
    const picture = await pictureOf({ left: 44, top: 26 });
    const { landmarks } = await follow(picture);
    expect(looks).toBe(2);
    expect(landmarks).toBeDefined();
    expect(landmarks).toEqual((await engine.analyse(picture, { landmarks: true })).landmarks);
  });

  it('is known to be gone after three pictures', async () => {
    const follow = followEach();
    expect((await follow(await pictureOf({ left: 150, top: 20 }))).faces).toHaveLength(1);
    const counts: number[] = [];
    for (let index = 0; index < 3; index++) counts.push((await follow(await pictureOf())).faces.length);
    expect(counts.at(-1)).toBe(0);
  });

  it('is known not to be alone after three pictures', async () => {
    const follow = followEach();
    await follow(await pictureOf({ left: 20, top: 20 }));
    const counts: number[] = [];
    for (let index = 0; index < 3; index++)
      counts.push((await follow(await pictureOf({ left: 20, top: 20 }, { left: 270, top: 20 }))).faces.length);
    expect(counts.at(-1)).toBe(2);
  });

  it('is detected anew when the picture is turned', async () => {
    const follow = followEach();
    const picture = await pictureOf({ left: 20, top: 20 });
    expect((await follow(picture)).faces).toHaveLength(1);
    await follow({ ...picture, width: PICTURE.height, height: PICTURE.width });
    expect(looks).toBe(2);
  });
});
