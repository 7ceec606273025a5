import type { SceneMotion } from '@face-session/face';
import { anyBurstChecks, faceBurstChecks, type BurstCheck } from './burst-checks.js';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { findingsOf, requireThat, worstOutcome, type Evidence } from './evidence.js';
import { isUsableFrame, typicalSpoofScore } from './judge-spoof-score.js';
import { neutralFaceOf, type NeutralFace } from './neutral-face.js';
import { hasOneFace, type OneFaceFrame, type TimedFrame } from './timed-frame.js';

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
  /** Median spoof score of the frames that count and were measured, 0 to 1, 1 = real; 0 when there is none. */
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
  const { calibration = defaultLivenessCalibration, receivedAtMs, replayedDigests, sceneMotion, allowClosedEyes = false } = options;
  const thresholds = calibration.burst;
  const found: Partial<Record<BurstCheck, Evidence>> = findingsOf(anyBurstChecks, { frames, receivedAtMs, replayedDigests, thresholds });
  const faces = frames.filter(hasOneFace);
  found.oneFace = requireThat(frames.length > 0 && faces.length === frames.length, faces.length, frames.length);
  if (found.oneFace.outcome === 'fail') return { verdict: 'attack', score: 0, evidence: found, bestFrame: 0, neutral: null };

  const bestFrame = bestFrameOf(faces);
  const usable = faces.filter((frame) => isUsableFrame(frame.analysis, thresholds));
  const score = typicalSpoofScore(
    faces.map(({ analysis }) => analysis),
    thresholds,
  );
  const burst = {
    faces,
    best: faces[bestFrame] as OneFaceFrame,
    usableFrames: usable.length,
    score,
    sceneMotion,
    allowClosedEyes,
    thresholds,
  };
  Object.assign(found, findingsOf(faceBurstChecks, burst));

  const worst = worstOutcome(Object.values(found).map((finding) => finding.outcome));
  return {
    verdict: worst === 'pass' ? 'live' : worst === 'doubtful' ? 'doubtful' : 'attack',
    score,
    evidence: found,
    bestFrame,
    neutral: neutralFaceOf(faces, bestFrame),
  };
}

/** Degrees of turn that weigh as much as one part in a hundred of the face's width, when frames are chosen between. */
const DEGREES_PER_PERCENT = 1;

/** The place of the frame to compare with the reference and to keep: frontal and close. */
export function bestFrameOf(frames: readonly OneFaceFrame[]): number {
  const widest = Math.max(...frames.map((frame) => frame.analysis.faces[0].box.width));
  const merits = frames.map(({ analysis }) => {
    const turn = Math.hypot(analysis.pose.yaw, analysis.pose.pitch, analysis.pose.roll);
    return (100 * analysis.faces[0].box.width) / widest - turn / DEGREES_PER_PERCENT;
  });
  return merits.indexOf(Math.max(...merits));
}
