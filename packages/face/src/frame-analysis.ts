import type { DetectedFace } from './detect.js';
import type { Eyes } from './eyes.js';
import type { FacePlacement } from './face-placement.js';
import type { Landmarks } from './landmarks.js';
import type { LightSample } from './light-sample.js';
import type { Pose } from './pose.js';
import type { Quality } from './quality.js';
import type { GreyPicture, SceneFrame } from './scene-motion/index.js';
import type { SpoofOptions } from './spoof-score.js';

/** What is to be measured of a frame beside its faces; what is left out is not computed. */
export interface AnalysisParts {
  readonly landmarks?: boolean;
  readonly pose?: boolean;
  readonly quality?: boolean;
  readonly eyes?: boolean;
  /** By both views, or as told. */
  readonly spoofScore?: boolean | SpoofOptions;
  readonly template?: boolean;
  readonly scene?: boolean;
  readonly light?: boolean;
  readonly placement?: boolean;
}

/** What was measured of a frame. All but `faces` is of the largest face, and absent without one. */
export interface FrameAnalysis {
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Largest first. */
  readonly faces: readonly DetectedFace[];
  readonly landmarks?: Landmarks;
  readonly pose?: Pose;
  readonly quality?: Quality;
  readonly eyes?: Eyes;
  /** 0 an attack to 1 a real face, by the passive net alone. */
  readonly spoofScore?: number;
  /** 512 numbers of unit length. */
  readonly template?: Float32Array;
  /** Given with the template: how sure the recognition net is of the face; see `Embedding`. */
  readonly magnitude?: number;
  /** A small grey copy of the picture, for `measureSceneMotion`. */
  readonly scene?: GreyPicture;
  /** Given with the scene of a wide picture: its finest detail along the longer side as a part of that along the shorter; see `measureStretch`. */
  readonly stretch?: number;
  /** The light of parts of the face and of the background. */
  readonly light?: LightSample;
  /** Where the face is and what it does, to know the frame again. */
  readonly placement?: FacePlacement;
}

/** What `measureSceneMotion` needs of frames that were analysed with `scene` and `landmarks`; undefined if one of them shows no face, or there is none. */
export function sceneFramesOf(analyses: readonly FrameAnalysis[]): SceneFrame[] | undefined {
  const frames = analyses.flatMap(({ scene, landmarks }) => (scene && landmarks ? [{ scene, landmarks }] : []));
  return frames.length > 0 && frames.length === analyses.length ? frames : undefined;
}
