import type { EnoughMotion, SceneMotion } from '@face-session/face';
import type { BurstThresholds } from './calibration.js';
import { evidence, type Evidence } from './evidence.js';
import { landmarkDistance } from './face-geometry.js';
import type { OneFaceFrame } from './timed-frame.js';

/**
 * Judges whether a burst moves as only a solid scene can. A picture of a face moves as a whole: its face stays where its background puts it, and one plane
 * explains all of it, however it is shifted, turned, zoomed or tilted. Living evidence needs both: the face moves against the background, and no one plane
 * explains the picture. What could not be measured, a background that cannot be seen among it, is doubt; so is a jump between frames, which may be a cut.
 */
export function judgeMovement(
  frames: readonly OneFaceFrame[],
  sceneMotion: SceneMotion | undefined,
  { minMovement, minPlaneResidual, maxMovement }: BurstThresholds,
): Evidence {
  const jump = largestJump(frames);
  if (jump > maxMovement) return evidence('doubtful', jump, maxMovement);
  const { faceAgainstBackground, planeResidual } = sceneMotion ?? {};
  if (typeof faceAgainstBackground !== 'number' || typeof planeResidual !== 'number') return evidence('doubtful');
  if (!(faceAgainstBackground >= minMovement)) return evidence('doubtful', faceAgainstBackground, minMovement);
  return evidence(planeResidual >= minPlaneResidual ? 'pass' : 'doubtful', planeResidual, minPlaneResidual);
}

/** Motion with which {@link judgeMovement} passes, whatever the frames that were not measured show: it compares the largest of each figure. */
export function enoughMotion({ minMovement, minPlaneResidual }: BurstThresholds): EnoughMotion {
  return { faceAgainstBackground: minMovement, planeResidual: minPlaneResidual };
}

/** Largest movement of the landmarks between successive frames, in heights of the face. */
function largestJump(frames: readonly OneFaceFrame[]): number {
  return Math.max(
    0,
    ...frames
      .slice(1)
      .map((frame, index) => landmarkDistance((frames[index] as OneFaceFrame).analysis.landmarks, frame.analysis.landmarks)),
  );
}
