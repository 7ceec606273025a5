import {
  calibratedSimilarity,
  centresOf,
  fuseFrames,
  matchLevelOf,
  type Calibration,
  type Centres,
  type FrameAnalysis,
  type Role,
} from '@face-session/face';
import type { MatchLevel } from '@face-session/protocol';

/**
 * How alike two templates are: cosine, -1 to 1, of what is left of them once the centre of their role is subtracted; without centres, of the templates
 * as they are. The only comparison of templates outside of this package.
 * @param roles of the two templates, unless the first is a reference photo's and the second a live face's
 */
export function compareTemplates(a: Float32Array, b: Float32Array, centres?: Centres, roles?: readonly [Role, Role]): number {
  return calibratedSimilarity(a, b, centres, roles);
}

/** Returns the match level of two templates under a calibration, which may subtract a centre first. */
export function matchTemplates(a: Float32Array, b: Float32Array, calibration: Calibration, roles?: readonly [Role, Role]): MatchLevel {
  return measureMatch(a, b, calibration, roles).matchLevel;
}

/** As {@link matchTemplates}, with the similarity that the level comes from. */
export function measureMatch(
  a: Float32Array,
  b: Float32Array,
  calibration: Calibration,
  roles?: readonly [Role, Role],
): { readonly similarity: number; readonly matchLevel: MatchLevel } {
  const similarity = compareTemplates(a, b, centresOf(calibration), roles);
  return { similarity, matchLevel: matchLevelOf(similarity, calibration) };
}

/** The template of the live face: the fused templates of all frames, which is steadier than that of any one frame. Undefined if no frame has a template. */
export function liveTemplate(frames: readonly FrameAnalysis[]): Float32Array | undefined {
  return fuseFrames(frames);
}
