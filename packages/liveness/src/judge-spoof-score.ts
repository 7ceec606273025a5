import { showsOnePerson, type FrameAnalysis } from '@face-session/face';
import { defaultLivenessCalibration, type BurstThresholds } from './calibration.js';
import { evidence, type Evidence } from './evidence.js';

/** Whether a frame shows one person, close, frontal and lit enough for the spoof score to say something. */
export function isUsableFrame(
  { faces, pose, quality }: FrameAnalysis,
  thresholds: BurstThresholds = defaultLivenessCalibration.burst,
): boolean {
  const [face] = faces;
  if (face === undefined || pose === undefined) return false;
  return (
    showsOnePerson(faces) &&
    face.box.width >= thresholds.minFaceWidth &&
    Math.abs(pose.yaw) <= thresholds.maxYaw &&
    Math.abs(pose.pitch) <= thresholds.maxPitch &&
    (quality === undefined || quality.luminanceMean >= thresholds.minLuminance)
  );
}

/** How much nearer to 1 than the live threshold a view must be for the frame to be clear. */
const CLEAR = 10;

/**
 * Spoof score of a frame, 0 to 1, from which the first view decides alone: 0.95 with the shipped threshold of 0.5, where 0.05 in the mirror would do for a live
 * frame. `evaluate -- liveness` counts the bursts that get the same verdict when both views are asked of every frame: docs/liveness.md.
 */
export function clearSpoofScore({ liveSpoofScore }: Pick<BurstThresholds, 'liveSpoofScore'>): number {
  return 1 - (1 - liveSpoofScore) / CLEAR;
}

/** Whether the typical spoof score of the usable frames is that of a living face, in doubt, or that of a picture. */
export function judgeSpoofScore(score: number, { liveSpoofScore, attackSpoofScore }: BurstThresholds): Evidence {
  if (score >= liveSpoofScore) return evidence('pass', score, liveSpoofScore);
  return score >= attackSpoofScore ? evidence('doubtful', score, liveSpoofScore) : evidence('fail', score, attackSpoofScore);
}
