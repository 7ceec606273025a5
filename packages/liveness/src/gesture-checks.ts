import type { Gesture, GestureFault } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { requireThat, type Evidence } from './evidence.js';
import type { GestureSignals } from './gesture-signals.js';
import { judgeDepth } from './judge-depth.js';
import { judgeGestureIdentity } from './judge-gesture-identity.js';
import { judgeSmoothness } from './judge-smoothness.js';
import { judgeTimes, latestFrameMs } from './judge-times.js';
import type { NeutralFace } from './neutral-face.js';
import type { SeenGesture } from './seen-gestures.js';
import { areFresh, type OneFaceFrame, type TimedFrame } from './timed-frame.js';

/** What is known of every gesture upload. */
interface AnyUpload {
  readonly frames: readonly TimedFrame[];
  /** Those of them with one face. */
  readonly faces: readonly OneFaceFrame[];
  /** Of the burst of the same attempt. */
  readonly neutral: NeutralFace;
  /** When the challenge was answered and when the upload had arrived, ms since the attempt was opened, by the server's clock. */
  readonly challengedAtMs: number;
  readonly receivedAtMs: number;
  /** Those digests of this upload that the service has been sent before. */
  readonly replayedDigests?: ReadonlySet<string> | undefined;
  readonly thresholds: GestureThresholds;
}

/** What is known of an upload with a face in enough of its frames. */
interface SeenMovement {
  readonly asked: readonly Gesture[];
  readonly seen: readonly SeenGesture[];
  /** The frames with one face, and the head's place in each. */
  readonly faces: readonly OneFaceFrame[];
  readonly series: readonly GestureSignals[];
  /** What is wrong with the gestures; null: nothing. */
  readonly fault: GestureFault | null;
  readonly thresholds: GestureThresholds;
}

/** No camera delivers faster than 60 frames a second; leaves room for uneven timers. */
const MIN_INTERVAL_MS = 10;

/** The checks of every gesture upload, each named for what a live one has. */
export const anyUploadChecks = {
  time: ({ frames, neutral, challengedAtMs, receivedAtMs, thresholds: { maxIntervalMs, clockToleranceMs } }) =>
    judgeTimes(frames, {
      minIntervalMs: MIN_INTERVAL_MS,
      maxIntervalMs,
      earliestMs: Math.max(neutral.lastCapturedAtMs, challengedAtMs - clockToleranceMs),
      latestMs: latestFrameMs(receivedAtMs, clockToleranceMs),
    }),
  freshFrames: ({ frames, replayedDigests }) => requireThat(areFresh(frames, replayedDigests)),
  oneFace: ({ frames, faces, neutral: { picture }, thresholds }) => {
    const sameSize = faces.every(({ analysis }) => analysis.width === picture.width && analysis.height === picture.height);
    const shown = frames.length === 0 ? 0 : faces.length / frames.length;
    return requireThat(shown >= thresholds.minOneFace && sameSize, shown, thresholds.minOneFace);
  },
} satisfies Record<string, (upload: AnyUpload) => Evidence>;

/** The checks of an upload in which `oneFace` holds. Undefined where there is nothing to judge. */
export const movementChecks = {
  identity: ({ series, seen, thresholds }) => judgeGestureIdentity(series, seen, thresholds),
  smoothness: ({ faces, series, thresholds }) => judgeSmoothness(faces, series, thresholds),
  depth: ({ asked, seen, series, thresholds }) => judgeDepth(asked, seen, series, thresholds),
  gestures: ({ fault, seen, asked }) => requireThat(fault === null, seen.length, asked.length),
} satisfies Record<string, (movement: SeenMovement) => Evidence | undefined>;

export type GestureCheck = keyof typeof anyUploadChecks | keyof typeof movementChecks;

/** The names of all checks of a gesture upload. */
export const gestureChecks = Object.keys({ ...anyUploadChecks, ...movementChecks }) as readonly GestureCheck[];
