import type { Gesture } from '@face-session/protocol';
import type { IntroductionOptions } from '../capture-options.js';
import { faults, isShown } from '../faults.js';
import type { EndCause, Phase, SessionEvent, SessionState } from '../machine/state.js';
import type { PlainTextKey, PluralText, Texts } from '../texts/texts.js';
import { causeOf, causeOfFault, type Cause } from './cause.js';
import type { Drawing, Mark } from './drawings.js';
import type { Platform } from './platform.js';
import type { Ring } from './ring.js';

/** What a screen's words depend on beside the state. */
export interface ScreenWording {
  readonly texts: Texts;
  /** A text that depends on a number, by the plural rules and in the digits of the language. */
  readonly plural: (text: PluralText, count: number) => string;
  readonly number: (value: number) => string;
  /** The integrator's name. */
  readonly name?: string | undefined;
  readonly introduction?: IntroductionOptions | undefined;
  readonly platform: Platform;
}

export interface ViewButton {
  readonly label: string;
  readonly event: SessionEvent;
  readonly kind: 'primary' | 'secondary';
  /** It cannot be pressed yet: it fills while the person settles. */
  readonly isFilling?: boolean;
}

/** One line of a list: a mark or a number, and words. */
export interface ViewRow {
  /** The name of a mark, or a number in the digits of the language. */
  readonly sign: string;
  readonly isMark: boolean;
  readonly text: string;
}

/** A page of words in place of the preview. */
export interface ViewPanel {
  readonly kind: 'introduction' | 'permission' | 'blocked' | 'retry' | 'passed' | 'leave' | 'failed';
  readonly drawing: Drawing | undefined;
  readonly title: string;
  readonly text: string | undefined;
  readonly rows: readonly ViewRow[];
  /** The attempts, used and left. */
  readonly tries: { readonly left: number; readonly of: number; readonly label: string } | undefined;
  /** Folded: what else helps, or what a developer wants to know. */
  readonly more: { readonly label: string; readonly lines: readonly string[]; readonly isCode: boolean } | undefined;
  readonly note:
    { readonly text: string | undefined; readonly link: { readonly label: string; readonly href: string } | undefined } | undefined;
  readonly buttons: readonly ViewButton[];
}

/** How far the person is: three words, which of them is under way, and how far it is. */
export interface ViewPhases {
  readonly words: readonly [string, string, string];
  readonly at: 0 | 1 | 2;
  /** Of the one that is under way, 0 to 1. */
  readonly share: number;
}

/** What the screen shows. One thing at a time: a panel, or a line beside the face. */
export interface View {
  /** Named by the host's `phase` attribute; for styles and tests. */
  readonly phase: Phase['name'] | 'leaving';
  readonly tone: 'calm' | 'good' | 'busy' | 'bad';
  readonly line: string | undefined;
  /** A second line, only where it helps. */
  readonly step: string | undefined;
  /** What a screen reader announces when it changes; empty for what changes too often. */
  readonly announcement: string | undefined;
  readonly ring: Ring;
  /** `still`: the last picture, dimmed: it was taken, the person may move. */
  readonly picture: 'none' | 'live' | 'still';
  readonly phases: ViewPhases | undefined;
  readonly gesture: Gesture | undefined;
  readonly shutter: boolean;
  /** The button for a person who cannot do the gesture. */
  readonly decline: SessionEvent | undefined;
  /** Whether the camera may be changed now, if there is another. */
  readonly canSwitchCamera: boolean;
  readonly panel: ViewPanel | undefined;
  readonly canLeave: boolean;
}

const drawingOfBlock = {
  denied: 'camera',
  deniedForGood: 'cameraOff',
  none: 'cameraOff',
  busy: 'cameraBusy',
  silent: 'cameraOff',
} as const;

const idle: Ring = { kind: 'idle' };
const turning: Ring = { kind: 'turning' };

/** How much of placing the face is done while a hint is shown: most of what is asked for comes once the face is there. */
const placedShare = (hint: string): number =>
  ['detecting', 'noFace', 'sideways'].includes(hint) ? 0.15 : ['moveCloser', 'moveFurther', 'centre'].includes(hint) ? 0.45 : 0.7;

/** The screen of a state, in the words of a language. Pure. */
export function viewOf(state: SessionState, wording: ScreenWording): View {
  const view = viewOfPhase(state, wording);
  if (!state.leaving) return view;
  return { ...view, phase: 'leaving', announcement: undefined, panel: leavePanel(wording.texts), canSwitchCamera: false };
}

function viewOfPhase(state: SessionState, wording: ScreenWording): View {
  const { phase } = state;
  const { texts } = wording;
  const view: View = {
    phase: phase.name,
    tone: 'calm',
    line: undefined,
    step: undefined,
    announcement: undefined,
    ring: idle,
    picture: 'none',
    phases: undefined,
    gesture: undefined,
    shutter: false,
    decline: undefined,
    canSwitchCamera: false,
    panel: undefined,
    canLeave: true,
  };
  const words = [texts.phase_place, texts.phase_hold, texts.phase_check] as const;
  const phases = (at: 0 | 1 | 2, share: number): ViewPhases => ({ words, at, share });
  switch (phase.name) {
    case 'introduction':
      return { ...view, panel: introductionPanel(wording) };
    case 'permission':
      return phase.isInterrupted
        ? { ...view, ...busy(texts.cameraInterrupted), step: texts.starting }
        : { ...view, panel: panelOf('permission', 'camera', texts.permissionTitle, texts.permissionText) };
    case 'blocked':
      return { ...view, panel: blockedPanel(phase, wording) };
    case 'camera':
      return { ...view, ...busy(texts.starting), phases: phases(0, 0) };
    case 'preparing': {
      const share = arrival(state);
      return {
        ...view,
        ...busy(texts.preparing),
        picture: state.cameraOpen ? 'live' : 'none',
        ring: share === undefined ? turning : { kind: 'share', share },
        phases: phases(0, 0),
      };
    }
    case 'paused':
      return view;
    case 'framing': {
      const isManual = state.guide === 'absent';
      const line = texts[`hint_${isManual ? 'detecting' : phase.hint}`];
      return {
        ...view,
        line,
        step: isManual ? texts.hint_manual : undefined,
        announcement: isManual ? `${line}. ${texts.hint_manual}` : line,
        picture: 'live',
        phases: phases(0, placedShare(phase.hint)),
        shutter: isManual,
        canSwitchCamera: true,
      };
    }
    case 'hold':
    case 'shot': {
      const share = phase.name === 'hold' ? 0 : phase.taken / phase.wanted;
      const announcement = phase.name === 'hold' ? texts.hint_holdStill : undefined;
      return {
        ...view,
        tone: 'good',
        line: texts.hint_holdStill,
        announcement,
        picture: 'live',
        ring: { kind: 'share', share },
        phases: phases(1, share),
      };
    }
    case 'upload':
    case 'gestureUpload':
      return {
        ...view,
        ...busy(texts.validating),
        step: texts.mayMove,
        picture: 'still',
        phases: phase.name === 'upload' ? phases(2, 0.5) : { ...phases(2, 0.5), words: withMove(words, texts) },
      };
    case 'gesture':
      return { ...view, ...gestureView(phase, wording), phases: { ...phases(1, shareOfGestures(phase)), words: withMove(words, texts) } };
    case 'retry':
      return { ...view, tone: 'bad', panel: retryPanel(state, phase, wording) };
    case 'passed': {
      const text = wording.name === undefined ? undefined : texts.passedBack.replace('{name}', wording.name);
      return { ...view, tone: 'good', panel: panelOf('passed', 'passed', texts.passed, text), canLeave: false };
    }
    case 'closing':
      return { ...view, ...busy(texts.closing), canLeave: false };
    case 'failed':
      return { ...view, tone: 'bad', panel: failedPanel(phase, wording), canLeave: false };
    case 'ended':
      return { ...view, canLeave: false };
  }
}

/** A gesture takes the place of holding still. */
const withMove = ([place, , check]: ViewPhases['words'], texts: Texts): ViewPhases['words'] => [place, texts.phase_move, check];

type GesturePhase = Extract<Phase, { name: 'gesture' }>;

const shareOfGestures = ({ index, stage, share, gestures }: GesturePhase): number =>
  (index + (stage === 'back' ? 1 : share)) / gestures.length;

function gestureView(phase: GesturePhase, { texts, number }: ScreenWording): Partial<View> {
  const { gestures, index, share } = phase;
  const gesture = gestures[index];
  const back = phase.stage === 'back';
  const line = back ? texts.gestureBack : gesture && texts[`gesture_${gesture}`];
  const step =
    gestures.length > 1 ? texts.gestureStep.replace('{step}', number(index + 1)).replace('{steps}', number(gestures.length)) : undefined;
  return {
    tone: back ? 'good' : 'calm',
    line,
    step,
    announcement: line,
    picture: 'live',
    ring: gesture ? { kind: 'gesture', gesture, share } : idle,
    gesture: back ? undefined : gesture,
    decline: gesture && { type: 'DECLINE_GESTURE' as const, gesture },
  };
}

/** How much of the models has arrived, while they are what is waited for. */
const arrival = ({ guide, guideArrived }: SessionState): number | undefined =>
  guide === 'loading' && guideArrived > 0 && guideArrived < 1 ? guideArrived : undefined;

const busy = (line: string): Pick<View, 'tone' | 'line' | 'announcement' | 'ring'> => ({
  tone: 'busy',
  line,
  announcement: line,
  ring: turning,
});

const panelOf = (
  kind: ViewPanel['kind'],
  drawing: Drawing | undefined,
  title: string,
  text: string | undefined,
  more: Partial<ViewPanel> = {},
): ViewPanel => ({ kind, drawing, title, text, rows: [], tries: undefined, more: undefined, note: undefined, buttons: [], ...more });

const button = (label: string, event: SessionEvent, kind: ViewButton['kind'] = 'primary'): ViewButton => ({ label, event, kind });

function introductionPanel({ texts, plural, introduction = {} }: ScreenWording): ViewPanel {
  const { selfieKeptSeconds, privacyURL } = introduction;
  const kept =
    selfieKeptSeconds === undefined
      ? undefined
      : selfieKeptSeconds > 0
        ? plural(texts.introKept, Math.ceil(selfieKeptSeconds / 60))
        : texts.introNotKept;
  const link = privacyURL === undefined ? undefined : { label: texts.introPrivacy, href: privacyURL };
  const row = (sign: Mark, text: string): ViewRow => ({ sign, isMark: true, text });
  return panelOf('introduction', 'introduction', texts.introTitle, texts.introText, {
    rows: [row('clock', texts.introTime), row('sun', texts.introLight), row('glasses', texts.introFace)],
    note: kept === undefined && link === undefined ? undefined : { text: kept, link },
    buttons: [button(texts.start, { type: 'BEGIN' })],
  });
}

function blockedPanel(phase: Extract<Phase, { name: 'blocked' }>, { texts, number, platform }: ScreenWording): ViewPanel {
  const { cause } = phase;
  const rows =
    cause === 'deniedForGood'
      ? platform.steps.map((key, index) => ({
          sign: number(index + 1),
          isMark: false,
          text: texts[key].replace('{app}', platform.app ?? ''),
        }))
      : [];
  return panelOf('blocked', drawingOfBlock[cause], texts[`blockedTitle_${cause}`], texts[`blockedText_${cause}`], {
    rows,
    more: forDevelopers(texts, phase),
    buttons: [button(texts.checkAgain, { type: 'RETRY' })],
  });
}

function leavePanel(texts: Texts): ViewPanel {
  return panelOf('leave', undefined, texts.leaveTitle, texts.leaveText, {
    buttons: [button(texts.leaveStay, { type: 'STAY' }), button(texts.leaveConfirm, { type: 'LEAVE_CONFIRMED' }, 'secondary')],
  });
}

const tips: readonly PlainTextKey[] = ['tip_light', 'tip_straight', 'tip_glasses', 'tip_mask', 'tip_lens'];

function retryPanel(state: SessionState, phase: Extract<Phase, { name: 'retry' }>, { texts, plural }: ScreenWording): ViewPanel {
  const cause: Cause = causeOf(phase);
  const { remainingAttempts, settling } = phase;
  const text = cause.text && texts[cause.text];
  const others = tips.map((key) => texts[key]).filter((tip) => tip !== text);
  return panelOf('retry', cause.drawing, texts[cause.title], text, {
    tries:
      remainingAttempts === undefined
        ? undefined
        : {
            left: remainingAttempts,
            of: remainingAttempts + Math.max(1, state.failedAttempts),
            label: plural(texts.attemptsLeft, remainingAttempts),
          },
    more: cause.hasTips
      ? { label: texts.otherTips, lines: others, isCode: false }
      : phase.fault && forDevelopers(texts, { code: faults[phase.fault].code, fault: phase.fault, detail: phase.detail }),
    buttons: [{ ...button(texts.tryAgain, { type: 'RETRY' }), isFilling: settling }],
  });
}

function failedPanel(phase: Extract<Phase, { name: 'failed' }>, { texts, name }: ScreenWording): ViewPanel {
  const { fault } = phase;
  const shown = fault && isShown(fault) ? causeOfFault(fault) : undefined;
  const [drawing, title, text] = shown
    ? [shown.drawing, texts[shown.title], shown.text && texts[shown.text]]
    : (['person', texts.endTitle_attempts, texts.endText_attempts] as const);
  const help = shown === undefined && name !== undefined ? ` ${texts.endHelp.replace('{name}', name)}` : '';
  return panelOf('failed', drawing, title, `${text ?? ''}${help}`, {
    more: forDevelopers(texts, phase),
    buttons: [button(texts.close, { type: 'CLOSE' })],
  });
}

const forDevelopers = (texts: Texts, { code, fault, detail }: EndCause): ViewPanel['more'] => ({
  label: texts.forDevelopers,
  lines: [code, fault, detail].filter((line, index, lines) => line !== undefined && lines.indexOf(line) === index) as string[],
  isCode: true,
});
