import type { FrameAnalysis, SceneMotion } from '@face-session/face';
import { landmarkDistance } from '@face-session/liveness';

/** Least movement of the landmarks between two frames of a burst that the earlier rule took for life, in parts of the face's height. */
const LEAST = 0.02;

/**
 * What the earlier movement rule would have seen: any movement of the landmarks counts, whatever the background does. As a scene that moves as a living one's,
 * or undefined, so that the same decision can be made by the earlier rule.
 */
export function landmarkMotion(frames: readonly FrameAnalysis[]): SceneMotion | undefined {
  const faces = frames.flatMap(({ landmarks }) => (landmarks ? [landmarks] : []));
  const moved = faces.flatMap((face, index) => faces.slice(0, index).map((earlier) => landmarkDistance(earlier, face)));
  if (Math.max(0, ...moved) < LEAST) return undefined;
  return { faceAgainstBackground: 1, planeResidual: 1, backgroundPoints: 0 };
}
