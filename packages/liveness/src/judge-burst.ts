import { showsOnePerson, similarity, type FrameAnalysis, type SceneMotion } from '@face-session/face';
import { areFresh, hasOneFace, type OneFaceFrame, type TimedFrame } from './timed-frame.js';
import { defaultLivenessCalibration, type BurstThresholds, type LivenessCalibration } from './calibration.js';
import { evidence, requireThat, worstOutcome, type Evidence } from './evidence.js';
import { landmarkDistance } from './face-geometry.js';
import { median } from './median.js';
import { neutralFaceOf, type NeutralFace } from './neutral-face.js';
import { judgeEyesOpen } from './judge-eyes-open.js';
import { judgeMovement } from './judge-movement.js';
import { judgeTimes, latestFrameMs } from './judge-times.js';

/** The checks of a burst, each named for what a live burst has. */
export const burstChecks = ['oneFace', 'time', 'freshFrames', 'movement', 'identity', 'eyesOpen', 'coverage', 'spoofScore'] as const;
export type BurstCheck = (typeof burstChecks)[number];

interface BurstOptions {
  /** When the upload had arrived, ms since the attempt was opened, by the server's clock. */
  readonly receivedAtMs: number;
  /** Those digests of this upload that the service has been sent before, in whatever attempt. */
  readonly replayedDigests?: ReadonlySet<string>;
  /** How the scene of these frames moves. Without it, the movement is in doubt. */
  readonly sceneMotion?: SceneMotion | undefined;
  /** Whether closed eyes are accepted. */
  readonly allowClosedEyes?: boolean;
  readonly calibration?: LivenessCalibration;
}

export interface BurstVerdict {
  /** `doubtful` can still become live by gestures. */
  readonly verdict: 'live' | 'doubtful' | 'attack';
  /** Median spoof score of the frames that count, 0 to 1, 1 = real; 0 when none counts. */
  readonly score: number;
  /** Every check's finding; a check that could not be made is absent. For the audit, never for the client. */
  readonly evidence: Partial<Record<BurstCheck, Evidence>>;
  /** Index of the frame to compare with the reference and to keep: frontal, close, like the others. 0 if there is no face. */
  readonly bestFrame: number;
  /** What {@link judgeGestures} needs of the burst: to be sealed and kept until the gestures arrive. Null if there was no one face. */
  readonly neutral: NeutralFace | null;
}

/**
 * Decides on a burst of frames, without a challenge. Every check uses the measurements of the server. Only the time of a
 * frame comes from the client, and is compared with the server's clock.
 */
export function judgeBurst(frames: readonly TimedFrame[], options: BurstOptions): BurstVerdict {
  const calibration = options.calibration ?? defaultLivenessCalibration;
  const thresholds = calibration.burst;
  const found: Partial<Record<BurstCheck, Evidence>> = {
    time: judgeTimes(frames, { ...thresholds, latestMs: latestFrameMs(options.receivedAtMs, thresholds.clockToleranceMs), earliestMs: 0 }),
    freshFrames: judgeFreshness(frames, thresholds.samePicture, options.replayedDigests),
  };
  const faces = frames.filter(hasOneFace);
  found.oneFace = requireThat(frames.length > 0 && faces.length === frames.length, faces.length, frames.length);
  if (found.oneFace.outcome === 'fail') return { verdict: 'attack', score: 0, evidence: found, bestFrame: 0, neutral: null };

  found.movement = judgeMovement(faces, options.sceneMotion, thresholds);
  const best = bestFrameOf(faces);
  found.identity = judgeIdentity(faces, best, thresholds.minIdentity);
  if (options.allowClosedEyes !== true) found.eyesOpen = judgeEyesOpen(faces, thresholds.minEyeOpenness);
  const usable = faces.filter((frame) => isUsableFrame(frame.analysis, thresholds));
  found.coverage = requireThat(usable.length >= thresholds.minUsableFrames, usable.length, thresholds.minUsableFrames);
  const score = usable.length === 0 ? 0 : median(usable.map((frame) => frame.analysis.spoofScore ?? 0));
  found.spoofScore = judgeSpoofScore(score, thresholds);

  const worst = worstOutcome(Object.values(found).map((finding) => finding.outcome));
  return {
    verdict: worst === 'pass' ? 'live' : worst === 'doubtful' ? 'doubtful' : 'attack',
    score,
    evidence: found,
    bestFrame: best,
    neutral: neutralFaceOf(faces, best),
  };
}

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

function judgeSpoofScore(score: number, { liveSpoofScore, attackSpoofScore }: BurstThresholds): Evidence {
  if (score >= liveSpoofScore) return evidence('pass', score, liveSpoofScore);
  return score >= attackSpoofScore ? evidence('doubtful', score, liveSpoofScore) : evidence('fail', score, attackSpoofScore);
}

/** No frame twice, by its pixels or by what is in it, and none that the service was sent before. */
function judgeFreshness(frames: readonly TimedFrame[], samePicture: number, replayed?: ReadonlySet<string>): Evidence {
  if (!areFresh(frames, replayed)) return evidence('fail');
  let least = Infinity;
  frames.forEach((frame, index) => {
    for (const other of frames.slice(0, index)) {
      if (frame.analysis.landmarks === undefined || other.analysis.landmarks === undefined) continue;
      least = Math.min(least, landmarkDistance(other.analysis.landmarks, frame.analysis.landmarks));
    }
  });
  return requireThat(least >= samePicture, least, samePicture);
}

function judgeIdentity(frames: readonly OneFaceFrame[], best: number, minIdentity: number): Evidence {
  const template = (frames[best] as OneFaceFrame).analysis.template;
  const least = Math.min(...frames.map((frame) => similarity(template, frame.analysis.template)));
  return requireThat(least >= minIdentity, least, minIdentity);
}

/** Degrees of turn that weigh as much as one part in a hundred of the face's width, when frames are chosen between. */
const DEGREES_PER_PERCENT = 1;

function bestFrameOf(frames: readonly OneFaceFrame[]): number {
  const widest = Math.max(...frames.map((frame) => frame.analysis.faces[0].box.width));
  const merits = frames.map(({ analysis }) => {
    const turn = Math.hypot(analysis.pose.yaw, analysis.pose.pitch, analysis.pose.roll);
    return (100 * analysis.faces[0].box.width) / widest - turn / DEGREES_PER_PERCENT;
  });
  return merits.indexOf(Math.max(...merits));
}
