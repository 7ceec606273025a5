import type { Gesture, GestureFault } from '@face-session/protocol';
import { areFresh, hasOneFace, type TimedFrame } from './timed-frame.js';
import { defaultLivenessCalibration, type LivenessCalibration } from './calibration.js';
import { requireThat, worstOutcome, type Evidence } from './evidence.js';
import { gestureFaultOf } from './gesture-fault.js';
import { gestureSeries } from './gesture-signals.js';
import { judgeDepth } from './judge-depth.js';
import { judgeGestureIdentity } from './judge-gesture-identity.js';
import { judgeSmoothness } from './judge-smoothness.js';
import { judgeTimes, latestFrameMs } from './judge-times.js';
import type { NeutralFace } from './neutral-face.js';
import { seenGestures, type SeenGesture } from './seen-gestures.js';

/** The checks of a gesture upload, each named for what a live one has. */
export const gestureChecks = ['oneFace', 'time', 'freshFrames', 'identity', 'smoothness', 'depth', 'gestures'] as const;
export type GestureCheck = (typeof gestureChecks)[number];

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
  const thresholds = (options.calibration ?? defaultLivenessCalibration).gestures;
  const { neutral } = options;
  const found: Partial<Record<GestureCheck, Evidence>> = {
    time: judgeTimes(frames, {
      minIntervalMs: MIN_INTERVAL_MS,
      maxIntervalMs: thresholds.maxIntervalMs,
      earliestMs: Math.max(neutral.lastCapturedAtMs, options.challengedAtMs - thresholds.clockToleranceMs),
      latestMs: latestFrameMs(options.receivedAtMs, thresholds.clockToleranceMs),
    }),
    freshFrames: requireThat(areFresh(frames, options.replayedDigests)),
  };
  const faces = frames.filter(hasOneFace);
  const sameSize = faces.every(({ analysis }) => analysis.width === neutral.picture.width && analysis.height === neutral.picture.height);
  const shown = frames.length === 0 ? 0 : faces.length / frames.length;
  found.oneFace = requireThat(shown >= thresholds.minOneFace && sameSize, shown, thresholds.minOneFace);
  if (found.oneFace.outcome === 'fail') return { live: false, evidence: found, seen: [] };

  const series = gestureSeries(faces, neutral);
  const seen = seenGestures(series, thresholds);
  found.identity = judgeGestureIdentity(series, seen, thresholds);
  found.smoothness = judgeSmoothness(faces, series, thresholds);
  const depth = judgeDepth(asked, seen, series, thresholds);
  if (depth !== undefined) found.depth = depth;
  const fault = gestureFaultOf(asked, seen, series, thresholds);
  found.gestures = requireThat(fault === null, seen.length, asked.length);

  const live = worstOutcome(Object.values(found).map((finding) => finding.outcome)) === 'pass';
  const onlyTheGesture = Object.entries(found).every(([check, { outcome }]) => check === 'gestures' || outcome === 'pass');
  return { live, ...(fault !== null && onlyTheGesture ? { fault } : {}), evidence: found, seen };
}

/** No camera delivers faster than 60 frames a second; leaves room for uneven timers. */
const MIN_INTERVAL_MS = 10;
