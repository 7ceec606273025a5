// Every state of the screen, by a name: what screens.mjs shows and what the tests look at.
import { faults, isShown } from '../dist/faults.js';

const shownFaults = Object.keys(faults).filter(isShown);
const gesture = (name, change = {}) => ({
  name: 'gesture',
  gestures: [name, 'TILT_LEFT'],
  index: 0,
  stage: 'do',
  share: 0.4,
  expiresInMs: 1,
  ...change,
});
const retry = (reason, found = {}) => ({ phase: { name: 'retry', reason, settling: false, ...found } });
/**
 * A phase, what else is to be changed in the state, what the screen of light shows over it (its notice or a colour), and whether the session is of test mode.
 * @type {Record<string, { phase: { name: string }, change?: object, light?: string, isTest?: boolean }>}
 */
export const screenStates = {
  introduction: { phase: { name: 'introduction' } },
  'blocked-denied': { phase: { name: 'blocked', cause: 'denied', code: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED' } },
  'blocked-for-good': { phase: { name: 'blocked', cause: 'deniedForGood', code: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED' } },
  'blocked-none': { phase: { name: 'blocked', cause: 'none', code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' } },
  'blocked-busy': { phase: { name: 'blocked', cause: 'busy', code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' } },
  'blocked-silent': { phase: { name: 'blocked', cause: 'silent', code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' } },
  permission: { phase: { name: 'permission' } },
  interrupted: { phase: { name: 'permission', isInterrupted: true } },
  camera: { phase: { name: 'camera' } },
  preparing: { phase: { name: 'preparing' }, change: { cameraOpen: true } },
  arriving: { phase: { name: 'preparing' }, change: { cameraOpen: true, guideArrived: 0.4 } },
  framing: { phase: { name: 'framing', hint: 'detecting' } },
  'framing-test': { isTest: true, phase: { name: 'framing', hint: 'detecting' } },
  'hint-closer': { phase: { name: 'framing', hint: 'moveCloser' } },
  'hint-sideways': { phase: { name: 'framing', hint: 'sideways' } },
  'hint-blurred': { phase: { name: 'framing', hint: 'blurred' } },
  shutter: { phase: { name: 'framing', hint: 'detecting' }, change: { guide: 'absent' } },
  hold: { phase: { name: 'hold' } },
  shot: { phase: { name: 'shot', taken: 3, wanted: 5 } },
  upload: { phase: { name: 'upload' } },
  'light-notice': { phase: { name: 'upload' }, light: 'notice' },
  // All colours of a challenge have the same luminance.
  'light-warm': { phase: { name: 'upload' }, light: '#faac3f' },
  'light-cold': { phase: { name: 'upload' }, light: '#66c4ff' },
  'gesture-upload': { phase: { name: 'gestureUpload' } },
  paused: { phase: { name: 'paused' } },
  ended: { phase: { name: 'ended', end: { result: '' } } },
  'gesture-turn': { phase: gesture('TURN_LEFT') },
  'gesture-tilt': { phase: gesture('TILT_RIGHT') },
  'gesture-nod': { phase: gesture('NOD') },
  'gesture-closer': { phase: gesture('MOVE_CLOSER') },
  'gesture-further': { phase: gesture('MOVE_FURTHER') },
  'gesture-back': { phase: gesture('TURN_LEFT', { stage: 'back' }) },
  passed: { phase: { name: 'passed', result: '' } },
  'retry-match': retry('FACE_NO_MATCH', { remainingAttempts: 2 }),
  'retry-unknown': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2 }),
  'retry-eyes-closed': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, eyesClosed: true }),
  'retry-dark': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'TOO_DARK' }),
  'retry-bright': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'TOO_BRIGHT' }),
  'retry-shadow': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'UNEVEN_LIGHT', settling: true }),
  'retry-blurred': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'BLURRED' }),
  'retry-far': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'TOO_FAR' }),
  'retry-close': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'TOO_CLOSE' }),
  'retry-turned': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 2, qualityCause: 'NOT_FRONTAL' }),
  'retry-glasses': retry('FACE_TIMEOUT', { hint: 'eyesCovered' }),
  'retry-mouth': retry('FACE_TIMEOUT', { hint: 'mouthCovered' }),
  'retry-people': retry('FACE_TIMEOUT', { hint: 'multipleFaces' }),
  'retry-time': retry('FACE_TIMEOUT'),
  'retry-gesture': retry('FACE_LIVENESS_FAILED', { remainingAttempts: 1, gestureFault: 'MIRRORED' }),
  'retry-gesture-time': retry('GESTURE_TIMEOUT'),
  'retry-declined': retry('GESTURE_DECLINED'),
  'retry-kept': retry('GESTURE_KEPT', { remainingAttempts: 1 }),
  'retry-large': retry('FAULT', { fault: 'UPLOAD_TOO_LARGE' }),
  'retry-network': retry('FAULT', { fault: 'CONNECTION_LOST' }),
  'retry-fault': retry('FAULT', { fault: 'SERVICE_FAULT', detail: 'Something that a developer reads.' }),
  closing: { phase: { name: 'closing', code: 'USER_CANCEL' } },
  leaving: { phase: { name: 'framing', hint: 'detecting' }, change: { leaving: true } },
  'failed-attempts': { phase: { name: 'failed', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' } },
  ...Object.fromEntries(shownFaults.map((fault) => [`failed-${fault}`, { phase: { name: 'failed', code: faults[fault].code, fault } }])),
};

/**
 * The sizes at which the screen must fit: those of phones, tablets and desktops, of people who enlarge the text, and of a page at 400 %.
 * @type {Record<string, { viewport: { width: number, height: number }, textScale?: number }>}
 */
export const screenSizes = {
  phone: { viewport: { width: 390, height: 844 } },
  small: { viewport: { width: 320, height: 568 } },
  landscape: { viewport: { width: 844, height: 390 } },
  tablet: { viewport: { width: 820, height: 1180 } },
  desktop: { viewport: { width: 1440, height: 900 } },
  folded: { viewport: { width: 280, height: 653 } },
  'large-text': { viewport: { width: 390, height: 844 }, textScale: 2 },
  // 1280 by 1024 pixels at 400 %, as WCAG 2.2 has it (1.4.10).
  'zoom-400': { viewport: { width: 320, height: 256 } },
};
