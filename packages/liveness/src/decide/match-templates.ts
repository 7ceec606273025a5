import { fuseFrames, matchLevelOf, similarity, type Calibration, type FrameAnalysis } from '@face-session/face';
import type { MatchLevel } from '@face-session/protocol';

/** How alike two templates are: cosine, -1 to 1. The only comparison of templates outside of this package. */
export function compareTemplates(a: Float32Array, b: Float32Array): number {
  return similarity(a, b);
}

/** The match level of two templates under a calibration. */
export function matchTemplates(a: Float32Array, b: Float32Array, calibration: Calibration): MatchLevel {
  return matchLevelOf(compareTemplates(a, b), calibration);
}

/** The template of the live face: the fused templates of all frames, which is steadier than that of any one frame. Undefined if no frame has a template. */
export function liveTemplate(frames: readonly FrameAnalysis[]): Float32Array | undefined {
  return fuseFrames(frames);
}
