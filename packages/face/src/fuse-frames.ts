import type { FrameAnalysis } from './frame-analysis.js';
import { fuseTemplates } from './template.js';

/** Magnitude of what is no face to compare any more: such frames count nearly nothing. */
const WORTHLESS_MAGNITUDE = 2;
const LEAST_WEIGHT = 0.01;

/**
 * One template of several frames of the same person, the surer ones weighing more: by the square of what their magnitude is above that of a
 * useless frame. Models without magnitudes weigh all frames alike. Undefined where no frame has a template.
 */
export function fuseFrames(frames: readonly FrameAnalysis[]): Float32Array | undefined {
  const usable = frames.filter((frame) => frame.template !== undefined);
  if (usable.length === 0) return undefined;
  const weights = usable.map(({ magnitude = 0 }) => Math.max(LEAST_WEIGHT, magnitude - WORTHLESS_MAGNITUDE) ** 2);
  return fuseTemplates(
    usable.map(({ template }) => template as Float32Array),
    weights,
  );
}
