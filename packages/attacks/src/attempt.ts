import {
  defaultCalibration,
  sceneFramesOf,
  type AnalysisParts,
  type FrameAnalysis,
  type Pixels,
  type SceneMotion,
} from '@face-session/face';
import { decodePicture, type FacePool } from '@face-session/face/node';
import {
  attemptRules,
  burstPrintOf,
  isTelling,
  printDifference,
  cameraPicturesOf,
  burstParts,
  burstPlan,
  decideAttempt,
  defaultLivenessCalibration,
  drawGestures,
  gestureParts,
  gesturePlan,
  livenessPolicies,
  type AttemptDecision,
  type AttemptWishes,
  type BurstPrint,
  type CameraEvidencePolicy,
  type ClientRules,
  type GestureCount,
  type LivenessPolicy,
  type MeasuredUpload,
  type TimedFrame,
} from '@face-session/liveness';
import { DEFAULT_MINIMUM_MATCH_LEVEL, MAX_ATTEMPTS, type CameraTrace, type FramePlan, type Gesture } from '@face-session/protocol';
import { createCamera, virtualCamera, type CameraFrame, type CameraOptions } from './camera.js';
import type { Presenter } from './presenter.js';
import { seededRandom, type SeededRandom } from './random.js';

/** A frame as a client uploads it. */
export interface PlayedFrame extends CameraFrame {
  readonly capturedAtMs: number;
}

/** A client of the attacker's own: what it sends in place of what its camera gave. */
export interface TamperingClient {
  /** How its pictures are taken; a webcam's unless told otherwise. */
  readonly camera?: CameraOptions;
  /** Whether its pictures go through the service's {@link SimulatedService.videoCodec} before they are uploaded. */
  readonly throughVideo?: boolean;
  /** What its browser tells of the camera; nothing unless given. */
  readonly cameraTrace?: CameraTrace;
  burst?(frames: readonly PlayedFrame[]): readonly PlayedFrame[] | Promise<readonly PlayedFrame[]>;
  gestures?(frames: readonly PlayedFrame[], burst: readonly PlayedFrame[]): readonly PlayedFrame[];
}

/** What a simulated service decides by. */
export interface SimulatedRules {
  readonly gestureCount: GestureCount;
  /** What the operator set for the client; nothing unless given. */
  readonly client?: ClientRules;
  /** What evidence against a camera may do; `record` unless given. */
  readonly cameraEvidence?: CameraEvidencePolicy;
  /** What the app asks for in its opening call; nothing unless given. */
  readonly wishes?: AttemptWishes;
  /** Template of the reference photo. */
  readonly reference: Float32Array;
}

/** The service as one attempt meets it. */
export interface SimulatedService extends SimulatedRules {
  /** The service's pool of engines. */
  readonly faces: Pick<FacePool, 'analyse' | 'sceneMotion'>;
  /** Digests of all frames it was ever sent. */
  readonly digests: Set<string>;
  /** Prints of all bursts it was ever sent. */
  readonly prints: BurstPrint[];
  /** Encodes and decodes pictures of one size as a video; without it, pictures that should go through one are sent as the camera gave them. */
  readonly videoCodec?: (frames: readonly Pixels[]) => Promise<Pixels[]>;
}

/** What the service measures and knows of one attempt: all that its rules decide from. */
export interface AttemptMeasures {
  readonly burst: PlayedUpload;
  readonly asked: readonly Gesture[];
  /** Null if the burst failed, so that no gestures were requested. */
  readonly gestures: (PlayedUpload & { readonly challengedAtMs: number }) | null;
  /** What the client told of its camera. */
  readonly cameraTrace?: CameraTrace;
}

/** An upload as the service measured it, as JSON. Times are ms since the attempt was opened. */
export interface PlayedUpload {
  readonly frames: readonly TimedFrame[];
  readonly receivedAtMs: number;
  /** Digests of it that were sent before, in whatever attempt. */
  readonly replayedDigests: readonly string[];
  /** How much a burst differs from the most alike one before; absent if that cannot be told. */
  readonly earlierDifference?: number;
  /** Of a burst whose frames all show a face. */
  readonly sceneMotion?: SceneMotion;
}

/** What the service decides of an attempt under each policy. `active` asks for gestures whatever the burst was, unless it failed. */
export type AttemptJudgement = Readonly<Record<LivenessPolicy, AttemptDecision>>;

export interface PlayedAttempt {
  readonly decisions: AttemptJudgement;
  readonly measures: AttemptMeasures;
  /** What was uploaded last; what an attacker may send again. */
  readonly uploads: { readonly burst: readonly PlayedFrame[]; readonly gestures: readonly PlayedFrame[] };
}

/** When the capture has framed the face, ms after it opened the attempt. */
const BURST_START_MS = 600;
/** An upload with its decision, ms. */
const ROUND_TRIP_MS = 500;

/**
 * One attempt: the presenter before a camera, a client that uploads, and the service's own decision (`@face-session/liveness`) on its own measurements. Only
 * the transport is left out.
 */
export async function simulateAttempt(
  presenter: Presenter,
  service: SimulatedService,
  random: SeededRandom,
  client: TamperingClient = {},
): Promise<PlayedAttempt> {
  const camera = createCamera(random.fork('camera'), client.camera);
  const jitter = random.fork('timer');
  const shoot = async (plan: FramePlan, fromMs: number, untilMs = Infinity): Promise<PlayedFrame[]> => {
    const frames: PlayedFrame[] = [];
    for (let index = 0; index < plan.count; index++) {
      const capturedAtMs = fromMs + index * plan.intervalMs + jitter.between(0, 25);
      if (capturedAtMs > untilMs) break;
      frames.push({ ...(await camera(presenter.scene(capturedAtMs))), capturedAtMs });
    }
    return client.throughVideo && service.videoCodec ? throughVideo(frames, service.videoCodec) : frames;
  };
  const upload = async (frames: readonly PlayedFrame[], parts: AnalysisParts, receivedAtMs: number): Promise<PlayedUpload> => {
    const analyses = await Promise.all(frames.map(({ jpeg }) => service.faces.analyse(jpeg, parts)));
    const scenes = sceneFramesOf(analyses);
    const replayedDigests = [...new Set(analyses.map(({ digest }) => digest).filter((digest) => service.digests.has(digest)))];
    for (const { digest } of analyses) service.digests.add(digest);
    return {
      // The scenes themselves have served their purpose, and are large.
      frames: analyses.map((analysis, index) => {
        const { capturedAtMs } = frames[index] as PlayedFrame;
        return { capturedAtMs, digest: analysis.digest, analysis: withoutScene(analysis) };
      }),
      receivedAtMs,
      replayedDigests,
      ...(scenes && { sceneMotion: await service.faces.sceneMotion(scenes) }),
    };
  };

  const told = client.cameraTrace && { cameraTrace: client.cameraTrace };
  const shot = await shoot(burstPlan, BURST_START_MS);
  const burstFrames = (await client.burst?.(shot)) ?? shot;
  const measured = await upload(
    burstFrames,
    { ...burstParts(), placement: true },
    BURST_START_MS + burstPlan.count * burstPlan.intervalMs + ROUND_TRIP_MS / 2,
  );
  const burst = { ...measured, ...recognise(measured.frames, service.prints) };
  const withoutGestures: AttemptMeasures = { burst, asked: [], gestures: null, ...told };
  const decisions = judgeAttempt(withoutGestures, service);
  const decided = decisions.active.burst;
  if (decided.outcome !== 'challenged') {
    return { decisions, measures: withoutGestures, uploads: { burst: burstFrames, gestures: [] } };
  }

  const asked = drawGestures(decided.challenge, (n) => random.below(n));
  const challengedAtMs = burst.receivedAtMs + ROUND_TRIP_MS / 2;
  const seenAtMs = challengedAtMs + 100;
  const doneAtMs = presenter.challenge(asked, seenAtMs);
  const performed = await shoot(gesturePlan(asked.length), seenAtMs, Math.max(doneAtMs, seenAtMs + 1500) + 300);
  const gestureFrames = client.gestures?.(performed, burstFrames) ?? performed;
  const receivedAtMs = Math.max(seenAtMs, ...performed.map((frame) => frame.capturedAtMs)) + ROUND_TRIP_MS;
  const measures = { burst, asked, gestures: { ...(await upload(gestureFrames, gestureParts, receivedAtMs)), challengedAtMs }, ...told };
  return { decisions: judgeAttempt(measures, service), measures, uploads: { burst: burstFrames, gestures: gestureFrames } };
}

/** Frames as a virtual camera gives them that plays a video of them. */
async function throughVideo(frames: readonly PlayedFrame[], codec: NonNullable<SimulatedService['videoCodec']>): Promise<PlayedFrame[]> {
  if (frames.length === 0) return [];
  const played = await codec(await Promise.all(frames.map(({ jpeg }) => decodePicture(jpeg))));
  const camera = createCamera(seededRandom('video'), virtualCamera);
  return Promise.all(
    played.map(async ({ width, height, data }, index) => ({
      ...(await camera({ width, height, channels: 3, data: Uint8ClampedArray.from(data) })),
      capturedAtMs: (frames[index] as PlayedFrame).capturedAtMs,
    })),
  );
}

/** Keeps the print of a burst, and finds it among those before. */
function recognise(frames: readonly TimedFrame[], prints: BurstPrint[]): Pick<PlayedUpload, 'earlierDifference'> {
  const { replay } = defaultLivenessCalibration;
  const print = burstPrintOf(frames);
  if (print === undefined || !isTelling(print, replay)) return {};
  const earlierDifference = printDifference(print, prints, replay);
  prints.push(print);
  return { earlierDifference };
}

function withoutScene(analysis: FrameAnalysis): FrameAnalysis {
  const { scene, ...rest } = analysis;
  return scene === undefined ? analysis : rest;
}

/** Decides an attempt under each policy, as the service does, on what was measured of it. */
export function judgeAttempt({ burst, asked, gestures, cameraTrace }: AttemptMeasures, service: SimulatedRules): AttemptJudgement {
  const policy = service.cameraEvidence ?? 'record';
  const camera = { trace: cameraTrace, pictures: cameraPicturesOf(burst), policy };
  const circumstances = { earlierDifference: burst.earlierDifference, camera, insisted: policy === 'record' ? [] : (['camera'] as const) };
  const attempt = {
    burst: { ...withSet(burst), circumstances },
    asked,
    gestures: gestures && { ...withSet(gestures), challengedAtMs: gestures.challengedAtMs },
  };
  const decide = (livenessPolicy: LivenessPolicy): AttemptDecision => {
    const floor = {
      livenessPolicy,
      gestureCount: service.gestureCount,
      minimumMatchLevel: DEFAULT_MINIMUM_MATCH_LEVEL,
      maxAttempts: MAX_ATTEMPTS,
    } as const;
    const rules = attemptRules(floor, service.client ?? {}, service.wishes ?? {});
    return decideAttempt(attempt, service.reference, rules, { match: defaultCalibration, liveness: defaultLivenessCalibration });
  };
  return Object.fromEntries(livenessPolicies.map((policy) => [policy, decide(policy)])) as AttemptJudgement;
}

function withSet({ frames, receivedAtMs, replayedDigests, sceneMotion }: PlayedUpload): MeasuredUpload {
  return { frames, receivedAtMs, replayedDigests: new Set(replayedDigests), sceneMotion };
}

/** Whether an attempt passes under a policy. */
export function passes({ decisions }: Pick<PlayedAttempt, 'decisions'>, policy: LivenessPolicy): boolean {
  return decisions[policy].passed;
}
