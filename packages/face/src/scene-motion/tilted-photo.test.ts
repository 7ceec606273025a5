import { beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine } from '../face-engine.js';
import { createNodeEngine, decodePicture } from '../node/index.js';
import type { Pixels } from '../pixels.js';
import { testPhoto } from '../test-photos.test-support.js';
import { measureSceneMotion, type SceneFrame } from './index.js';

let engine: FaceEngine;
let photo: Pixels;
beforeAll(async () => {
  engine = await createNodeEngine();
  photo = await decodePicture(await testPhoto('base'));
});

/** The photo, a little enlarged, as a plane whose right and lower sides are further away by these parts. */
function tilted({ width, height, data }: Pixels, right: number, down: number): Pixels {
  const view = new Uint8Array(data.length);
  const half = width / 2;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [column - half, row - height / 2];
      const depth = 1.15 * (1 + (right * x + down * y) / half);
      const u = Math.max(0, Math.min(width - 1.001, half + x / depth));
      const v = Math.max(0, Math.min(height - 1.001, height / 2 + y / depth));
      const [fx, fy] = [u % 1, v % 1];
      for (let channel = 0; channel < 3; channel++, at++) {
        const first = (Math.floor(v) * width + Math.floor(u)) * 3 + channel;
        const [one, two] = [first, first + width * 3].map(
          (place) => (data[place] as number) * (1 - fx) + (data[place + 3] as number) * fx,
        ) as [number, number];
        view[at] = one * (1 - fy) + two * fy;
      }
    }
  }
  return { width, height, channels: 3, data: view };
}

async function frameOf(picture: Pixels): Promise<SceneFrame> {
  const { scene, landmarks } = await engine.analyse(picture, { scene: true, landmarks: true });
  if (!scene || !landmarks) throw new Error('The face of the photo is not found.');
  return { scene, landmarks };
}

describe('a photo that a script tilts', () => {
  it.each([
    ['to the side', 0.05, 0],
    ['backwards', 0, 0.08],
    ['about a diagonal', 0.06, 0.06],
  ])('is explained by one plane, though its face moves against its background: %s', async (_, right, down) => {
    const motion = measureSceneMotion([await frameOf(tilted(photo, -right, -down)), await frameOf(tilted(photo, right, down))]);
    expect(motion.faceAgainstBackground).toBeGreaterThan(0.02);
    // Half of the least that a living scene leaves.
    expect(motion.planeResidual).toBeLessThan(0.0025);
  });
});
