// Every state of the screen, by a name: what screenshots.mjs shows and what the tests of accessibility look at.
const gesture = (name, change = {}) => ({
  name: 'gesture',
  gestures: [name, 'TILT_LEFT'],
  index: 0,
  stage: 'do',
  share: 0.4,
  expiresInMs: 1,
  ...change,
});
/**
 * A phase, and what else is to be changed in the state.
 * @type {Record<string, { phase: { name: string }, change?: object }>}
 */
export const screenStates = {
  permission: { phase: { name: 'permission' } },
  camera: { phase: { name: 'camera' } },
  preparing: { phase: { name: 'preparing' } },
  framing: { phase: { name: 'framing', hint: 'detecting' } },
  'hint-closer': { phase: { name: 'framing', hint: 'moveCloser' } },
  'hint-blurred': { phase: { name: 'framing', hint: 'blurred' } },
  shutter: { phase: { name: 'framing', hint: 'detecting' }, change: { guide: 'absent' } },
  hold: { phase: { name: 'hold' } },
  shot: { phase: { name: 'shot', taken: 3, wanted: 5 } },
  upload: { phase: { name: 'upload' } },
  'gesture-upload': { phase: { name: 'gestureUpload' } },
  paused: { phase: { name: 'paused' } },
  ended: { phase: { name: 'ended', end: { result: '' } } },
  'gesture-turn': { phase: gesture('TURN_LEFT') },
  'gesture-tilt': { phase: gesture('TILT_RIGHT') },
  'gesture-closer': { phase: gesture('MOVE_CLOSER') },
  'gesture-further': { phase: gesture('MOVE_FURTHER') },
  'gesture-nod': { phase: gesture('NOD') },
  'gesture-back': { phase: gesture('TURN_LEFT', { stage: 'back' }) },
  passed: { phase: { name: 'passed', result: '' } },
  'retry-match': { phase: { name: 'retry', reason: 'FACE_NO_MATCH', remainingAttempts: 2 } },
  'retry-gesture': { phase: { name: 'retry', reason: 'FACE_LIVENESS_FAILED', remainingAttempts: 1, gestureFault: 'MIRRORED' } },
  'retry-network': { phase: { name: 'retry', reason: 'NETWORK' } },
  closing: { phase: { name: 'closing', code: 'USER_CANCEL' } },
  leaving: { phase: { name: 'framing', hint: 'detecting' }, change: { leaving: true } },
  'failed-attempts': { phase: { name: 'failed', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' } },
  'failed-permission': { phase: { name: 'failed', code: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED' } },
  'failed-camera': { phase: { name: 'failed', code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' } },
  'failed-expired': { phase: { name: 'failed', code: 'SESSION_EXPIRED' } },
  'failed-browser': { phase: { name: 'failed', code: 'WASM_NOT_SUPPORTED' } },
};
