import { showsOnePerson, type FrameAnalysis } from '@face-session/face';
import { defaultLivenessCalibration, type BurstThresholds, type LivenessCalibration } from './calibration.js';
import { evidence, type Evidence } from './evidence.js';
import { median } from './median.js';

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

/** The typical spoof score of the usable frames, 0 to 1, from those that were measured; 0 where there is none. */
export function typicalSpoofScore(frames: readonly FrameAnalysis[], thresholds: BurstThresholds): number {
  const scores = usableScores(frames, thresholds).filter((score) => score !== undefined);
  return scores.length === 0 ? 0 : median(scores);
}

/**
 * The usable frames whose spoof score was not measured, by their place, if their scores can still change what {@link judgeSpoofScore} finds: not where it finds the
 * same with all of them at 0 and all of them at 1, since the median lies between.
 */
export function spoofScoresLeft(frames: readonly FrameAnalysis[], { burst }: Pick<LivenessCalibration, 'burst'>): number[] {
  const scores = usableScores(frames, burst);
  const outcomeWith = (missing: number): Evidence['outcome'] =>
    judgeSpoofScore(median(scores.map((score) => score ?? missing)), burst).outcome;
  if (scores.length === 0 || outcomeWith(0) === outcomeWith(1)) return [];
  return frames.flatMap((frame, place) => (frame.spoofScore === undefined && isUsableFrame(frame, burst) ? [place] : []));
}

function usableScores(frames: readonly FrameAnalysis[], thresholds: BurstThresholds): (number | undefined)[] {
  return frames.filter((frame) => isUsableFrame(frame, thresholds)).map(({ spoofScore }) => spoofScore);
}

/** Whether the typical spoof score of the usable frames is that of a living face, in doubt, or that of a picture. */
export function judgeSpoofScore(score: number, { liveSpoofScore, attackSpoofScore }: BurstThresholds): Evidence {
  if (score >= liveSpoofScore) return evidence('pass', score, liveSpoofScore);
  return score >= attackSpoofScore ? evidence('doubtful', score, liveSpoofScore) : evidence('fail', score, attackSpoofScore);
}
