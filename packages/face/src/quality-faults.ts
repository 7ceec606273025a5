import type { FrameAnalysis } from './frame-analysis.js';
import { landmarkPose } from './landmark-pose.js';
import type { DetectedFace } from './detect.js';

/** Reasons to reject a picture, the most basic first. */
export const qualityFaults = [
  'NO_FACE',
  'MULTIPLE_FACES',
  'TOO_FAR',
  'TOO_CLOSE',
  'OFF_CENTRE',
  'TOO_DARK',
  'TOO_BRIGHT',
  'UNEVEN_LIGHT',
  'NOT_FRONTAL',
  'EYES_COVERED',
  'MOUTH_COVERED',
  'EYES_CLOSED',
  'BLURRED',
] as const;
/** One of {@link qualityFaults}. */
export type QualityFault = (typeof qualityFaults)[number];

/** Where a measure of {@link Quality} becomes a fault. */
export interface QualityLimits {
  readonly headSize: readonly [lowest: number, highest: number];
  /** Of the face's centre from the picture's, in widths and heights of the picture. */
  readonly offCentre: number;
  readonly luminanceMean: readonly [lowest: number, highest: number];
  readonly underExposurePrevention: number;
  readonly overExposurePrevention: number;
  readonly illuminationUniformity: number;
  /** Degrees. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly eyesVisible: number;
  readonly mouthOcclusionPrevention: number;
  readonly eyesOpen: number;
  readonly sharpness: number;
}

/**
 * Limits for a live picture in a capture. Chosen so that frontal faces of webcams, studios and news photos pass nearly always (docs/accuracy.md);
 * a fault guides, so it must be rare where nothing is wrong.
 */
export const captureLimits: QualityLimits = {
  headSize: [0.14, 0.42],
  offCentre: 0.16,
  luminanceMean: [0.14, 0.9],
  underExposurePrevention: 0.6,
  overExposurePrevention: 0.55,
  illuminationUniformity: 0.45,
  yaw: 18,
  pitch: 20,
  roll: 20,
  eyesVisible: 0.32,
  mouthOcclusionPrevention: 0.55,
  eyesOpen: 0.025,
  sharpness: 0.1,
};

/** All faults of a frame whose analysis holds quality (and pose or landmarks), in the order of {@link qualityFaults}; none: use it. */
export function findQualityFaults(analysis: FrameAnalysis, limits: QualityLimits = captureLimits): QualityFault[] {
  const face = analysis.faces[0];
  const { quality } = analysis;
  if (!face || !quality) return ['NO_FACE'];
  const pose = analysis.pose ?? (analysis.landmarks && landmarkPose(analysis.landmarks));
  const offX = Math.abs((face.box.x + face.box.width / 2) / analysis.width - 0.5);
  const offY = Math.abs((face.box.y + face.box.height / 2) / analysis.height - 0.5);
  const found: Record<Exclude<QualityFault, 'NO_FACE'>, boolean> = {
    MULTIPLE_FACES: !showsOnePerson(analysis.faces),
    TOO_FAR: quality.headSize < limits.headSize[0],
    TOO_CLOSE: quality.headSize > limits.headSize[1],
    OFF_CENTRE: Math.max(offX, offY) > limits.offCentre,
    TOO_DARK: quality.luminanceMean < limits.luminanceMean[0] || quality.underExposurePrevention < limits.underExposurePrevention,
    TOO_BRIGHT: quality.luminanceMean > limits.luminanceMean[1] || quality.overExposurePrevention < limits.overExposurePrevention,
    UNEVEN_LIGHT: quality.illuminationUniformity < limits.illuminationUniformity,
    NOT_FRONTAL:
      pose !== undefined && (Math.abs(pose.yaw) > limits.yaw || Math.abs(pose.pitch) > limits.pitch || Math.abs(pose.roll) > limits.roll),
    EYES_COVERED: quality.eyesVisible < limits.eyesVisible,
    MOUTH_COVERED: quality.mouthOcclusionPrevention < limits.mouthOcclusionPrevention,
    EYES_CLOSED: quality.eyesOpen < limits.eyesOpen,
    BLURRED: quality.sharpness < limits.sharpness,
  };
  return qualityFaults.filter((fault) => fault !== 'NO_FACE' && found[fault]);
}

/** A second face of less than this part of the first one's width is a bystander or a picture on the wall. */
const BYSTANDER_WIDTH = 0.5;

/** Whether a live picture shows one person, whoever else may be small in its background. The guide tells by it, and the service decides by it. */
export function showsOnePerson([first, second]: readonly DetectedFace[]): boolean {
  return first !== undefined && (second === undefined || second.box.width < BYSTANDER_WIDTH * first.box.width);
}
