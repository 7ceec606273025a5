export { burstChecks, type BurstCheck } from './burst-checks.js';
export { burstPrintOf, isTelling, mirroredPrint, packPrint, printDifference, unpackPrint, type BurstPrint } from './burst-print.js';
export { defaultLivenessCalibration, type LightThresholds, type LivenessCalibration } from './calibration.js';
export { printCells } from './print-cells.js';
export { cameraFaults, type CameraFault } from './camera-faults.js';
export { circumstanceChecks, type CircumstanceCheck, type Circumstances } from './circumstance-checks.js';
export {
  attemptRules,
  withoutGesture,
  type AttemptRules,
  type AttemptWishes,
  type ClientRules,
  type ServiceRules,
} from './decide/attempt-rules.js';
export { decideAttempt, type AttemptDecision, type MeasuredAttempt } from './decide/decide-attempt.js';
export { decideBurst, type BurstDecision } from './decide/decide-burst.js';
export { decideGestures, type GesturesDecision, type PutChallenge } from './decide/decide-gestures.js';
export { decideLight, declinedLight, type LightOutcome, type PutLight } from './decide/decide-light.js';
export { allowsNod, decideNod, type NodDecision } from './decide/decide-nod.js';
export {
  failedUnjudged,
  type Calibrations,
  type FailedDecision,
  type Findings,
  type MeasuredUpload,
  type PassedDecision,
} from './decide/decision.js';
export { compareTemplates, liveTemplate, matchTemplates, measureMatch } from './decide/match-templates.js';
export {
  challengeOf,
  drawGestures,
  gestureCounts,
  gestureSequences,
  MIN_SEQUENCES,
  type ChallengeRequirement,
  type GestureCount,
} from './draw-gestures.js';
export {
  drawLight,
  LIGHT_SEQUENCES,
  lightColours,
  lightDeadlineMs,
  lightLengths,
  lightMs,
  lightOf,
  lightPlan,
  longestLightPlan,
  screenLightAt,
  type ScreenLight,
} from './draw-light.js';
export { judgeLight, type LightCheck, type LightJudgement, type LightVerdict, type LitFrame } from './judge-light.js';
export type { Evidence, EvidenceOutcome } from './evidence.js';
export { landmarkDistance } from './face-geometry.js';
export {
  burstParts,
  burstPlan,
  firstBurstParts,
  gestureDeadlineMs,
  gestureParts,
  gesturePlan,
  lightParts,
  nodParts,
  spoofParts,
} from './frame-plan.js';
export { gestureTargets } from './gesture-targets.js';
export { gestureChecks, type GestureCheck } from './gesture-checks.js';
export { parseDeviceRules, strictestDeviceRules, type DeviceRules, type JudgedDevice } from './judge-device.js';
export { historyKinds, historyRefusal, type AttemptHistory, type EarlierAttempts, type HistoryKind } from './judge-history.js';
export {
  cameraEvidencePolicies,
  cameraItems,
  cameraPicturesOf,
  strictestCameraPolicy,
  type CameraEvidencePolicy,
  type CameraItem,
  type CameraPictures,
  type KnownCamera,
} from './judge-camera.js';
export { enoughMotion } from './judge-movement.js';
export { bestFrameOf } from './judge-burst.js';
export { isUsableFrame, spoofScoresLeft } from './judge-spoof-score.js';
export { nodChecks, type NodCheck } from './judge-nod.js';
export type { NeutralFace } from './neutral-face.js';
export { LivenessCalibrationError, parseLivenessCalibration } from './parse-calibration.js';
export { livenessPolicies, type LivenessPolicy } from './policy.js';
export type { SeenGesture } from './seen-gestures.js';
export { hasOneFace, type OneFaceFrame, type TimedFrame } from './timed-frame.js';
