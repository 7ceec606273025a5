import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseFrames } from './fuse-frames.js';
import type { FrameAnalysis } from './frame-analysis.js';
import { fuseTemplates, similarity } from './template.js';

const frame = (values: readonly number[], magnitude?: number): FrameAnalysis => {
  const length = Math.hypot(...values);
  return {
    width: 640,
    height: 480,
    faces: [],
    template: Float32Array.from(values, (value) => value / length),
    ...(magnitude !== undefined && { magnitude }),
  };
};

describe('fuseFrames', () => {
  it('leans to the frame that the net is surer of', () => {
    const sure = frame([1, 0], 4);
    const unsure = frame([0, 1], 2.5);
    const fused = fuseFrames([sure, unsure])!;
    expect(similarity(fused, sure.template!)).toBeGreaterThan(0.98);
  });

  it('weighs all alike without magnitudes', () => {
    expect([...fuseFrames([frame([1, 0]), frame([0, 1])])!]).toEqual([...fuseTemplates([Float32Array.of(1, 0), Float32Array.of(0, 1)])]);
  });

  it('goes by the frames that have a face, and has nothing to say without any', () => {
    const empty: FrameAnalysis = { width: 640, height: 480, faces: [] };
    expect(fuseFrames([empty, frame([3, 4], 4)])![0]).toBeCloseTo(0.6, 6);
    expect(fuseFrames([empty])).toBeUndefined();
  });

  it('is of unit length and does not depend on the order', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(values, fc.double({ min: 0, max: 5, noNaN: true })), { minLength: 1, maxLength: 6 }), (list) => {
        const frames = list.map(([template, magnitude]) => frame(template, magnitude));
        const fused = fuseFrames(frames)!;
        expect(Math.hypot(...fused)).toBeCloseTo(1, 5);
        expect(similarity(fused, fuseFrames([...frames].reverse())!)).toBeCloseTo(1, 5);
      }),
    );
  });
});
