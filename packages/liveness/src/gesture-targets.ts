import type { GestureTargets } from '@face-session/protocol';
import type { LivenessCalibration } from './calibration.js';

/**
 * How far beyond the service's thresholds a guide waits before it counts a gesture as done, as a factor: it measures more coarsely than the service,
 * which decides from the frames again.
 */
const GUIDE_MARGIN = 1.4;

/** The targets of a challenge, for the guide that follows the person through it. */
export function gestureTargets({ gestures }: LivenessCalibration): GestureTargets {
  return {
    turnDegrees: gestures.turnDegrees * GUIDE_MARGIN,
    tiltDegrees: gestures.tiltDegrees * GUIDE_MARGIN,
    nodDegrees: gestures.nodDegrees * GUIDE_MARGIN,
    closerRatio: gestures.closerRatio ** GUIDE_MARGIN,
    furtherRatio: gestures.furtherRatio ** GUIDE_MARGIN,
  };
}
