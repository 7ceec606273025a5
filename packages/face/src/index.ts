export * from './calibration.js';
export { type DetectedFace } from './detect.js';
export { type Eyes } from './eyes.js';
export { mirroredPlacement, type FacePlacement } from './face-placement.js';
export { createFaceEngine, type FaceEngine } from './face-engine.js';
export { sceneFramesOf, type AnalysisParts, type FrameAnalysis } from './frame-analysis.js';
export { type Box, type Point } from './geometry.js';
export { fuseFrames } from './fuse-frames.js';
export { landmarkPose } from './landmark-pose.js';
export { eyeCentres, eyeLandmarks, meanLandmark, type Landmarks } from './landmarks.js';
export { frontParts, measureLight, sideParts, type LightSample, type LitPart, type MeanLight } from './light-sample.js';
export { modelNames, type ModelName, type ModelRunner } from './model-runner.js';
export { mulberry32 } from './mulberry32.js';
export { showsOnePerson } from './quality-faults.js';
export { type Pixels } from './pixels.js';
export { type Pose } from './pose.js';
export { type Quality } from './quality.js';
export { captureLimits, findQualityFaults, qualityFaults, type QualityFault, type QualityLimits } from './quality-faults.js';
export { rotateQuarters } from './rotate.js';
export { linearLight, srgbLevel } from './srgb.js';
export { fuseTemplates, similarity, TEMPLATE_LENGTH, type Embedding } from './template.js';
export { readReferencePhoto, type ReferenceFault, type PhotoQuality, type ReferenceOutcome } from './reference-photo.js';
export {
  measureSceneMotion,
  sceneOf,
  type EnoughMotion,
  type KnownMotion,
  type GreyPicture,
  type SceneFrame,
  type SceneMotion,
} from './scene-motion/index.js';
export { shareOf, type Share } from './wilson-interval.js';
