import type { AnalysisParts } from '@face-session/face';
import type { FramePlan } from '@face-session/protocol';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { clearSpoofScore } from './judge-spoof-score.js';

/** A 640x480 JPEG of quality 0.9 is about 100 kB; twice that leaves room for noisy sensors. */
export const MAX_FRAME_BYTES = 256 * 1024;

/** Five frames over 0.6 s: enough for a median and for motion, short enough to be unnoticed. */
export const burstPlan: FramePlan = { count: 5, intervalMs: 150, maxBytes: MAX_FRAME_BYTES };

/** What is measured of a frame of a burst, at most. */
export function burstParts(calibration: LivenessCalibration = defaultLivenessCalibration): AnalysisParts {
  return { ...nodParts(calibration), quality: true, scene: true };
}

/** Frames whose spoof score is measured in any case: three that agree decide the median of five. */
const SCORED_FRAMES = 3;

/**
 * What is measured of one frame of a burst before anything is known of the others; {@link spoofScoresLeft} says what must follow.
 * @param place in the order of the frames, from 0
 */
export function firstBurstParts(place: number, calibration: LivenessCalibration = defaultLivenessCalibration): AnalysisParts {
  return place < SCORED_FRAMES ? burstParts(calibration) : { ...burstParts(calibration), spoofScore: false };
}

/** What is measured of a frame of a burst to know its spoof score alone. */
export function spoofParts(calibration: LivenessCalibration = defaultLivenessCalibration): AnalysisParts {
  return { spoofScore: burstParts(calibration).spoofScore ?? true };
}

/** What must be measured in each of two pictures around a nod. */
export function nodParts({ burst }: LivenessCalibration = defaultLivenessCalibration): AnalysisParts {
  return { landmarks: true, pose: true, eyes: true, spoofScore: { clearFrom: clearSpoofScore(burst) }, template: true };
}

/** What must be measured in each frame of a gesture upload. */
export const gestureParts = { landmarks: true, pose: true, template: true } as const satisfies AnalysisParts;

/** Every how many frames of light one is compared with the burst: a face changes in no shorter time. */
const LIGHT_TEMPLATE_EVERY = 4;

/** What must be measured in the frame of light at a place. */
export function lightParts(place: number): AnalysisParts {
  return { light: true, template: place % LIGHT_TEMPLATE_EVERY === 0 };
}

/** Time for one gesture, ms: reading it, doing it, coming back. A gesture takes a person 0.5 to 1.2 s each way. */
const GESTURE_MS = 3_000;
/** Four frames a second show each gesture on its way; more would cost the service and tell no more. */
const GESTURE_INTERVAL_MS = 250;
/** A slow reader and a slow network, ms. */
const GESTURE_PATIENCE_MS = 12_000;

/** Returns the plan of the frames for so many gestures. A client may send fewer once they are done. */
export function gesturePlan(gestureCount: number): FramePlan {
  return { count: (gestureCount * GESTURE_MS) / GESTURE_INTERVAL_MS, intervalMs: GESTURE_INTERVAL_MS, maxBytes: MAX_FRAME_BYTES };
}

/** How long after the challenge the upload must have arrived, ms. */
export function gestureDeadlineMs(gestureCount: number): number {
  return gestureCount * GESTURE_MS + GESTURE_PATIENCE_MS;
}
