import { similarity } from '@face-session/face';
import { livenessGestureOf, type Gesture, type GestureFault } from '@face-session/protocol';
import { livenessCalibration, type LivenessCalibration } from './calibration.js';
import { evidence, requireThat, worstOutcome, type Evidence } from './evidence.js';
import { faceGeometry } from './face-geometry.js';
import { amountOf, awayness, gestureSignals, type GestureSignals } from './gesture-signals.js';
import { judgeTimes } from './judge-times.js';
import { median } from './median.js';
import type { NeutralFace } from './neutral-face.js';
import { hasOneFace, type OneFaceFrame } from './one-face.js';
import { seenGestures, type SeenGesture } from './seen-gestures.js';
import type { TimedFrame } from './timed-frame.js';

/** The checks of a gesture upload, each named for what a live one has. */
export const gestureChecks = ['oneFace', 'time', 'freshFrames', 'identity', 'smoothness', 'depth', 'gestures'] as const;
export type GestureCheck = (typeof gestureChecks)[number];

export interface GestureOptions {
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

export interface GestureVerdict {
  readonly live: boolean;
  /** What the person can do better; only given when nothing but the gesture was wrong, so that it teaches an attacker nothing else. */
  readonly fault?: GestureFault;
  /** Every check's finding; a check that could not be made is absent. For the audit, never for the client. */
  readonly evidence: Partial<Record<GestureCheck, Evidence>>;
  /** The gestures seen, in their order. */
  readonly seen: readonly SeenGesture[];
}

/**
 * Judges whether the frames show the person of the burst doing `asked`, all of them, in this order and nothing else, with the other frames
 * between them looking at the camera. Everything is judged from the server's landmarks, poses and templates; of the client there is only each
 * frame's time, held against the server's clock.
 */
export function judgeGestures(asked: readonly Gesture[], frames: readonly TimedFrame[], options: GestureOptions): GestureVerdict {
  const thresholds = (options.calibration ?? livenessCalibration).gestures;
  const { neutral } = options;
  const found: Partial<Record<GestureCheck, Evidence>> = {
    time: judgeTimes(frames, {
      minIntervalMs: MIN_INTERVAL_MS,
      maxIntervalMs: thresholds.maxIntervalMs,
      earliestMs: Math.max(neutral.lastCapturedAtMs, options.challengedAtMs - thresholds.clockToleranceMs),
      latestMs: options.receivedAtMs + thresholds.clockToleranceMs,
    }),
    freshFrames: judgeFreshness(frames, options.replayedDigests),
  };
  const faces = frames.filter(hasOneFace);
  const sameSize = faces.every(({ analysis }) => analysis.width === neutral.picture.width && analysis.height === neutral.picture.height);
  const shown = frames.length === 0 ? 0 : faces.length / frames.length;
  found.oneFace = requireThat(shown >= thresholds.minOneFace && sameSize, shown, thresholds.minOneFace);
  if (found.oneFace.outcome === 'fail') return { live: false, evidence: found, seen: [] };

  const series = faces.map((frame) => gestureSignals(frame, neutral));
  const seen = seenGestures(series, thresholds);
  found.identity = judgeIdentity(faces, series, seen, neutral, thresholds);
  found.smoothness = judgeSmoothness(faces, series, thresholds);
  found.depth = judgeDepth(seen, series, thresholds);
  const fault = gestureFaultOf(asked, seen, series, thresholds);
  found.gestures = requireThat(fault === null, seen.length, asked.length);

  const live = worstOutcome(Object.values(found).map((finding) => finding.outcome)) === 'pass';
  const onlyTheGesture = Object.entries(found).every(([check, { outcome }]) => check === 'gestures' || outcome === 'pass');
  return { live, ...(fault !== null && onlyTheGesture ? { fault } : {}), evidence: found, seen };
}

/** No camera delivers faster than 60 frames a second; leaves room for uneven timers. */
const MIN_INTERVAL_MS = 10;

type GestureThresholds = LivenessCalibration['gestures'];

function judgeFreshness(frames: readonly TimedFrame[], replayed?: ReadonlySet<string>): Evidence {
  const digests = new Set(frames.map((frame) => frame.digest));
  return requireThat(digests.size === frames.length && !frames.some((frame) => replayed?.has(frame.digest)));
}

/** From this part of a threshold on a face counts as turned, which lowers its similarity; beyond the last part it says nothing any more. */
const TURNED_AMOUNT = 0.5;
const PROFILE_AMOUNT = 1.5;

/**
 * The person of the burst in all frames between the gestures, in the typical turned frame, and in each gesture as far as a turned face can tell: whoever puts
 * another head in only where the face is turned too far to be known would otherwise pass.
 */
function judgeIdentity(
  frames: readonly OneFaceFrame[],
  series: readonly GestureSignals[],
  seen: readonly SeenGesture[],
  neutral: NeutralFace,
  thresholds: GestureThresholds,
): Evidence {
  const template = Float32Array.from(neutral.template);
  const likeness = frames.map((frame) => similarity(template, frame.analysis.template));
  const away = series.map((signals) => awayness(signals, thresholds));
  const between = (from: number, to: number) => likeness.filter((_, index) => (away[index] ?? 0) >= from && (away[index] ?? 0) < to);
  const frontal = between(0, TURNED_AMOUNT);
  if (frontal.length === 0) return evidence('fail');
  const turned = between(TURNED_AMOUNT, PROFILE_AMOUNT);
  const inGestures = seen.map(({ from, to }) => {
    const [first, end] = [isTurned(away[from - 1]) ? from - 1 : from, isTurned(away[to + 1]) ? to + 2 : to + 1];
    return Math.max(...likeness.slice(first, end));
  });
  const typical = atLeast(median(frontal), thresholds.minIdentityFrontal);
  const findings = [
    typical,
    atLeast(Math.min(...frontal), thresholds.minIdentityAnyFrontal),
    ...(turned.length === 0 ? [] : [atLeast(median(turned), thresholds.minIdentityTurned)]),
    ...inGestures.map((likest) => atLeast(likest, thresholds.minIdentityInGesture)),
  ];
  return findings.find(({ outcome }) => outcome === 'fail') ?? typical;
}

function atLeast(value: number, threshold: number): Evidence {
  return requireThat(value >= threshold, value, threshold);
}

/** Whether a frame beside a gesture is still on its way into or out of it. */
function isTurned(away: number | undefined): boolean {
  return away !== undefined && away >= TURNED_AMOUNT;
}

/** A head moves through the places between; a cut from one recording to another does not. */
function judgeSmoothness(frames: readonly OneFaceFrame[], series: readonly GestureSignals[], thresholds: GestureThresholds): Evidence {
  let worst = 0;
  series.slice(1).forEach((signals, index) => {
    const before = series[index] as GestureSignals;
    const seconds = (signals.atMs - before.atMs) / 1000;
    const degrees = Math.max(Math.abs(measurable(signals.yaw) - measurable(before.yaw)), Math.abs(signals.roll - before.roll));
    const previous = faceGeometry((frames[index] as OneFaceFrame).analysis.landmarks);
    const current = faceGeometry((frames[index + 1] as OneFaceFrame).analysis.landmarks);
    const sizes = Math.hypot(current.centre.x - previous.centre.x, current.centre.y - previous.centre.y) / previous.height;
    worst = Math.max(worst, degrees / seconds / thresholds.maxDegreesPerSecond, sizes / seconds / thresholds.maxSizesPerSecond);
  });
  return requireThat(worst <= 1, worst, 1);
}

/** Degrees of yaw beyond which the pose net guesses: it jumps between 40 and 75 on heads that turn evenly. */
const MEASURABLE_YAW = 45;

function measurable(yaw: number): number {
  return Math.max(-MEASURABLE_YAW, Math.min(MEASURABLE_YAW, yaw));
}

/** In a turn the nose tip shifts against eyes and mouth, because it stands out; on a flat picture it cannot. */
function judgeDepth(seen: readonly SeenGesture[], series: readonly GestureSignals[], thresholds: GestureThresholds): Evidence {
  const shifts = seen.flatMap(({ gesture, from, to }) => {
    if (livenessGestureOf[gesture] !== 'FACE_TURN') return [];
    const side = gesture === 'TURN_LEFT' ? 1 : -1;
    return [Math.max(...series.slice(from, to + 1).map((signals) => side * signals.parallax))];
  });
  if (shifts.length === 0) return evidence('pass');
  const least = Math.min(...shifts);
  return requireThat(least >= thresholds.turnParallax, least, thresholds.turnParallax);
}

/** From this part of its threshold on a movement is one, though too small. */
const ATTEMPTED_AMOUNT = 0.4;

const mirrorOf: Record<Gesture, Gesture> = {
  MOVE_CLOSER: 'MOVE_FURTHER',
  MOVE_FURTHER: 'MOVE_CLOSER',
  TILT_LEFT: 'TILT_RIGHT',
  TILT_RIGHT: 'TILT_LEFT',
  TURN_LEFT: 'TURN_RIGHT',
  TURN_RIGHT: 'TURN_LEFT',
};

/** What was wrong with the gestures, or null if they are those asked for, in order and in time. */
function gestureFaultOf(
  asked: readonly Gesture[],
  seen: readonly SeenGesture[],
  series: readonly GestureSignals[],
  thresholds: GestureThresholds,
): GestureFault | null {
  const start = series[0];
  if (start === undefined) return 'TOO_LATE';
  for (const [place, gesture] of asked.entries()) {
    const done = seen[place];
    if (done === undefined) {
      const since = (seen[place - 1]?.to ?? -1) + 1;
      const most = Math.max(0, ...series.slice(since).map((signals) => amountOf(gesture, signals, thresholds)));
      return most >= ATTEMPTED_AMOUNT ? 'TOO_SMALL' : 'TOO_LATE';
    }
    if (done.gesture === mirrorOf[gesture] && livenessGestureOf[gesture] !== 'FACE_MOVE') return 'MIRRORED';
    if (done.gesture !== gesture) return 'WRONG_GESTURE';
    const begun = series.findIndex((signals, index) => index <= done.from && amountOf(gesture, signals, thresholds) >= ATTEMPTED_AMOUNT);
    if (place === 0 && (series[begun]?.atMs ?? 0) < start.atMs + thresholds.minReactionMs) return 'TOO_EARLY';
  }
  return seen.length > asked.length ? 'WRONG_GESTURE' : null;
}
