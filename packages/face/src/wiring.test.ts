import { beforeAll, describe, expect, it } from 'vitest';
import { personPixels, type Person } from './demo-faces.test-support.js';
import { createFaceEngine, type FaceEngine } from './face-engine.js';
import type { ModelName, ModelRunner } from './model-runner.js';
import { createNodeRunner } from './node/node-runner.js';
import type { Pixels } from './pixels.js';
import { similarity } from './template.js';

/*
 * What each net makes of known faces when it is fed as it was trained, and that the checks would notice another feed: swapped channels, another
 * scale, another class. The numbers were looked at before they were written down: boxes and points lie on the faces, signs fit the pictures.
 */

/** Template of person a, as bytes of 8 bits. */
const TEMPLATE_OF_A =
  'S7snPTwOBQjoC/BS/7/pHBEMwB4JCfjIBOcl88//3CcJCAcOCuLnGwXv8xTQTdE2BdubzjIO0w//3y4lMNn2s0wQ9eDrJTsR+u/U6xkuIyv989T6MAsH6eMc8PgJ4rwsOSwO0+8h/jXzGUTEzOL10LQMB/wf37GzIdn0zybkGU6a6bMS9Mn44wQ6DyIo4DnuKS45RvkFBfTpNvEYNisWPebq6Rz4OEryDeAMBgbwGxMA6hfp3hob6CTzMMYv9QPH0yEZFcbnFOYg18YX8Af2KLhI9MbW9ikE6PQY8ECjF9v3DQtJwx/FL/8N/+Xc5RIsKvnm4vE6C7/ByRAdGfgSBNPfFOQa2gkOEwzdFPgAE+4XIOh92gr1xgroCtAfByv1/D33N+xJShE39/wJIPMYUBQHMAL83wavQu4U6fT48yjbB9v+AhL9Dg03BPPQG9ZK7d8RMerr/hvs8uH7FQ0wsDkgKBfw7LkMEeHnJBQCBxPu0AbwCiPpC8NCQP6O7L4fBhzQQA/0AQ4U+gbXCwgD+s/zKIbn3fjk9djW7yoZ3sWytBIOSx8C/vIw9/3z/zEjGmshDMP9KugKCF8Q5ufYuu7tEQfU+gohxd0l5gEVAhPZ7fcD/ukNxrMXR9fdt80s1//8LD0r6Bvq5xrO4DCeFi3tDf49xH8aAvhxPLEvIvc=';

let runner: ModelRunner;
const faces = {} as Record<Person, Pixels>;

beforeAll(async () => {
  runner = await createNodeRunner();
  for (const person of ['a', 'aTilted', 'b', 'profile', 'turnedLeft'] as const) faces[person] = await personPixels(person);
});

/** One check per net; each throws when the net sees something else than it should. */
const checks: Record<ModelName, (engine: FaceEngine, right: FaceEngine) => Promise<void>> = {
  detect: async (engine) => {
    const found = await engine.detect(faces.a);
    expect(found).toHaveLength(1);
    const [face] = found;
    expect(face?.score).toBeCloseTo(0.99958, 4);
    expectNear(Object.values(face?.box ?? {}), [105.2, 77.3, 229.9, 371.0], 1);
  },
  landmark: async (engine, right) => {
    const points = await engine.landmarks(faces.a, (await right.detect(faces.a))[0]!.box);
    // Chin, nose tip, outer corners of the eyes, corners of the mouth.
    const seen = [8, 30, 36, 45, 48, 54].flatMap((index) => [points[index * 2] as number, points[index * 2 + 1] as number]);
    expectNear(seen, [177.8, 415.3, 184, 288.3, 140.9, 216.4, 271.1, 241, 148.2, 321.9, 236.7, 343.2], 1);
  },
  feature: async (engine, right) => {
    const { template, magnitude } = await engine.embed(faces.a, await right.landmarks(faces.a, (await right.detect(faces.a))[0]!.box));
    const known = Float32Array.from(new Int8Array(Buffer.from(TEMPLATE_OF_A, 'base64')));
    const length = Math.hypot(...known);
    expect(
      similarity(
        template,
        known.map((value) => value / length),
      ),
    ).toBeGreaterThan(0.998);
    expect(magnitude).toBeCloseTo(3.56, 1);
    expect(Math.hypot(...template)).toBeCloseTo(1, 5);
  },
  liveness: async (engine, right) => {
    expect(await engine.spoofScore(faces.b, (await right.detect(faces.b))[0]!.box)).toBeCloseTo(0.992, 2);
    expect(await engine.spoofScore(faces.aTilted, (await right.detect(faces.aTilted))[0]!.box)).toBeCloseTo(0.997, 2);
  },
  pose: async (engine, right) => {
    const poseOf = async (person: Person): Promise<number[]> => {
      const { yaw, pitch, roll } = await engine.pose(faces[person], (await right.detect(faces[person]))[0]!.box);
      return [yaw, pitch, roll];
    };
    // She looks to the right side of the picture, which is her own left; the next one to the left side, in profile.
    expectNear(await poseOf('turnedLeft'), [35.7, -10.6, 2.9], 2);
    expectNear(await poseOf('profile'), [-72.7, -18.4, -23.9], 2);
    // Her head leans towards the right side of the picture, her own left.
    expectNear(await poseOf('aTilted'), [-17.5, -18.7, 33.2], 2);
  },
  eye: async (engine, right) => {
    const eyesOf = async (person: Person): Promise<number[]> => {
      const box = (await right.detect(faces[person]))[0]!.box;
      const { left, right: other } = await engine.eyes(faces[person], await right.landmarks(faces[person], box));
      return [left, other];
    };
    expectNear(await eyesOf('b'), [1, 1], 0.004);
    expectNear(await eyesOf('turnedLeft'), [0.983, 1], 0.01);
    expectNear(await eyesOf('profile'), [0, 0.01], 0.02);
  },
};

function expectNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] as number)), `${String(value)} at ${String(index)}`).toBeLessThanOrEqual(tolerance);
  });
}

type Feed = (input: Float32Array, shape: readonly number[]) => Float32Array;

const swapped: Feed = (input, [, channels, height, width]) => {
  if (channels !== 3) return input;
  const plane = (height as number) * (width as number);
  const other = input.slice();
  other.set(input.subarray(2 * plane), 0);
  other.set(input.subarray(0, plane), 2 * plane);
  return other;
};
const scaled =
  (factor: number): Feed =>
  (input) =>
    input.map((value) => value * factor);
const mirrored: Feed = (input, shape) => {
  const width = shape[3] as number;
  return input.map((_, index) => input[index - (index % width) + (width - 1 - (index % width))] as number);
};

/** The runner with one net fed otherwise, or read otherwise. */
function runnerWith(broken: ModelName, feed: Feed, read: (outputs: Float32Array[]) => Float32Array[] = (outputs) => outputs): ModelRunner {
  return {
    async run(model, input, shape) {
      if (model !== broken) return runner.run(model, input, shape);
      return read(await runner.run(model, feed(input, shape), shape));
    },
  };
}

const wrongFeeds: [ModelName, string, Feed][] = [
  ...(['detect', 'feature', 'liveness', 'pose'] as const).map((model): [ModelName, string, Feed] => [model, 'swapped channels', swapped]),
  ...(['detect', 'landmark', 'feature', 'liveness', 'pose', 'eye'] as const).flatMap((model): [ModelName, string, Feed][] => [
    [model, '1/255 of the scale', scaled(1 / 255)],
    [model, 'twice the scale', scaled(2)],
    [model, 'a mirrored picture', mirrored],
  ]),
];

describe('the wiring of each net', () => {
  it.each(Object.keys(checks) as ModelName[])('%s sees what it should', async (model) => {
    const engine = createFaceEngine(runner);
    await checks[model](engine, engine);
  });

  // Eyes look the same in a mirror, and so may a passive score.
  it.each(wrongFeeds.filter(([model, name]) => !(name === 'a mirrored picture' && (model === 'eye' || model === 'liveness'))))(
    '%s: the check would notice %s',
    async (model, _, feed) => {
      await expect(checks[model](createFaceEngine(runnerWith(model, feed)), createFaceEngine(runner))).rejects.toThrow();
    },
  );

  it.each([
    ['liveness', (outputs: Float32Array[]) => outputs.map((logits) => Float32Array.of(logits[1]!, logits[0]!, logits[2]!))],
    ['eye', (outputs: Float32Array[]) => outputs.map((logits) => logits.slice().reverse())],
    ['pose', ([yaw, pitch, roll]: Float32Array[]) => [roll!, pitch!, yaw!]],
    ['detect', ([scores, boxes]: Float32Array[]) => [scores!.map((_, i) => scores![i ^ 1]!), boxes!]],
  ] as [ModelName, (outputs: Float32Array[]) => Float32Array[]][])(
    '%s: the check would notice a wrong class or order',
    async (model, read) => {
      const wrong = createFaceEngine(runnerWith(model, (input) => input, read));
      await expect(checks[model](wrong, createFaceEngine(runner))).rejects.toThrow();
    },
  );
});
