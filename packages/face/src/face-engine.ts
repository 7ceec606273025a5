import { detectFaces, type DetectedFace } from './detect.js';
import { judgeEyes, type Eyes } from './eyes.js';
import { placeFace } from './face-placement.js';
import type { AnalysisParts, FrameAnalysis } from './frame-analysis.js';
import type { Box } from './geometry.js';
import { findLandmarks, type Landmarks } from './landmarks.js';
import { measureLight } from './light-sample.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { estimatePose, type Pose } from './pose.js';
import { measureQuality, type Quality } from './quality.js';
import { sceneOf } from './scene-motion/index.js';
import { measureStretch } from './stretch.js';
import { scoreSpoof, type SpoofOptions } from './spoof-score.js';
import { embedFace, type Embedding } from './template.js';

/** Measures faces in pictures. Holds no state but its models, so calls may overlap. */
export interface FaceEngine {
  /** Whether the magnitude of an embedding separates faces from other things. True for the shipped recognition model, unknown for others. */
  readonly knowsMagnitudes: boolean;
  /** The faces in a picture, or in one region of it, largest first. */
  detect(pixels: Pixels, region?: Box): Promise<DetectedFace[]>;
  /** The 68 landmarks of the face in a box from {@link detect}. */
  landmarks(pixels: Pixels, box: Box): Promise<Landmarks>;
  /** The template of the face with these landmarks, and how sure the net is of it. */
  embed(pixels: Pixels, landmarks: Landmarks): Promise<Embedding>;
  /** The pose of the head in a box from {@link detect}. */
  pose(pixels: Pixels, box: Box): Promise<Pose>;
  /** How real the face in a box from {@link detect} looks: 0 an attack, 1 real; the mean over the views that are asked. */
  spoofScore(pixels: Pixels, box: Box, options?: SpoofOptions): Promise<number>;
  /** How open the eyes are. */
  eyes(pixels: Pixels, landmarks: Landmarks): Promise<Eyes>;
  /** The quality of the first of `faces`. */
  quality(pixels: Pixels, faces: readonly DetectedFace[], landmarks: Landmarks): Quality;
  /** The faces of a picture and what is asked for of the largest. */
  analyse(pixels: Pixels, parts: AnalysisParts): Promise<FrameAnalysis>;
}

/** An engine whose nets run in `runner`. */
export function createFaceEngine(runner: ModelRunner): FaceEngine {
  const engine: FaceEngine = {
    knowsMagnitudes: runner.ownRecognition !== true,
    detect: (pixels, region) => detectFaces(runner, pixels, region),
    landmarks: (pixels, box) => findLandmarks(runner, pixels, box),
    embed: (pixels, landmarks) => embedFace(runner, pixels, landmarks),
    pose: (pixels, box) => estimatePose(runner, pixels, box),
    spoofScore: (pixels, box, options) => scoreSpoof(runner, pixels, box, options),
    eyes: (pixels, landmarks) => judgeEyes(runner, pixels, landmarks),
    quality: measureQuality,
    async analyse(pixels, parts) {
      const { width, height } = pixels;
      const faces = await engine.detect(pixels);
      const box = faces[0]?.box;
      if (!box) return { width, height, faces };
      const needsLandmarks = [parts.landmarks, parts.quality, parts.eyes, parts.template, parts.placement, parts.light].some(Boolean);
      const landmarks = needsLandmarks ? await engine.landmarks(pixels, box) : undefined;
      return {
        width,
        height,
        faces,
        ...(landmarks && { landmarks }),
        ...(parts.pose && { pose: await engine.pose(pixels, box) }),
        ...(parts.quality && landmarks && { quality: engine.quality(pixels, faces, landmarks) }),
        ...(parts.eyes && landmarks && { eyes: await engine.eyes(pixels, landmarks) }),
        ...(parts.spoofScore && { spoofScore: await engine.spoofScore(pixels, box, parts.spoofScore === true ? {} : parts.spoofScore) }),
        ...(parts.template && landmarks && (await engine.embed(pixels, landmarks))),
        ...(parts.placement && landmarks && { placement: await placeFace(runner, pixels, landmarks) }),
        ...(parts.scene && { scene: sceneOf(pixels), ...stretchOf(pixels) }),
        ...(parts.light && landmarks && { light: measureLight(pixels, landmarks) }),
      };
    },
  };
  return engine;
}

function stretchOf(pixels: Pixels): Pick<FrameAnalysis, 'stretch'> {
  const stretch = measureStretch(pixels);
  return stretch === undefined ? {} : { stretch };
}
