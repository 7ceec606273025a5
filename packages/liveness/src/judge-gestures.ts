import type { Gesture, GestureFault } from '@face-session/protocol';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { findingsOf, worstOutcome, type Evidence } from './evidence.js';
import { anyUploadChecks, movementChecks, type GestureCheck } from './gesture-checks.js';
import { gestureFaultOf } from './gesture-fault.js';
import { gestureSeries } from './gesture-signals.js';
import type { NeutralFace } from './neutral-face.js';
import { seenGestures, type SeenGesture } from './seen-gestures.js';
import { hasOneFace, type TimedFrame } from './timed-frame.js';

interface GestureOptions {
  /** Of the burst of the same attempt, as {@link judgeBurst} gave it. */
  readonly neutral: NeutralFace;
  /** When the challenge was answered, ms since the attempt was opened, by the server's clock. */
  readonly challengedAtMs: number;
  /** When the upload had arrived, by the same clock. */
  readonly receivedAtMs: number;
  /** Those digests of this upload that the service has been sent before, in whatever attempt or in this one's burst. */
  readonly replayedDigests?: ReadonlySet<string>;
  readonly calibration?: LivenessCalibration;
}

interface GestureVerdict {
  readonly live: boolean;
  /** What the person can do better; only given when nothing but the gesture was wrong, so that it teaches an attacker nothing else. */
  readonly fault?: GestureFault;
  /** Every check's finding; a check that could not be made is absent. For the audit, never for the client. */
  readonly evidence: Partial<Record<GestureCheck, Evidence>>;
  /** The gestures seen, in their order. */
  readonly seen: readonly SeenGesture[];
}

/**
 * Decides whether the frames show the person of the burst doing all gestures of `asked` in this order and nothing else, looking at the camera
 * in the frames between them. Every check uses the landmarks, poses and templates of the server. Only the time of each frame comes from the
 * client, and is compared with the server's clock.
 */
export function judgeGestures(asked: readonly Gesture[], frames: readonly TimedFrame[], options: GestureOptions): GestureVerdict {
  const { neutral, challengedAtMs, receivedAtMs, replayedDigests, calibration = defaultLivenessCalibration } = options;
  const thresholds = calibration.gestures;
  const faces = frames.filter(hasOneFace);
  const upload = { frames, faces, neutral, challengedAtMs, receivedAtMs, replayedDigests, thresholds };
  const found: Partial<Record<GestureCheck, Evidence>> = findingsOf(anyUploadChecks, upload);
  if (found.oneFace?.outcome === 'fail') return { live: false, evidence: found, seen: [] };

  const series = gestureSeries(faces, neutral);
  const seen = seenGestures(series, thresholds);
  const fault = gestureFaultOf(asked, seen, series, thresholds);
  Object.assign(found, findingsOf(movementChecks, { asked, seen, series, faces, fault, thresholds }));

  const live = worstOutcome(Object.values(found).map((finding) => finding.outcome)) === 'pass';
  const onlyTheGesture = Object.entries(found).every(([check, { outcome }]) => check === 'gestures' || outcome === 'pass');
  return { live, ...(fault !== null && onlyTheGesture ? { fault } : {}), evidence: found, seen };
}
