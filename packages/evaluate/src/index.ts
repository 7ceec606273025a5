export {
  evaluateMovedPhotos,
  photoMedia,
  photoMotions,
  type MovedPhotosOptions,
  type MovedPhotosReport,
  type MovedPhotosRow,
  type Outcomes,
} from './moved-photos.js';
export {
  defineCommand,
  runCommand,
  runCommandOf,
  type EvaluateCommand,
  type CommandOption,
  type CommandTable,
  type OptionValues,
} from './command/command.js';
export { dataFolder, evaluateCommands, livenessOptions, runEvaluate, withReport, writeReport } from './command/evaluate.js';
export { readDataSet, type DataItem } from './data-set.js';
export { equalErrorRate, verificationAccuracy } from './error-rates.js';
export { InputError } from './input-error.js';
export { type JudgedBurst } from './judge-recordings.js';
export { evaluateLiveness, type LivenessReport, type SpeciesReport } from './liveness.js';
export { REAL, type ReadClip } from './liveness-data.js';
export { livenessJson, type SpeciesJson } from './liveness-json.js';
export { FfmpegMissingError, readClip } from './read-clip.js';
export { throughH264 } from './h264.js';
export { shareOf, type Share } from '@face-session/face';
