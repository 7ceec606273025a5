import { messageOf } from '../capture-error.js';
import { faultRow, faults, type CameraCause, type EndFault, type ShownFault } from '../faults.js';
import { limits } from './limits.js';
import type { Effect, End, EndCause, Phase, RetryReason, SessionEvent, SessionState, Transition } from './state.js';

/** What a session is begun with. */
interface BeginOptions extends Pick<SessionState, 'wantsIncompleteData' | 'allowsShutter'> {
  /** Whether the person reads what will happen before the browser asks for the camera. */
  readonly introduction?: boolean;
}

/** The state of a session that has not begun, and what to do first. The guide loads while the person reads. */
export function begin({ introduction = false, ...options }: BeginOptions): Transition {
  return {
    state: {
      phase: { name: introduction ? 'introduction' : 'permission' },
      cameraOpen: false,
      hidden: false,
      otherCamera: undefined,
      guide: 'loading',
      guideArrived: 0,
      guideFault: { fault: 'ASSETS_SLOW', detail: `The files of the guide took longer than ${String(limits.preparing / 1000)} seconds.` },
      attempt: undefined,
      attemptOpenedAt: 0,
      shrink: 1,
      leaving: false,
      failedAttempts: 0,
      faults: 0,
      ...options,
    },
    effects: introduction ? ['loadGuide'] : ['openCamera', 'loadGuide'],
  };
}

/** The phases in which the camera looks for a well placed face or photographs it. */
const isAiming = (phase: Phase): boolean => phase.name === 'framing' || phase.name === 'hold' || phase.name === 'shot';

/** The phases from which a session can still be left, paused or cut short. */
const isRunning = (phase: Phase): boolean => !['passed', 'closing', 'failed', 'ended'].includes(phase.name);

const isUploading = (phase: Phase): boolean => phase.name === 'upload' || phase.name === 'gestureUpload';

const stay = (state: SessionState): Transition => ({ state, effects: [] });
const go = (state: SessionState, phase: Phase, effects: readonly Effect[] = []): Transition => ({ state: { ...state, phase }, effects });

/** To aiming if all is there, otherwise to waiting for it. */
function proceed(state: SessionState, effects: readonly Effect[] = []): Transition {
  if (state.guide === 'absent' && !state.allowsShutter) return over(state, ofFault(state.guideFault.fault, state.guideFault.detail));
  const ready = state.cameraOpen && state.guide !== 'loading' && state.attempt;
  return go(state, ready ? { name: 'framing', hint: 'detecting' } : { name: 'preparing' }, effects);
}

const guideKnown = (state: SessionState): Transition => (state.phase.name === 'preparing' ? proceed(state) : stay(state));

/** Why a session is over, without what it is doing. */
const causeOf = ({ code, fault, detail }: EndCause): EndCause => ({ code, fault, detail });

/** The end by a fault, with its code. */
const ofFault = (fault: EndFault, detail?: string): EndCause => ({ code: faults[fault].code, fault, detail });

/** The session is over: the camera goes off at once, words or the partial result come after. */
function over(state: SessionState, cause: EndCause): Transition {
  const closed = { ...state, cameraOpen: false, leaving: false };
  if (state.wantsIncompleteData && state.failedAttempts > 0) {
    return go(closed, { name: 'closing', ...cause }, ['stop', 'closeCamera', 'fetchIncompleteData']);
  }
  return go(closed, cause.code === 'USER_CANCEL' ? { name: 'ended', end: cause } : { name: 'failed', ...cause }, ['stop', 'closeCamera']);
}

/** The reasons that lie with the person or the place: a hurried second attempt would fail the same way. */
const settles = (reason: RetryReason): boolean => !['FAULT', 'GESTURE_DECLINED', 'GESTURE_KEPT'].includes(reason);

const retryPhase = (reason: RetryReason, found: Omit<Extract<Phase, { name: 'retry' }>, 'name' | 'reason' | 'settling'> = {}): Phase => ({
  name: 'retry',
  reason,
  ...found,
  settling: settles(reason),
});

/** Ends the work of a phase. A camera that is still being opened is opened again with the next attempt. */
const stopping = ({ cameraOpen }: SessionState): Effect[] => (cameraOpen ? ['stop'] : ['stop', 'closeCamera']);

function retry(state: SessionState, reason: RetryReason, found: { fault?: ShownFault; detail?: string | undefined } = {}): Transition {
  const { phase } = state;
  const hint = phase.name === 'framing' && phase.hint !== 'detecting' ? phase.hint : undefined;
  return go({ ...state, attempt: undefined }, retryPhase(reason, { hint, ...found }), stopping(state));
}

/** The camera cannot be used. The session waits for the person to change that, as long as it lives. */
function blocked(state: SessionState, cause: CameraCause, end: EndCause): Transition {
  const closed = { ...state, cameraOpen: false, leaving: false };
  return go(closed, { name: 'blocked', cause, ...end }, ['stop', 'closeCamera']);
}

/** The person gave up on the camera. They know why, so no screen repeats it. */
function giveUp(state: SessionState, phase: Extract<Phase, { name: 'blocked' }>): Transition {
  const cause = causeOf(phase);
  return state.wantsIncompleteData && state.failedAttempts > 0
    ? go(state, { name: 'closing', ...cause }, ['fetchIncompleteData'])
    : go(state, { name: 'ended', end: cause });
}

/** The challenge cannot be answered any more. The burst before it has charged the attempt. */
function gestureBroken(state: SessionState): Transition {
  const failed = { ...state, cameraOpen: false, failedAttempts: state.failedAttempts + 1, attempt: undefined };
  return go(failed, retryPhase('GESTURE_TIMEOUT'), ['stop', 'closeCamera']);
}

/** A call came in, or the system took the camera. */
function cameraLost(state: SessionState): Transition {
  const { phase } = state;
  if (phase.name === 'gesture') return gestureBroken(state);
  const closed = { ...state, cameraOpen: false };
  if (!isAiming(phase) && phase.name !== 'preparing') return { state: closed, effects: ['closeCamera'] };
  return go(closed, { name: 'permission', isInterrupted: true }, ['stop', 'closeCamera', 'openCamera']);
}

/** What a developer reads of a session that ran out of time. */
const LEFT_ALONE = 'The session was left alone for too long.';

function timeout(state: SessionState): Transition {
  const { phase } = state;
  switch (phase.name) {
    case 'introduction':
      return over(state, ofFault('SESSION_EXPIRED', LEFT_ALONE));
    case 'blocked':
      return giveUp(state, phase);
    case 'permission':
      return over(state, ofFault('CAMERA_UNANSWERED', 'Nobody answered the browser’s question for the camera.'));
    case 'camera':
      return blocked(
        state,
        'silent',
        ofFault('CAMERA_NO_PICTURE', `The camera was opened, but gave no picture within ${String(limits.camera / 1000)} seconds.`),
      );
    case 'preparing':
      if (!state.attempt) return over(state, ofFault('SERVICE_SILENT', 'The service did not open an attempt in time.'));
      return proceed({ ...state, guide: 'absent' });
    case 'hold':
      return state.attempt ? shoot(state, state.attempt.burst.count) : stay(state);
    case 'framing':
    case 'shot':
      return retry(state, 'FACE_TIMEOUT');
    case 'gesture':
      return retry({ ...state, failedAttempts: state.failedAttempts + 1 }, 'GESTURE_TIMEOUT');
    case 'upload':
    case 'gestureUpload':
      return fault(state, 'SERVICE_SILENT', `The upload was not answered within ${String(limits.upload / 1000)} seconds.`);
    case 'retry':
      if (phase.settling) return go(state, { ...phase, settling: false });
      return over(state, ofFault('SESSION_EXPIRED', LEFT_ALONE));
    case 'paused':
      return over(state, ofFault('SESSION_EXPIRED', LEFT_ALONE));
    case 'passed':
      return go(state, { name: 'ended', end: { result: phase.result } });
    case 'closing':
      return afterClosing(state, phase);
    case 'failed':
      return close(state, phase);
    case 'ended':
      return stay(state);
  }
}

const shoot = (state: SessionState, wanted: number): Transition => go(state, { name: 'shot', taken: 0, wanted }, ['takeBurst']);

/** The first fault is forgiven; a picture too large always is, the next one is made smaller. */
function fault(state: SessionState, kind: ShownFault, detail?: string): Transition {
  const found = { fault: kind, detail };
  if (kind === 'UPLOAD_TOO_LARGE') return retry({ ...state, shrink: state.shrink / 2 }, 'FAULT', found);
  if (state.faults > 0) return over(state, ofFault(kind, detail));
  return retry({ ...state, faults: state.faults + 1 }, 'FAULT', found);
}

function afterClosing(state: SessionState, phase: Extract<Phase, { name: 'closing' }>, data?: string): Transition {
  const end = { ...causeOf(phase), data };
  // Whoever left, or gave the camera up, knows why.
  const isKnown = end.code === 'USER_CANCEL' || (end.fault !== undefined && faultRow(end.fault).blocked !== undefined);
  return go(state, isKnown ? { name: 'ended', end } : { name: 'failed', ...end });
}

function close(state: SessionState, phase: Extract<Phase, { name: 'failed' }>): Transition {
  const { data } = phase;
  return go(state, { name: 'ended', end: { ...causeOf(phase), data } });
}

const openAgain = (state: SessionState): Transition => go(state, { name: 'permission' }, ['openCamera']);

/** Looks again for a camera that was blocked for a reason that may be gone. A hidden page looks when it is seen again. */
const unblocked = (state: SessionState, code: EndCause['code']): Transition =>
  state.phase.name === 'blocked' && state.phase.code === code && !state.hidden ? openAgain(state) : stay(state);

/** The camera is off while nobody sees the page. Uploads go on; the browser's own question for the camera may be what hides the page. */
function hide(state: SessionState): Transition {
  const { phase } = state;
  const closed = { ...state, cameraOpen: false };
  if (phase.name === 'gesture') return gestureBroken(closed);
  if (isAiming(phase) || phase.name === 'preparing' || phase.name === 'camera')
    return go(closed, { name: 'paused' }, ['stop', 'closeCamera']);
  if (isUploading(phase) || phase.name === 'retry') return { state: closed, effects: ['closeCamera'] };
  return stay(state);
}

/** Opens the camera again where it was on, or where it was blocked: a person who returns from the settings may have changed something there. */
function show(state: SessionState, wasHidden: boolean): Transition {
  const { phase } = state;
  if (phase.name === 'paused' || phase.name === 'blocked') return openAgain(state);
  return wasHidden && isUploading(phase) && !state.cameraOpen ? { state, effects: ['openCamera'] } : stay(state);
}

/** What a session does next. Pure: the same state and event always give the same transition. */
export function step(state: SessionState, event: SessionEvent): Transition {
  const { phase } = state;
  switch (event.type) {
    case 'CAMERA_ALLOWED':
      return phase.name === 'permission' ? go(state, { name: 'camera' }, state.attempt ? [] : ['openAttempt']) : stay(state);
    case 'CAMERA_READY':
      // Granted while the page cannot be seen, as a question of the system may hide it.
      if (phase.name === 'camera' && state.hidden) return go(state, { name: 'paused' }, ['closeCamera']);
      if (isUploading(phase)) return stay({ ...state, cameraOpen: true });
      return phase.name === 'camera' ? proceed({ ...state, cameraOpen: true }) : stay(state);
    case 'BEGIN':
      return phase.name === 'introduction' ? openAgain(state) : stay(state);
    case 'CAMERA_FAILED': {
      if (!isRunning(phase) || isUploading(phase)) return stay(state);
      const end = ofFault(event.fault, event.detail);
      const { blocked: cause } = faultRow(event.fault);
      return cause ? blocked(state, cause, end) : over(state, end);
    }
    case 'CAMERA_LOST':
      return state.cameraOpen ? cameraLost(state) : stay(state);
    case 'CAMERA_CHOICE':
      return stay(event.other === state.otherCamera ? state : { ...state, otherCamera: event.other });
    case 'DEVICES_CHANGED':
      return unblocked(state, 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE');
    case 'PERMISSION_GRANTED':
      return unblocked(state, 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED');
    case 'BROKEN': {
      const { cause } = event;
      // A session that has passed has its result, whatever breaks while that is shown.
      const end: End = phase.name === 'passed' ? { result: phase.result } : { ...ofFault('BROKEN', messageOf(cause)), cause };
      return phase.name === 'ended' ? stay(state) : go({ ...state, cameraOpen: false }, { name: 'ended', end }, ['stop', 'closeCamera']);
    }
    case 'GUIDE_ARRIVING':
      return stay(event.share === state.guideArrived ? state : { ...state, guideArrived: event.share });
    case 'GUIDE_READY':
      return guideKnown({ ...state, guide: 'ready' });
    case 'GUIDE_ABSENT':
      // The service decides a pending upload all the same; a new attempt would replace it.
      if (!state.allowsShutter && isRunning(phase) && !isUploading(phase)) return over(state, ofFault(event.fault, event.detail));
      return guideKnown({ ...state, guide: 'absent', guideFault: { fault: event.fault, detail: event.detail } });
    case 'ATTEMPT_OPENED': {
      const next = { ...state, attempt: event.attempt, attemptOpenedAt: event.openedAt ?? 0 };
      return phase.name === 'preparing' ? proceed(next) : stay(next);
    }
    case 'PLACED':
      return phase.name === 'framing' && !state.leaving ? go(state, { name: 'hold' }) : stay(state);
    case 'HINTED':
      if (!isAiming(phase) || (phase.name === 'framing' && phase.hint === event.hint)) return stay(state);
      return go(state, { name: 'framing', hint: event.hint }, phase.name === 'shot' ? ['stop'] : []);
    case 'SHUTTER':
      return phase.name === 'framing' && state.guide === 'absent' && state.attempt && !state.leaving
        ? shoot(state, state.attempt.burst.count)
        : stay(state);
    case 'FRAME_TAKEN':
      return phase.name === 'shot' ? go(state, { ...phase, taken: event.taken }) : stay(state);
    case 'FRAMES_TAKEN':
      if (phase.name === 'shot') return go(state, { name: 'upload', frames: event.frames }, ['uploadBurst']);
      return phase.name === 'gesture' ? go(state, { name: 'gestureUpload', frames: event.frames }, ['uploadGestures']) : stay(state);
    case 'CHALLENGED': {
      if (phase.name !== 'upload') return stay(state);
      if (!state.cameraOpen) return gestureBroken(state);
      const { gestures, expiresInMs, frames: plan, targets } = event;
      const gesture = { name: 'gesture', gestures, index: 0, stage: 'do', share: 0, expiresInMs, plan, targets } as const;
      return go({ ...state, leaving: false }, gesture, ['takeGestures']);
    }
    case 'GESTURE_PROGRESS': {
      if (phase.name !== 'gesture') return stay(state);
      const { index, stage, share, begun = false, done = false } = event;
      const { begun: hadBegun = false, done: wasDone = false } = phase;
      const isSame = index === phase.index && stage === phase.stage && share === phase.share && begun === hadBegun && done === wasDone;
      return isSame ? stay(state) : go(state, { ...phase, index, stage, share, begun, done });
    }
    case 'DECLINE_GESTURE':
      // The service draws what takes its place, at the cost of the attempt.
      if (phase.name !== 'gesture') return stay(state);
      return go(state, { name: 'gestureUpload', declined: event.gesture }, ['stop', 'declineGesture']);
    case 'SWITCH_CAMERA':
      return (isAiming(phase) || phase.name === 'preparing') && state.cameraOpen
        ? go({ ...state, cameraOpen: false }, { name: 'permission' }, ['stop', 'closeCamera', 'chooseNextCamera', 'openCamera'])
        : stay(state);
    case 'PASSED':
      return isUploading(phase)
        ? go({ ...state, cameraOpen: false, leaving: false }, { name: 'passed', result: event.result }, ['stop', 'closeCamera'])
        : stay(state);
    case 'ATTEMPT_FAILED': {
      if (!isUploading(phase)) return stay(state);
      const failed = { ...state, failedAttempts: state.failedAttempts + 1, attempt: undefined };
      if (event.remainingAttempts === 0)
        return over(failed, { code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', detail: event.code });
      const { code, remainingAttempts, gestureFault, eyesClosed, qualityCause, gestureReplaced } = event;
      const reason = gestureReplaced === undefined ? code : gestureReplaced ? 'GESTURE_DECLINED' : 'GESTURE_KEPT';
      return go(failed, retryPhase(reason, { remainingAttempts, gestureFault, eyesClosed, qualityCause }), stopping(state));
    }
    case 'FAULT':
      return isRunning(phase) ? fault(state, event.fault, event.detail) : stay(state);
    case 'SESSION_OVER':
      return isRunning(phase) ? over(state, causeOf(event)) : stay(state);
    case 'INCOMPLETE_DATA':
      return phase.name === 'closing' ? afterClosing(state, phase, event.data) : stay(state);
    case 'RETRY':
      if (phase.name === 'blocked') return openAgain(state);
      if (phase.name !== 'retry' || phase.settling) return stay(state);
      return state.cameraOpen ? proceed(state, ['openAttempt']) : openAgain(state);
    case 'LEAVE':
      if (phase.name === 'failed') return close(state, phase);
      if (phase.name === 'blocked') return giveUp(state, phase);
      if (!isRunning(phase)) return stay(state);
      return isAiming(phase)
        ? go({ ...state, leaving: true }, { name: 'framing', hint: 'detecting' }, phase.name === 'shot' ? ['stop'] : [])
        : stay({ ...state, leaving: true });
    case 'STAY':
      return stay({ ...state, leaving: false });
    case 'LEAVE_CONFIRMED':
      return state.leaving && isRunning(phase) ? over(state, { code: 'USER_CANCEL' }) : stay(state);
    case 'CANCEL':
      if (phase.name === 'failed') return close(state, phase);
      return isRunning(phase) ? over(state, { code: 'USER_CANCEL' }) : stay(state);
    case 'CLOSE':
      return phase.name === 'failed' ? close(state, phase) : stay(state);
    case 'HIDDEN':
      return hide({ ...state, hidden: true });
    case 'VISIBLE':
      return show({ ...state, hidden: false }, state.hidden);
    case 'TIMEOUT':
      return timeout(state);
  }
}
