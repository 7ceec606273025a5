import { beforeAll, describe, expect, it } from 'vitest';
import { personPixels, type Person } from './demo-faces.test-support.js';
import { createFaceEngine, type FaceEngine } from './face-engine.js';
import type { Box } from './geometry.js';
import type { ModelRunner } from './model-runner.js';
import { createNodeRunner } from './node/node-runner.js';
import type { Pixels } from './pixels.js';

/** Part of its light that a demo picture keeps: bright, the net is sure of it and says the same of its mirror image. */
const DARK = 0.3;

let runner: ModelRunner;
let engine: FaceEngine;

beforeAll(async () => {
  runner = await createNodeRunner();
  engine = createFaceEngine(runner);
});

describe.each<Person>(['a', 'b', 'turnedLeft'])('spoof score of person %s', (person) => {
  it('is the mean of what the net says of the picture and of its mirror image', async () => {
    const { pixels, box } = await darkFace(person);
    const asSeen = await engine.spoofScore(pixels, box, { views: ['asSeen'] });
    const mirrored = await engine.spoofScore(pixels, box, { views: ['mirrored'] });
    expect(Math.abs(asSeen - mirrored)).toBeGreaterThan(0.03);
    expect(await engine.spoofScore(pixels, box)).toBeCloseTo((asSeen + mirrored) / 2, 6);
  });

  it('is the same when the camera delivers it mirrored', async () => {
    const { pixels, box } = await darkFace(person);
    const turned = mirrorImage(pixels);
    const turnedBox = { ...box, x: pixels.width - box.x - box.width };
    expect(await engine.spoofScore(turned, turnedBox)).toBeCloseTo(await engine.spoofScore(pixels, box), 4);
    expect(await engine.spoofScore(turned, turnedBox, { views: ['asSeen'] })).toBeCloseTo(
      await engine.spoofScore(pixels, box, { views: ['mirrored'] }),
      4,
    );
  });
});

it.each([
  ['is clear at first sight, is not shown in the mirror', 0.9, 1],
  ['is not, is', 0.9999, 2],
])('a frame that %s', async (_, clearFrom, times) => {
  const pixels = await personPixels('b');
  let asked = 0;
  const counting = createFaceEngine({
    run: (model, input, shape) => {
      if (model === 'liveness') asked += 1;
      return runner.run(model, input, shape);
    },
  });
  const box = (await engine.detect(pixels))[0]!.box;
  const score = await counting.spoofScore(pixels, box, { clearFrom });
  expect(asked).toBe(times);
  expect(score).toBeGreaterThan(0.9);
});

async function darkFace(person: Person): Promise<{ pixels: Pixels; box: Box }> {
  const picture = await personPixels(person);
  const pixels = { ...picture, data: Uint8Array.from(picture.data, (value) => value * DARK) };
  const box = (await engine.detect(pixels))[0]?.box;
  if (box === undefined) throw new Error('The demo picture has lost its face');
  return { pixels, box };
}

function mirrorImage(pixels: Pixels): Pixels {
  const { width, height, channels, data } = pixels;
  const mirrored = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * channels;
      mirrored.set(data.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return { ...pixels, data: mirrored };
}
