import { matchLevelOf, similarity, type FrameAnalysis } from '@face-session/face';
import {
  burstParts,
  burstPlan,
  consequenceOf,
  drawGestures,
  gestureParts,
  gesturePlan,
  judgeBurst,
  judgeGestures,
  type BurstVerdict,
  type GestureCount,
  type GestureVerdict,
  type LivenessPolicy,
  type TimedFrame,
} from '@face-session/liveness';
import { DEFAULT_MINIMUM_MATCH_LEVEL, type FramePlan, type Gesture } from '@face-session/protocol';
import type { AnalysisParts } from '@face-session/face';
import { createCamera, type CameraFrame } from './camera.js';
import type { Presenter } from './presenter.js';
import type { Random } from './random.js';

/** A frame as a client uploads it. */
export interface UploadedFrame extends CameraFrame {
  readonly capturedAtMs: number;
}

/** A client of the attacker's own: what it sends in place of what its camera gave. */
export interface TamperingClient {
  burst?(frames: readonly UploadedFrame[]): readonly UploadedFrame[];
  gestures?(frames: readonly UploadedFrame[], burst: readonly UploadedFrame[]): readonly UploadedFrame[];
}

/** Measures a picture of JPEG bytes: the service's pool of engines, or an engine in this thread. */
export type Analyse = (jpeg: Uint8Array, parts: AnalysisParts) => Promise<FrameAnalysis>;

/** The service as one attempt meets it. */
export interface SimulatedService {
  readonly analyse: Analyse;
  readonly gestureCount: GestureCount;
  /** Template of the reference photo. */
  readonly reference: Float32Array;
  /** Digests of all frames it was ever sent. */
  readonly digests: Set<string>;
}

export interface AttemptRecord {
  /** Whether the burst's best frame matches the reference, at the level that a session asks for unless told otherwise. */
  readonly matched: boolean;
  readonly burst: BurstVerdict;
  readonly asked: readonly Gesture[];
  readonly gestures: GestureVerdict | null;
  /** What was uploaded last; what an attacker may send again. */
  readonly uploads: { readonly burst: readonly UploadedFrame[]; readonly gestures: readonly UploadedFrame[] };
}

/** When the capture has framed the face, ms after it opened the attempt. */
const BURST_START_MS = 600;
/** An upload with its judgement, ms. */
const ROUND_TRIP_MS = 500;

/**
 * One attempt: the presenter before a camera, a client that uploads, and the service's own rules (`@face-session/liveness`) on its own measurements. Only the
 * transport is left out.
 */
export async function simulateAttempt(
  presenter: Presenter,
  service: SimulatedService,
  random: Random,
  client: TamperingClient = {},
): Promise<AttemptRecord> {
  const camera = createCamera(random.fork('camera'));
  const jitter = random.fork('timer');
  const shoot = async (plan: FramePlan, fromMs: number, untilMs = Infinity): Promise<UploadedFrame[]> => {
    const frames: UploadedFrame[] = [];
    for (let index = 0; index < plan.count; index++) {
      const capturedAtMs = fromMs + index * plan.intervalMs + jitter.between(0, 25);
      if (capturedAtMs > untilMs) break;
      frames.push({ ...(await camera(presenter.scene(capturedAtMs))), capturedAtMs });
    }
    return frames;
  };
  const measure = async (frames: readonly UploadedFrame[], parts: AnalysisParts): Promise<TimedFrame[]> =>
    Promise.all(
      frames.map(async ({ capturedAtMs, digest, jpeg }) => ({ capturedAtMs, digest, analysis: await service.analyse(jpeg, parts) })),
    );
  const replayedOf = (frames: readonly UploadedFrame[]): Set<string> => {
    const replayed = new Set(frames.map((frame) => frame.digest).filter((digest) => service.digests.has(digest)));
    for (const { digest } of frames) service.digests.add(digest);
    return replayed;
  };

  const shot = await shoot(burstPlan, BURST_START_MS);
  const burstFrames = client.burst?.(shot) ?? shot;
  const burstReceivedAtMs = BURST_START_MS + burstPlan.count * burstPlan.intervalMs + ROUND_TRIP_MS / 2;
  const timed = await measure(burstFrames, burstParts);
  const burst = judgeBurst(timed, { receivedAtMs: burstReceivedAtMs, replayedDigests: replayedOf(burstFrames) });
  const template = timed[burst.bestFrame]?.analysis.template;
  const matched = template !== undefined && matchLevelOf(similarity(template, service.reference)) >= DEFAULT_MINIMUM_MATCH_LEVEL;
  const record = { matched, burst, asked: [], gestures: null, uploads: { burst: burstFrames, gestures: [] } };
  if (burst.verdict === 'attack' || burst.neutral === null) return record;

  const asked = drawGestures({ count: service.gestureCount, random: (n) => random.below(n) });
  const challengedAtMs = burstReceivedAtMs + ROUND_TRIP_MS / 2;
  const seenAtMs = challengedAtMs + 100;
  const doneAtMs = presenter.challenge(asked, seenAtMs);
  const performed = await shoot(gesturePlan(asked.length), seenAtMs, Math.max(doneAtMs, seenAtMs + 1500) + 300);
  const gestureFrames = client.gestures?.(performed, burstFrames) ?? performed;
  const gestures = judgeGestures(asked, await measure(gestureFrames, gestureParts), {
    neutral: burst.neutral,
    challengedAtMs,
    receivedAtMs: Math.max(seenAtMs, ...performed.map((frame) => frame.capturedAtMs)) + ROUND_TRIP_MS,
    replayedDigests: replayedOf(gestureFrames),
  });
  return { ...record, asked, gestures, uploads: { burst: burstFrames, gestures: gestureFrames } };
}

/** Whether an attempt passes under a policy. Gestures are asked for after whatever the burst was, unless it is an attack, so that one attempt answers for every policy. */
export function passes(record: AttemptRecord, policy: LivenessPolicy): boolean {
  const consequence = consequenceOf(policy, record.burst.verdict);
  return record.matched && (consequence === 'passed' || (consequence === 'challenged' && record.gestures?.live === true));
}
