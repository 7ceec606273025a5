import { matchLevelOf, similarity, type FrameAnalysis, type SceneMotion } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
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
import { createCamera, type CameraFrame, type CameraOptions } from './camera.js';
import type { Presenter } from './presenter.js';
import type { Random } from './random.js';

/** A frame as a client uploads it. */
export interface UploadedFrame extends CameraFrame {
  readonly capturedAtMs: number;
}

/** A client of the attacker's own: what it sends in place of what its camera gave. */
export interface TamperingClient {
  /** How its pictures are taken; a webcam's unless told otherwise. */
  readonly camera?: CameraOptions;
  burst?(frames: readonly UploadedFrame[]): readonly UploadedFrame[];
  gestures?(frames: readonly UploadedFrame[], burst: readonly UploadedFrame[]): readonly UploadedFrame[];
}

/** The service as one attempt meets it. */
export interface SimulatedService {
  /** The service's pool of engines. */
  readonly faces: Pick<FacePool, 'analyse' | 'sceneMotion'>;
  readonly gestureCount: GestureCount;
  /** Template of the reference photo. */
  readonly reference: Float32Array;
  /** Digests of all frames it was ever sent. */
  readonly digests: Set<string>;
}

/** What the service measures and knows of one attempt: all that its rules judge by. */
export interface AttemptMeasures {
  readonly burst: MeasuredUpload;
  readonly asked: readonly Gesture[];
  /** Null if the burst was an attack, so that nothing was asked. */
  readonly gestures: (MeasuredUpload & { readonly challengedAtMs: number }) | null;
}

/** An upload as the service measured it. Times are ms since the attempt was opened. */
export interface MeasuredUpload {
  readonly frames: readonly TimedFrame[];
  readonly receivedAtMs: number;
  /** Digests of it that were sent before, in whatever attempt. */
  readonly replayedDigests: readonly string[];
  /** Of a burst whose frames all show a face. */
  readonly sceneMotion?: SceneMotion;
}

/** What the service's rules say of an attempt. */
export interface AttemptJudgement {
  /** Whether the burst's best frame matches the reference, at the level that a session asks for unless told otherwise. */
  readonly matched: boolean;
  readonly burst: BurstVerdict;
  readonly gestures: GestureVerdict | null;
}

export interface AttemptRecord extends AttemptJudgement {
  readonly measures: AttemptMeasures;
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
  const camera = createCamera(random.fork('camera'), client.camera);
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
  const upload = async (frames: readonly UploadedFrame[], parts: AnalysisParts, receivedAtMs: number): Promise<MeasuredUpload> => {
    const analyses = await Promise.all(frames.map(({ jpeg }) => service.faces.analyse(jpeg, parts)));
    const scenes = analyses.flatMap(({ scene, landmarks }) => (scene && landmarks ? [{ scene, landmarks }] : []));
    const complete = scenes.length > 0 && scenes.length === frames.length;
    const replayedDigests = [...new Set(analyses.map(({ digest }) => digest).filter((digest) => service.digests.has(digest)))];
    for (const { digest } of analyses) service.digests.add(digest);
    return {
      // The scenes themselves have served their purpose, and are large.
      frames: analyses.map((analysis, index) => {
        const { capturedAtMs } = frames[index] as UploadedFrame;
        return { capturedAtMs, digest: analysis.digest, analysis: withoutScene(analysis) };
      }),
      receivedAtMs,
      replayedDigests,
      ...(complete && { sceneMotion: await service.faces.sceneMotion(scenes) }),
    };
  };

  const shot = await shoot(burstPlan, BURST_START_MS);
  const burstFrames = client.burst?.(shot) ?? shot;
  const burst = await upload(burstFrames, burstParts, BURST_START_MS + burstPlan.count * burstPlan.intervalMs + ROUND_TRIP_MS / 2);
  const withoutGestures: AttemptMeasures = { burst, asked: [], gestures: null };
  const judgement = judgeAttempt(withoutGestures, service.reference);
  if (judgement.burst.verdict === 'attack') {
    return { ...judgement, measures: withoutGestures, uploads: { burst: burstFrames, gestures: [] } };
  }

  const asked = drawGestures({ count: service.gestureCount, random: (n) => random.below(n) });
  const challengedAtMs = burst.receivedAtMs + ROUND_TRIP_MS / 2;
  const seenAtMs = challengedAtMs + 100;
  const doneAtMs = presenter.challenge(asked, seenAtMs);
  const performed = await shoot(gesturePlan(asked.length), seenAtMs, Math.max(doneAtMs, seenAtMs + 1500) + 300);
  const gestureFrames = client.gestures?.(performed, burstFrames) ?? performed;
  const receivedAtMs = Math.max(seenAtMs, ...performed.map((frame) => frame.capturedAtMs)) + ROUND_TRIP_MS;
  const measures = { burst, asked, gestures: { ...(await upload(gestureFrames, gestureParts, receivedAtMs)), challengedAtMs } };
  return { ...judgeAttempt(measures, service.reference), measures, uploads: { burst: burstFrames, gestures: gestureFrames } };
}

function withoutScene(analysis: FrameAnalysis): FrameAnalysis {
  const { scene, ...rest } = analysis;
  return scene === undefined ? analysis : rest;
}

/** Judges an attempt by the service's own rules on what was measured of it. */
export function judgeAttempt({ burst, asked, gestures }: AttemptMeasures, reference: Float32Array): AttemptJudgement {
  const verdict = judgeBurst(burst.frames, {
    receivedAtMs: burst.receivedAtMs,
    replayedDigests: new Set(burst.replayedDigests),
    sceneMotion: burst.sceneMotion,
  });
  const template = burst.frames[verdict.bestFrame]?.analysis.template;
  const matched = template !== undefined && matchLevelOf(similarity(template, reference)) >= DEFAULT_MINIMUM_MATCH_LEVEL;
  if (gestures === null || verdict.neutral === null) return { matched, burst: verdict, gestures: null };
  const { frames, challengedAtMs, receivedAtMs, replayedDigests } = gestures;
  return {
    matched,
    burst: verdict,
    gestures: judgeGestures(asked, frames, {
      neutral: verdict.neutral,
      challengedAtMs,
      receivedAtMs,
      replayedDigests: new Set(replayedDigests),
    }),
  };
}

/** Whether an attempt passes under a policy. Gestures are asked for after whatever the burst was, unless it is an attack, so that one attempt answers for every policy. */
export function passes(record: AttemptJudgement, policy: LivenessPolicy): boolean {
  const consequence = consequenceOf(policy, record.burst.verdict);
  return record.matched && (consequence === 'passed' || (consequence === 'challenged' && record.gestures?.live === true));
}
