export { chooseCamera, listCameras } from './camera/camera.js';
export { CaptureError } from './capture-error.js';
export type { Brand, CaptureOptions, IntroductionOptions } from './capture-options.js';
export { endCodeMeanings, type EndCode } from './end-code.js';
export { faults, type EndFault, type Fault } from './faults.js';
export {
  currentFaceSession,
  defineFaceSessionCapture,
  FaceSessionCapture,
  type FaceSessionCaptureEventMap,
} from './face-session-capture.js';
export { followHandOff, type HandOffClient } from './hand-off/follow-hand-off.js';
export { loadHandOffTexts, type HandOffTexts } from './hand-off/hand-off-texts.js';
export { readEvents } from './hand-off/read-events.js';
export { hints, type Hint } from './guidance/hint.js';
export { isInPage } from './is-in-page.js';
export type { TraceStep } from './machine/trace.js';
export { createRecovery, type RecoveryOptions } from './service/create-recovery.js';
export { createTraceFields } from './machine/trace-fields.js';
export { allowedAttempts, oneOf } from './validate-options.js';
export { runFaceSession } from './run-face-session.js';
export { addLanguage, languages, plural, resolveLanguage, type Language } from './texts/languages.js';
export type { PartialTexts, PlainTextKey, PluralText, TextKey, Texts } from './texts/texts.js';
