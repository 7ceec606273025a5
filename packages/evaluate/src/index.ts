export {
  evaluateMovedPhotos,
  photoMedia,
  photoMotions,
  type MovedPhotosOptions,
  type MovedPhotosReport,
  type MovedPhotosRow,
  type Outcomes,
} from './moved-photos.js';
export { readDataSet, type DataItem } from './data-set.js';
export { evaluateMatch, type MatchReport, type SetReport } from './match.js';
export { matchJson, type SetJson } from './match-json.js';
export { CalibrationDataError, calibrate, type CalibrateOptions } from './calibrate.js';
export { writeCalibration, type CalibrationFileOptions } from './calibration-file.js';
export { compactMarkdown, evaluateCompact, type AgreementReport } from './compact.js';
export { detPlot, type DetCurve } from './det-plot.js';
export { matchMarkdown } from './match-markdown.js';
export { equalErrorRate, verificationAccuracy } from './error-rates.js';
export { type JudgedBurst } from './judge-recordings.js';
export { evaluateLiveness, type LivenessReport, type SpeciesReport } from './liveness.js';
export { REAL, type ReadClip } from './liveness-data.js';
export { livenessJson, type SpeciesJson } from './liveness-json.js';
export { FfmpegMissingError, readClip } from './read-clip.js';
export { shareOf, type Share } from './wilson-interval.js';
