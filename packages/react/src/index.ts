export {
  CaptureError,
  type Brand,
  type CaptureOptions,
  type IntroductionOptions,
  type PartialTexts,
  type TraceStep,
} from '@face-session/capture';
export { FaceSession, type FaceSessionProps } from './face-session.js';
export { useFaceSession, type SettledFaceSession, type FaceSessionState, type UseFaceSession } from './use-face-session.js';
