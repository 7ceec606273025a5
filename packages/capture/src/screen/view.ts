import type { Gesture, LivenessGesture } from '@face-session/protocol';
import type { EndCode } from '../end-code.js';
import { canTryCameraAgain } from '../machine/camera-again.js';
import type { Phase, RetryReason, SessionEvent, SessionState } from '../machine/state.js';
import type { PlainTextKey, Texts } from '../texts/texts.js';

/** How many of the attempts are left, in the words of a language. */
export interface Wording {
  readonly texts: Texts;
  /** `texts.attemptsLeft` for a number. */
  readonly attemptsLeft: (count: number) => string;
  readonly number: (value: number) => string;
}

export interface ViewButton {
  readonly label: string;
  readonly event: SessionEvent;
  readonly kind: 'primary' | 'secondary';
}

/** A card over the preview that asks for reading. */
export interface ViewPanel {
  readonly kind: 'permission' | 'retry' | 'leave' | 'failed';
  readonly title: string;
  readonly text: string | undefined;
  readonly tips: readonly string[];
  readonly note: string | undefined;
  readonly buttons: readonly ViewButton[];
}

/** What the screen shows. One thing at a time: a panel, or a line over the preview. */
export interface View {
  /** Named by the host's `phase` attribute; for styles and tests. */
  readonly phase: Phase['name'] | 'leaving';
  readonly tone: 'calm' | 'good' | 'busy' | 'bad';
  readonly line: string | undefined;
  /** What a screen reader is told when it changes; nothing for what changes too often. */
  readonly announcement: string | undefined;
  /** Of the oval's ring, 0 to 1; undefined: unknown, the ring turns. */
  readonly progress: number | undefined;
  readonly gesture: Gesture | undefined;
  readonly step: string | undefined;
  readonly shutter: boolean;
  /** The button for a person who cannot do the gesture. */
  readonly decline: SessionEvent | undefined;
  /** Whether the camera may be changed now, if there is another. */
  readonly canSwitchCamera: boolean;
  readonly panel: ViewPanel | undefined;
  readonly canLeave: boolean;
}

const tips: readonly PlainTextKey[] = ['tip_straight', 'tip_mask', 'tip_glasses', 'tip_light', 'tip_lens'];
const reasonsWithTips: readonly RetryReason[] = ['FACE_NO_MATCH', 'FACE_LIVENESS_FAILED', 'FACE_TIMEOUT'];

type EndWords = 'attempts' | 'expired' | 'network' | 'permission' | 'camera' | 'virtualCamera' | 'browser' | 'fault';
const wordsOfEnd: Partial<Record<EndCode, EndWords>> = {
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: 'attempts',
  SESSION_EXPIRED: 'expired',
  UNAUTHORIZED: 'expired',
  REQUEST_TIMEOUT: 'network',
  SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED: 'permission',
  MEDIA_SECURITY_ERROR: 'permission',
  SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE: 'camera',
  MEDIA_VIRTUAL_CAMERA_DETECTED: 'virtualCamera',
  WASM_NOT_SUPPORTED: 'browser',
};

/** The screen of a state, in the words of a language. Pure. */
export function viewOf(state: SessionState, wording: Wording): View {
  const { phase } = state;
  const { texts } = wording;
  const view: View = {
    phase: phase.name,
    tone: 'calm',
    line: undefined,
    announcement: undefined,
    progress: 0,
    gesture: undefined,
    step: undefined,
    shutter: false,
    decline: undefined,
    canSwitchCamera: false,
    panel: undefined,
    canLeave: true,
  };
  if (state.leaving) return { ...view, phase: 'leaving', panel: leavePanel(texts) };
  switch (phase.name) {
    case 'permission':
      return { ...view, panel: permissionPanel(texts) };
    case 'camera':
      return { ...view, ...busy(texts.starting) };
    case 'preparing':
      return { ...view, ...busy(texts.preparing), progress: arrival(state) };
    case 'paused':
      return view;
    case 'framing': {
      const line = state.guide === 'absent' ? texts.hint_manual : texts[`hint_${phase.hint}`];
      return { ...view, line, announcement: line, shutter: state.guide === 'absent', canSwitchCamera: true };
    }
    case 'hold':
      return { ...view, tone: 'good', line: texts.hint_holdStill, announcement: texts.hint_holdStill };
    case 'shot':
      return { ...view, tone: 'good', line: texts.hint_holdStill, progress: phase.taken / phase.wanted };
    case 'upload':
    case 'gestureUpload':
      return { ...view, ...busy(texts.validating) };
    case 'gesture': {
      const gesture = phase.gestures[phase.index];
      const back = phase.stage === 'back';
      const line = back ? texts.gestureBack : gesture && texts[`gesture_${gesture}`];
      const steps = phase.gestures.length;
      const step =
        steps > 1
          ? texts.gestureStep.replace('{step}', wording.number(phase.index + 1)).replace('{steps}', wording.number(steps))
          : undefined;
      const progress = (phase.index + (back ? 1 : phase.share)) / steps;
      const pair = gesture && pairOf(gesture);
      const decline = pair && { type: 'DECLINE_GESTURE' as const, pair };
      return {
        ...view,
        tone: back ? 'good' : 'calm',
        line,
        announcement: line,
        gesture: back ? undefined : gesture,
        step,
        progress,
        decline,
      };
    }
    case 'retry':
      return { ...view, tone: 'bad', panel: retryPanel(phase, wording) };
    case 'passed':
      return { ...view, tone: 'good', line: texts.passed, announcement: texts.passed, progress: 1, canLeave: false };
    case 'closing':
      return { ...view, ...busy(texts.closing), canLeave: false };
    case 'failed':
      return { ...view, tone: 'bad', panel: failedPanel(phase.code, texts), canLeave: false };
    case 'ended':
      return { ...view, canLeave: false };
  }
}

/** How much of the models has arrived, while they are what is waited for. */
const arrival = ({ guide, guideArrived }: SessionState): number | undefined =>
  guide === 'loading' && guideArrived > 0 && guideArrived < 1 ? guideArrived : undefined;

/** The pair that a gesture belongs to; undefined for a nod, which cannot be declined. (Protocol's own table would bring its schemas into the browser.) */
function pairOf(gesture: Gesture): LivenessGesture | undefined {
  if (gesture === 'NOD') return undefined;
  if (gesture.startsWith('MOVE')) return 'FACE_MOVE';
  return gesture.startsWith('TILT') ? 'FACE_TILT' : 'FACE_TURN';
}

const busy = (line: string): Pick<View, 'tone' | 'line' | 'announcement' | 'progress'> => ({
  tone: 'busy',
  line,
  announcement: line,
  progress: undefined,
});

function permissionPanel(texts: Texts): ViewPanel {
  return { kind: 'permission', title: texts.permissionTitle, text: texts.permissionText, tips: [], note: undefined, buttons: [] };
}

function leavePanel(texts: Texts): ViewPanel {
  return {
    kind: 'leave',
    title: texts.leaveTitle,
    text: texts.leaveText,
    tips: [],
    note: undefined,
    buttons: [
      { label: texts.leaveStay, event: { type: 'STAY' }, kind: 'primary' },
      { label: texts.leaveConfirm, event: { type: 'LEAVE_CONFIRMED' }, kind: 'secondary' },
    ],
  };
}

function retryPanel(phase: Extract<Phase, { name: 'retry' }>, { texts, attemptsLeft }: Wording): ViewPanel {
  const { reason, gestureFault, eyesClosed, remainingAttempts } = phase;
  const text = gestureFault
    ? texts[`gestureFault_${gestureFault}`]
    : eyesClosed
      ? texts.hint_eyesClosed
      : reason === 'NETWORK' || reason === 'SERVER_FAULT'
        ? texts[`retryText_${reason}`]
        : undefined;
  return {
    kind: 'retry',
    title: texts[`retryTitle_${reason}`],
    text,
    tips: reasonsWithTips.includes(reason) && text === undefined ? tips.map((key) => texts[key]) : [],
    note: remainingAttempts === undefined ? undefined : attemptsLeft(remainingAttempts),
    buttons: [{ label: texts.tryAgain, event: { type: 'RETRY' }, kind: 'primary' }],
  };
}

function failedPanel(code: EndCode, texts: Texts): ViewPanel {
  const words = wordsOfEnd[code] ?? 'fault';
  const again: ViewButton = { label: texts.tryAgain, event: { type: 'RETRY' }, kind: 'primary' };
  const close: ViewButton = { label: texts.close, event: { type: 'CLOSE' }, kind: canTryCameraAgain(code) ? 'secondary' : 'primary' };
  return {
    kind: 'failed',
    title: texts[`endTitle_${words}`],
    text: texts[`endText_${words}`],
    tips: [],
    note: undefined,
    buttons: canTryCameraAgain(code) ? [again, close] : [close],
  };
}
