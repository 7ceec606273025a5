import { similarity, type SceneMotion } from '@face-session/face';
import type { BurstThresholds } from './calibration.js';
import { evidence, requireThat, type Evidence } from './evidence.js';
import { landmarkDistance } from './face-geometry.js';
import { judgeEyesOpen } from './judge-eyes-open.js';
import { judgeMovement } from './judge-movement.js';
import { judgeSpoofScore } from './judge-spoof-score.js';
import { judgeTimes, latestFrameMs } from './judge-times.js';
import { areFresh, type OneFaceFrame, type TimedFrame } from './timed-frame.js';

/** What is known of every burst. */
interface AnyBurst {
  readonly frames: readonly TimedFrame[];
  /** When the upload had arrived, ms since the attempt was opened, by the server's clock. */
  readonly receivedAtMs: number;
  /** Those digests of this upload that the service has been sent before, in whatever attempt. */
  readonly replayedDigests?: ReadonlySet<string> | undefined;
  readonly thresholds: BurstThresholds;
}

/** What is known beside that of a burst that shows one person in every frame. */
interface FaceBurst {
  readonly faces: readonly OneFaceFrame[];
  /** The frame to compare with the reference. */
  readonly best: OneFaceFrame;
  /** How many frames are good enough for their spoof score to count. */
  readonly usableFrames: number;
  /** Median spoof score of those frames, 0 to 1, 1 = real; 0 when there is none. */
  readonly score: number;
  /** How the scene of these frames moves. Without it, the movement is in doubt. */
  readonly sceneMotion?: SceneMotion | undefined;
  readonly allowClosedEyes: boolean;
  readonly thresholds: BurstThresholds;
}

/** The checks of every burst, each named for what a live burst has. */
export const anyBurstChecks = {
  time: ({ frames, receivedAtMs, thresholds }) =>
    judgeTimes(frames, { ...thresholds, latestMs: latestFrameMs(receivedAtMs, thresholds.clockToleranceMs), earliestMs: 0 }),
  freshFrames: ({ frames, replayedDigests, thresholds }) => judgeFreshness(frames, thresholds.samePicture, replayedDigests),
} satisfies Record<string, (burst: AnyBurst) => Evidence>;

/** The checks of a burst in which `oneFace` holds. Undefined where the session does without the check. */
export const faceBurstChecks = {
  movement: ({ faces, sceneMotion, thresholds }) => judgeMovement(faces, sceneMotion, thresholds),
  identity: ({ faces, best, thresholds }) => judgeIdentity(faces, best, thresholds.minIdentity),
  eyesOpen: ({ faces, allowClosedEyes, thresholds }) => (allowClosedEyes ? undefined : judgeEyesOpen(faces, thresholds.minEyeOpenness)),
  coverage: ({ usableFrames, thresholds: { minUsableFrames } }) =>
    requireThat(usableFrames >= minUsableFrames, usableFrames, minUsableFrames),
  spoofScore: ({ score, thresholds }) => judgeSpoofScore(score, thresholds),
} satisfies Record<string, (burst: FaceBurst) => Evidence | undefined>;

export type BurstCheck = 'oneFace' | keyof typeof anyBurstChecks | keyof typeof faceBurstChecks;

/** The names of all checks of a burst. */
export const burstChecks = Object.keys({ oneFace: true, ...anyBurstChecks, ...faceBurstChecks }) as readonly BurstCheck[];

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

function judgeIdentity(frames: readonly OneFaceFrame[], best: OneFaceFrame, minIdentity: number): Evidence {
  const template = best.analysis.template;
  const least = Math.min(...frames.map((frame) => similarity(template, frame.analysis.template)));
  return requireThat(least >= minIdentity, least, minIdentity);
}
