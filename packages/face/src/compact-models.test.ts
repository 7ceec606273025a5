import { stat } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { personPixels, type Person } from './demo-faces.test-support.js';
import type { FaceEngine } from './face-engine.js';
import { intersectionOverUnion } from './geometry.js';
import manifest from './models.json' with { type: 'json' };
import { createNodeEngine } from './node/index.js';
import { similarity } from './template.js';

/* What the compact nets of the browser see beside the full ones; on far more faces: docs/accuracy.md. */

const people: readonly Person[] = ['a', 'aTilted', 'b', 'c', 'turnedLeft', 'profile'];
let full: FaceEngine;
let compact: FaceEngine;

beforeAll(async () => {
  full = await createNodeEngine();
  compact = await createNodeEngine({ compact: true });
});

describe('the compact nets', () => {
  it.each(people)('see the face of %s where the full ones do', async (person) => {
    const pixels = await personPixels(person);
    const seen = await full.analyse(pixels, { template: true });
    const faces = await compact.detect(pixels);
    expect(faces).toHaveLength(seen.faces.length);
    expect(intersectionOverUnion(faces[0]!.box, seen.faces[0]!.box)).toBeGreaterThan(0.97);
    expect(faces[0]!.score).toBeCloseTo(seen.faces[0]!.score, 2);

    const landmarks = await compact.landmarks(pixels, faces[0]!.box);
    let distance = 0;
    for (let i = 0; i < 136; i += 2) {
      distance += Math.hypot(landmarks[i]! - seen.landmarks![i]!, landmarks[i + 1]! - seen.landmarks![i + 1]!) / 68;
    }
    expect(distance / seen.faces[0]!.box.width).toBeLessThan(0.01);
    expect(similarity((await full.embed(pixels, landmarks)).template, seen.template!)).toBeGreaterThan(0.99);
  });

  it('are less than half as large', async () => {
    for (const model of [manifest.models.detect, manifest.models.landmark]) {
      const { size } = await stat(new URL(`../models/${model.compact.file}`, import.meta.url));
      expect(size).toBe(model.compact.bytes);
      expect(size).toBeLessThan(model.bytes / 2);
    }
  });
});
