import type { TraceStatusCode } from '@face-session/protocol';

/** The hints while the face is not well placed. One is shown at a time. */
export const hints = [
  'detecting',
  'noFace',
  'sideways',
  'multipleFaces',
  'tooDark',
  'tooBright',
  'moveCloser',
  'moveFurther',
  'centre',
  'shadow',
  'eyesShadow',
  'lookStraight',
  'eyesCovered',
  'mouthCovered',
  'eyesClosed',
  'blurred',
] as const;
export type Hint = (typeof hints)[number];

/** The trace event's status code of each hint that has one. */
export const traceCodeOfHint: Partial<Record<Hint, TraceStatusCode>> = {
  noFace: 'FACE_INCORRECT_POSITION_DETECTED',
  sideways: 'FACE_INCORRECT_POSITION_DETECTED',
  multipleFaces: 'FACE_MULTIPLE_FACES_DETECTED',
  tooDark: 'FACE_DARK_ENVIRONMENT_DETECTED',
  tooBright: 'FACE_SPOTLIGHT_DETECTED',
  moveCloser: 'FACE_INCORRECT_DISTANCE_DETECTED',
  moveFurther: 'FACE_INCORRECT_DISTANCE_DETECTED',
  centre: 'FACE_INCORRECT_POSITION_DETECTED',
  lookStraight: 'FACE_INCORRECT_POSITION_DETECTED',
  eyesCovered: 'FACE_EYES_COVER_DETECTED',
  mouthCovered: 'FACE_MOUTH_COVER_DETECTED',
  shadow: 'FACE_SHADOW_DETECTED',
  eyesShadow: 'FACE_EYES_SHADOW_DETECTED',
  eyesClosed: 'FACE_EYES_CLOSED_DETECTED',
  blurred: 'FACE_BLUR_DETECTED',
};
