import type { SceneMotion } from '@face-session/face';
import type { CameraInfo, CameraTrace } from '@face-session/protocol';
import type { CameraThresholds } from './calibration.js';
import { cameraFaults } from './camera-faults.js';
import { evidence, type Evidence } from './evidence.js';
import { median } from './median.js';
import type { TimedFrame } from './timed-frame.js';

/**
 * What evidence against a camera may do, from least to most: `record` nothing, `gestures` require gestures, `refuse` fail the attempt where the evidence is strong
 * and require gestures where it is not.
 */
export const cameraEvidencePolicies = ['record', 'gestures', 'refuse'] as const;
export type CameraEvidencePolicy = (typeof cameraEvidencePolicies)[number];

/** The strictest of what service and client ask for. */
export function strictestCameraPolicy(...policies: readonly CameraEvidencePolicy[]): CameraEvidencePolicy {
  return cameraEvidencePolicies[Math.max(0, ...policies.map((policy) => cameraEvidencePolicies.indexOf(policy)))] ?? 'refuse';
}

/** What is known of the camera of an attempt. */
export interface KnownCamera {
  /** What the client told when it opened the attempt. */
  readonly info?: CameraInfo | undefined;
  /** What the client told with its burst. */
  readonly trace?: CameraTrace | undefined;
  /** What the service measured of the frames of the burst. */
  readonly pictures?: CameraPictures | undefined;
  readonly policy: CameraEvidencePolicy;
}

/** What the frames of a burst tell of their camera. */
export interface CameraPictures {
  /** Median over the frames of `FrameAnalysis.stretch`; undefined where they are not wide. */
  readonly stretch?: number | undefined;
  /** `SceneMotion.repeatedBlocks` of the burst. */
  readonly repeatedBlocks?: number | undefined;
}

/** The frames of a burst, and how its scene moves. */
interface PicturedBurst {
  readonly frames: readonly TimedFrame[];
  readonly sceneMotion?: SceneMotion | undefined;
}

/** What the frames of a burst tell of their camera. */
export function cameraPicturesOf({ frames, sceneMotion }: PicturedBurst): CameraPictures {
  const stretches = frames.flatMap(({ analysis }) => analysis.stretch ?? []);
  return { stretch: stretches.length > 0 ? median(stretches) : undefined, repeatedBlocks: sceneMotion?.repeatedBlocks };
}

/** Fewest pictures whose times are judged. */
const MIN_PICTURES = 8;

type CameraRule = (camera: Omit<KnownCamera, 'policy'>, thresholds: CameraThresholds) => boolean;

/**
 * Each piece of evidence against a camera, with its weight. What the client tells is its word, and what it does not tell is no evidence: silence weighs nothing, so
 * that a capture without the script of the evidence is judged as before.
 */
const cameraRules = {
  /** Its name or its settings are those of no camera: see {@link cameraFaults}. */
  cameraFault: { weight: (weights) => weights.fault, holds: ({ info }) => cameraFaults(info).length > 0 },
  /** The track is made by the page: of a canvas, or of pictures that it generates. */
  cameraTrackClass: {
    weight: (weights) => weights.trackClass,
    holds: ({ trace }) => trace?.trackClass !== undefined && trace.trackClass !== 'MediaStreamTrack',
  },
  /** The browser lists no camera with the identifier of the track. */
  cameraUnlisted: { weight: (weights) => weights.unlisted, holds: ({ trace }) => trace?.isListed === false },
  /** The track belongs to no group of devices. */
  cameraGroupless: { weight: (weights) => weights.groupless, holds: ({ trace }) => trace?.hasGroup === false },
  /** The track has no range of widths and heights. */
  cameraRangeless: { weight: (weights) => weights.rangeless, holds: ({ trace }) => trace?.hasRange === false },
  /** Code of the page has replaced functions of the browser through which cameras are described. */
  cameraReplaced: {
    weight: (weights) => weights.replaced,
    holds: ({ trace }) => trace?.replaced?.some((name) => name !== 'toString' && name !== 'getUserMedia') === true,
  },
  /** Code of the page has replaced the function that opens cameras. Libraries of calls do that too. */
  cameraOpenerReplaced: {
    weight: (weights) => weights.openerReplaced,
    holds: ({ trace }) => trace?.replaced?.includes('getUserMedia') === true,
  },
  /** Code of the page has replaced the function that shows the source of functions. Zone.js of Angular does that too. */
  cameraToStringReplaced: {
    weight: (weights) => weights.toStringReplaced,
    holds: ({ trace }) => trace?.replaced?.includes('toString') === true,
  },
  /** Pictures came from a decoder, or from another device. */
  cameraDecoded: {
    weight: (weights) => weights.decoded,
    holds: ({ trace }) => trace !== undefined && trace.pictures >= MIN_PICTURES && trace.decoded > trace.pictures / 2,
  },
  /** No picture had the time at which a camera took it. Only Chromium tells it, so that this weighs little. */
  cameraUntimed: {
    weight: (weights) => weights.untimed,
    holds: ({ trace }) => trace !== undefined && trace.pictures >= MIN_PICTURES && trace.captureTimes === 0,
  },
  /** The times of the pictures differ by less than a camera's. */
  cameraSteady: {
    weight: (weights) => weights.steady,
    holds: ({ trace }, { minJitterMs }) => trace !== undefined && trace.pictures >= MIN_PICTURES && trace.jitterMs < minJitterMs,
  },
  /** A copy of the track refused another rate. */
  cameraRateRefused: { weight: (weights) => weights.rateRefused, holds: ({ trace }) => trace?.rate === 'refused' },
  /** The frames are wide, and were made wide: a recording of another shape. */
  cameraStretched: {
    weight: (weights) => weights.stretched,
    holds: ({ pictures }, { minStretch }) => pictures?.stretch !== undefined && pictures.stretch < minStretch,
  },
  /** Parts of the frames stand still to the last bit, which the noise of a sensor does not. */
  cameraRepeatedBlocks: {
    weight: (weights) => weights.repeatedBlocks,
    holds: ({ pictures }, { maxRepeatedBlocks }) => pictures?.repeatedBlocks !== undefined && pictures.repeatedBlocks > maxRepeatedBlocks,
  },
} satisfies Record<string, { readonly weight: (weights: CameraThresholds) => number; readonly holds: CameraRule }>;

/** A piece of evidence against a camera. */
export type CameraItem = keyof typeof cameraRules;

/** The names of all pieces of evidence. */
export const cameraItems = Object.keys(cameraRules) as readonly CameraItem[];

/** The weights of the evidence that there is, by its name. */
function weightsOf(camera: KnownCamera, thresholds: CameraThresholds): Partial<Record<CameraItem, number>> {
  const weights: Partial<Record<CameraItem, number>> = {};
  for (const item of cameraItems) if (cameraRules[item].holds(camera, thresholds)) weights[item] = cameraRules[item].weight(thresholds);
  return weights;
}

/**
 * Judges the evidence against a camera: the sum of the weights against two thresholds, as far as the policy lets it decide.
 * @returns undefined if nothing is known of the camera
 */
export function judgeCamera(camera: KnownCamera | undefined, thresholds: CameraThresholds): Evidence | undefined {
  if (camera === undefined) return undefined;
  const { policy } = camera;
  const sum = Object.values(weightsOf(camera, thresholds)).reduce((total, weight) => total + weight, 0);
  if (policy === 'refuse' && sum >= thresholds.refuseFrom) return evidence('fail', sum, thresholds.refuseFrom);
  return evidence(policy !== 'record' && sum >= thresholds.doubtFrom ? 'doubtful' : 'pass', sum, thresholds.doubtFrom);
}

/** A check for each piece of evidence: it only records the weight, and {@link judgeCamera} decides. */
export const cameraItemChecks = Object.fromEntries(
  cameraItems.map((item) => [
    item,
    ({
      camera,
      calibration,
    }: {
      readonly camera?: KnownCamera | undefined;
      readonly calibration: { readonly camera: CameraThresholds };
    }) => {
      const weight = camera && weightsOf(camera, calibration.camera)[item];
      return weight === undefined ? undefined : evidence('pass', weight);
    },
  ]),
) as Record<
  CameraItem,
  (known: {
    readonly camera?: KnownCamera | undefined;
    readonly calibration: { readonly camera: CameraThresholds };
  }) => Evidence | undefined
>;
