import type { QualityCause } from '@face-session/protocol';
import { faults, type ShownFault } from '../faults.js';
import type { Hint } from '../guidance/hint.js';
import type { Phase, RetryReason } from '../machine/state.js';
import type { PlainTextKey } from '../texts/texts.js';
import type { Drawing } from './drawings.js';

/** What the screen shows of a failed attempt: a drawing, a headline with the cause, and one thing to do. */
export interface Cause {
  readonly drawing: Drawing;
  readonly title: PlainTextKey;
  readonly text: PlainTextKey | undefined;
  /** Whether other advice may help, too. */
  readonly hasTips: boolean;
}

const cause = (drawing: Drawing, title: PlainTextKey, text?: PlainTextKey, hasTips = true): Cause => ({ drawing, title, text, hasTips });

/** The screen of a fault: its drawing, its headline, and what the person can do. */
export function causeOfFault(fault: ShownFault): Cause {
  const { drawing, advice } = faults[fault];
  return cause(drawing, `fault_${fault}`, `advice_${advice}`, false);
}

const ofQuality: Readonly<Record<QualityCause, Cause>> = {
  TOO_DARK: cause('dark', 'cause_TOO_DARK', 'hint_tooDark'),
  TOO_BRIGHT: cause('bright', 'cause_TOO_BRIGHT', 'tip_light'),
  UNEVEN_LIGHT: cause('shadow', 'cause_UNEVEN_LIGHT', 'hint_shadow'),
  BLURRED: cause('blurred', 'cause_BLURRED', 'tip_lens'),
  TOO_FAR: cause('far', 'cause_TOO_FAR', 'hint_moveCloser'),
  TOO_CLOSE: cause('close', 'cause_TOO_CLOSE', 'hint_moveFurther'),
  NOT_FRONTAL: cause('turned', 'cause_NOT_FRONTAL', 'hint_lookStraight'),
};

/** What kept the face from being placed in time, as the guide on this device saw it. */
const ofHint: Readonly<Partial<Record<Hint, Cause>>> = {
  sideways: cause('time', 'retryTitle_FACE_TIMEOUT', 'hint_sideways'),
  multipleFaces: cause('people', 'cause_PEOPLE', 'hint_multipleFaces'),
  tooDark: ofQuality.TOO_DARK,
  tooBright: ofQuality.TOO_BRIGHT,
  moveCloser: ofQuality.TOO_FAR,
  moveFurther: ofQuality.TOO_CLOSE,
  shadow: ofQuality.UNEVEN_LIGHT,
  eyesShadow: ofQuality.UNEVEN_LIGHT,
  lookStraight: ofQuality.NOT_FRONTAL,
  eyesCovered: cause('eyes', 'cause_EYES', 'tip_glasses'),
  mouthCovered: cause('mouth', 'cause_MOUTH', 'tip_mask'),
  blurred: ofQuality.BLURRED,
};

const ofReason: Readonly<Record<RetryReason, Cause>> = {
  FACE_NO_MATCH: cause('match', 'retryTitle_FACE_NO_MATCH', 'tip_straight'),
  FACE_LIVENESS_FAILED: cause('unknown', 'retryTitle_FACE_LIVENESS_FAILED', 'causeUnknown'),
  FACE_TIMEOUT: cause('time', 'retryTitle_FACE_TIMEOUT', 'tip_straight'),
  GESTURE_TIMEOUT: cause('time', 'retryTitle_GESTURE_TIMEOUT', 'gestureFault_TOO_LATE', false),
  GESTURE_DECLINED: cause('movement', 'retryTitle_GESTURE_DECLINED', undefined, false),
  GESTURE_KEPT: cause('movement', 'retryTitle_GESTURE_KEPT', 'advice_tell', false),
  FAULT: causeOfFault('BROKEN'),
};

/** The one cause to tell: a movement that did not fit, what the service measured, what the guide saw, else what is known. */
export function causeOf({ reason, fault, gestureFault, eyesClosed, qualityCause, hint }: Extract<Phase, { name: 'retry' }>): Cause {
  if (fault) return causeOfFault(fault);
  if (gestureFault) return cause('movement', 'cause_MOVEMENT', `gestureFault_${gestureFault}`, false);
  if (eyesClosed) return cause('unknown', 'retryTitle_FACE_LIVENESS_FAILED', 'hint_eyesClosed', false);
  return (qualityCause && ofQuality[qualityCause]) || (reason === 'FACE_TIMEOUT' && hint && ofHint[hint]) || ofReason[reason];
}
