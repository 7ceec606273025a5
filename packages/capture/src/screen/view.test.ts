import { gestureFaults, gestures, qualityCauses } from '@face-session/protocol';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faults, isShown, type CameraCause, type EndFault, type Fault } from '../faults.js';
import { hints } from '../guidance/hint.js';
import type { Phase, RetryReason, SessionState } from '../machine/state.js';
import { begin } from '../machine/step.js';
import { en } from '../texts/en.js';
import { languages, plural, resolveLanguage } from '../texts/languages.js';
import type { Texts } from '../texts/texts.js';
import { drawings } from './drawings.js';
import { platformOf } from './platform.js';
import { viewOf, type View, type ScreenWording } from './view.js';

const reasons: Record<RetryReason, true> = {
  FACE_NO_MATCH: true,
  FACE_LIVENESS_FAILED: true,
  FACE_TIMEOUT: true,
  GESTURE_TIMEOUT: true,
  GESTURE_DECLINED: true,
  GESTURE_KEPT: true,
  FAULT: true,
};
const retries = Object.keys(reasons) as RetryReason[];
const shownFaults = (Object.keys(faults) as Fault[]).filter(isShown);
const challenge = { name: 'gesture', gestures, index: 0, stage: 'do', share: 0.5, expiresInMs: 1 } as const;

/** Every phase with every word that it can have. */
const cameraCauses: Record<CameraCause, true> = { denied: true, deniedForGood: true, none: true, busy: true, silent: true };
const retry = (reason: RetryReason, found: object = {}): Phase => ({ name: 'retry', reason, settling: false, ...found });
const failedBy = (fault: EndFault): Phase => ({ name: 'failed', code: faults[fault].code, fault });
const phases: Phase[] = [
  { name: 'introduction' },
  ...(Object.keys(cameraCauses) as CameraCause[]).map((cause): Phase => ({ name: 'blocked', cause, code: 'UNEXPECTED_ERROR' })),
  { name: 'permission' },
  { name: 'permission', isInterrupted: true },
  { name: 'camera' },
  { name: 'preparing' },
  ...hints.map((hint): Phase => ({ name: 'framing', hint })),
  { name: 'hold' },
  { name: 'shot', taken: 2, wanted: 5 },
  { name: 'upload' },
  ...gestures.map((_, index): Phase => ({ ...challenge, index })),
  { ...challenge, stage: 'back' },
  { name: 'gestureUpload' },
  ...retries.map((reason) => retry(reason, { remainingAttempts: 2 })),
  ...gestureFaults.map((gestureFault) => retry('FACE_LIVENESS_FAILED', { gestureFault })),
  ...qualityCauses.map((qualityCause) => retry('FACE_LIVENESS_FAILED', { qualityCause })),
  ...hints.map((hint) => retry('FACE_TIMEOUT', { hint })),
  { name: 'paused' },
  { name: 'passed', result: 'jws' },
  { name: 'closing', code: 'USER_CANCEL' },
  { name: 'failed', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' },
  ...shownFaults.map(failedBy),
  ...shownFaults.map((fault) => retry('FAULT', { fault })),
  { name: 'ended', end: { result: 'jws' } },
];

const inState = (phase: Phase, change: Partial<SessionState> = {}): SessionState => ({
  ...begin({ wantsIncompleteData: false, allowsShutter: true }).state,
  phase,
  ...change,
});
/** Each way to a camera that was blocked: all that a browser may be. */
const iPhone = (rest: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`;
const android = (rest: string): string => `Mozilla/5.0 (Linux; Android 14; ${rest}`;
const mac = (rest: string): string => `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`;
const chrome = 'K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
const facts = { isNativeApp: false, hasTouchCallout: false, hasMozAppearance: false };
const ios = { ...facts, hasTouchCallout: true };
const gecko = { ...facts, hasMozAppearance: true };
const platforms = {
  'Safari on iOS': platformOf({ ...ios, userAgent: iPhone('Version/18.1 Mobile/15E148 Safari/604.1') }),
  'Safari on an iPad that calls itself a Mac': platformOf({ ...ios, userAgent: mac('Version/18.1 Safari/605.1.15') }),
  'Chrome on iOS': platformOf({ ...ios, userAgent: iPhone('CriOS/141.0.0.0 Mobile/15E148 Safari/604.1') }),
  'an app on iOS': platformOf({ ...ios, userAgent: iPhone('Mobile/15E148 [FBAN/FBIOS]') }),
  'Chrome on Android': platformOf({ ...facts, userAgent: android(chrome) }),
  'Samsung on Android': platformOf({ ...facts, userAgent: android(chrome.replace('Chrome', 'SamsungBrowser/28.0 Chrome')) }),
  'Firefox on Android': platformOf({ ...gecko, userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0' }),
  'a web view on Android': platformOf({ ...facts, userAgent: android(chrome.replace('K)', 'K; wv)')) }),
  'the Capacitor app': platformOf({ ...ios, isNativeApp: true, userAgent: iPhone('Mobile/15E148') }),
  'Chrome on a desktop': platformOf({ ...facts, userAgent: mac('Chrome/141.0.0.0 Safari/537.36') }),
  'Firefox on a desktop': platformOf({ ...gecko, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' }),
  'Safari on a desktop': platformOf({ ...facts, userAgent: mac('Version/18.1 Safari/605.1.15') }),
} as const;
const wordingOf = (texts: Texts = en, change: Partial<ScreenWording> = {}): ScreenWording => ({
  texts,
  plural: (text, count) => plural(text, count, 'en'),
  number: String,
  platform: platforms['Chrome on a desktop'],
  ...change,
});
const view = (phase: Phase, change: Partial<SessionState> = {}, texts: Texts = en): View =>
  viewOf(inState(phase, change), wordingOf(texts));

describe('the screen of each state', () => {
  it.each(phases.map((phase) => [JSON.stringify(phase), phase] as const))('says one thing: %s', (_, phase) => {
    const { panel, line, canLeave } = view(phase);
    if (!['paused', 'ended'].includes(phase.name)) expect([panel?.title, line].filter(Boolean)).toHaveLength(1);
    const ends = ['passed', 'closing', 'failed', 'ended'];
    expect(canLeave).toBe(!ends.includes(phase.name));
  });

  it('asks whether to leave over whatever was there, staying being the easy choice', () => {
    const { panel, phase } = view({ name: 'upload' }, { leaving: true });
    expect(phase).toBe('leaving');
    expect(panel?.buttons.map(({ event, kind }) => [event.type, kind])).toEqual([
      ['STAY', 'primary'],
      ['LEAVE_CONFIRMED', 'secondary'],
    ]);
  });

  it('gives every wait a ring: a share that is known, or one that turns', () => {
    for (const name of ['camera', 'preparing', 'upload', 'gestureUpload'] as const)
      expect(view({ name }).ring).toEqual({ kind: 'turning' });
    expect(view({ name: 'shot', taken: 2, wanted: 5 }).ring).toEqual({ kind: 'share', share: 0.4 });
    expect(view({ name: 'preparing' }, { guideArrived: 0.3 }).ring).toEqual({ kind: 'share', share: 0.3 });
    // What is here is started, which nothing tells of.
    expect(view({ name: 'preparing' }, { guideArrived: 1 }).ring).toEqual({ kind: 'turning' });
    expect(view({ name: 'preparing' }, { guide: 'ready', guideArrived: 0.3 }).ring).toEqual({ kind: 'turning' });
  });

  it('lets the ring follow the head, there and back', () => {
    expect(view({ ...challenge, share: 0.7 }).ring).toEqual({ kind: 'gesture', gesture: gestures[0], share: 0.7 });
    expect(view({ ...challenge, stage: 'back', share: 0.2 }).ring).toMatchObject({ share: 0.2 });
  });

  it('tells in three phases how much is left; a gesture takes the place of the second', () => {
    const words = [en.phase_place, en.phase_hold, en.phase_check];
    expect(view({ name: 'framing', hint: 'moveCloser' }).phases).toMatchObject({ words, at: 0 });
    expect(view({ name: 'shot', taken: 2, wanted: 5 }).phases).toEqual({ words, at: 1, share: 0.4 });
    expect(view({ name: 'upload' }).phases).toMatchObject({ words, at: 2 });
    const moving = [en.phase_place, en.phase_move, en.phase_check];
    expect(view({ ...challenge, index: 3 }).phases).toEqual({ words: moving, at: 1, share: 3.5 / gestures.length });
    expect(view({ name: 'gestureUpload' }).phases).toMatchObject({ words: moving, at: 2 });
  });

  it('lets the last picture stand still while the service checks, and says that the person may move', () => {
    for (const name of ['upload', 'gestureUpload'] as const) expect(view({ name })).toMatchObject({ picture: 'still', step: en.mayMove });
    for (const phase of [{ name: 'hold' }, challenge] as const) expect(view(phase).picture).toBe('live');
  });

  it('has a shutter only where there is no guide', () => {
    const framing: Phase = { name: 'framing', hint: 'detecting' };
    expect(view(framing, { guide: 'absent' })).toMatchObject({
      shutter: true,
      line: en.hint_detecting,
      step: en.hint_manual,
    });
    expect(view(framing, { guide: 'ready' })).toMatchObject({ shutter: false });
  });

  it('offers a way out of a gesture that the person cannot do', () => {
    expect(view({ ...challenge, gestures: ['TILT_LEFT'] }).decline).toEqual({ type: 'DECLINE_GESTURE', gesture: 'TILT_LEFT' });
  });

  it('names one cause: the gesture’s, what the service measured, what the guide saw, else that nobody knows', () => {
    const told = (phase: Phase): unknown[] => {
      const { panel } = view(phase);
      return [panel?.drawing, panel?.title, panel?.text];
    };
    expect(told(retry('FACE_LIVENESS_FAILED', { gestureFault: 'MIRRORED', qualityCause: 'BLURRED' }))).toEqual([
      'movement',
      en.cause_MOVEMENT,
      en.gestureFault_MIRRORED,
    ]);
    expect(told(retry('FACE_NO_MATCH', { qualityCause: 'UNEVEN_LIGHT' }))).toEqual(['shadow', en.cause_UNEVEN_LIGHT, en.hint_shadow]);
    expect(told(retry('FACE_TIMEOUT', { hint: 'eyesCovered' }))).toEqual(['eyes', en.cause_EYES, en.tip_glasses]);
    expect(told(retry('FACE_LIVENESS_FAILED'))).toEqual(['unknown', en.retryTitle_FACE_LIVENESS_FAILED, en.causeUnknown]);
    expect(told(retry('FACE_NO_MATCH'))).toEqual(['match', en.retryTitle_FACE_NO_MATCH, en.tip_straight]);
  });

  it('folds further advice away where it helps, without the one thing that is told already', () => {
    const more = view(retry('FACE_NO_MATCH')).panel?.more;
    expect(more).toMatchObject({ label: en.otherTips, isCode: false });
    expect(more?.lines).toEqual([en.tip_light, en.tip_glasses, en.tip_mask, en.tip_lens]);
    expect(view(retry('GESTURE_TIMEOUT')).panel?.more).toBeUndefined();
  });

  it('shows the attempts that are left, and fills the button while the person settles', () => {
    const { panel } = view(retry('FACE_NO_MATCH', { remainingAttempts: 2, settling: true }), { failedAttempts: 1 });
    expect(panel?.tries).toEqual({ left: 2, of: 3, label: '2 attempts left' });
    expect(panel?.buttons).toEqual([{ label: en.tryAgain, event: { type: 'RETRY' }, kind: 'primary', isFilling: true }]);
    expect(view(retry('FAULT', { fault: 'OFFLINE' })).panel?.buttons[0]?.isFilling).toBe(false);
  });

  it('names each fault by a headline of its own, with something to do, when it may pass and when it has ended the session', () => {
    const headlines = shownFaults.map((fault) => [view(failedBy(fault)).panel, view(retry('FAULT', { fault })).panel]);
    expect(new Set(headlines.map(([panel]) => panel?.title)).size).toBe(shownFaults.length);
    for (const [failed, again] of headlines) {
      expect(failed?.text?.trim()).not.toBe('');
      expect([again?.title, again?.text, again?.drawing]).toEqual([failed?.title, failed?.text, failed?.drawing]);
    }
  });

  it('keeps codes folded away, for developers', () => {
    const { panel } = view({ name: 'failed', code: 'SESSION_EXPIRED', fault: 'SESSION_USED', detail: 'why' });
    expect(panel?.more).toEqual({ label: en.forDevelopers, lines: ['SESSION_EXPIRED', 'SESSION_USED', 'why'], isCode: true });
    expect(JSON.stringify({ ...panel, more: undefined })).not.toContain('SESSION_EXPIRED');
  });

  it('tells of a blocked camera how to allow it on this browser, and looks again by one button', () => {
    const { panel } = view({ name: 'blocked', cause: 'deniedForGood', code: 'UNEXPECTED_ERROR' });
    expect(panel?.rows.map(({ sign, text }) => [sign, text])).toEqual([
      ['1', en.step_symbol],
      ['2', en.step_site],
      ['3', en.step_allow],
    ]);
    expect(panel?.buttons).toEqual([{ label: en.checkAgain, event: { type: 'RETRY' }, kind: 'primary' }]);
    for (const cause of ['denied', 'none', 'busy', 'silent'] as const)
      expect(view({ name: 'blocked', cause, code: 'UNEXPECTED_ERROR' }).panel?.rows).toEqual([]);
  });

  it('introduces itself with what the integrator knows, and claims nothing else', () => {
    const note = (introduction?: ScreenWording['introduction']): unknown =>
      viewOf(inState({ name: 'introduction' }), wordingOf(en, { introduction })).panel?.note;
    expect(note()).toBeUndefined();
    expect(note({ selfieKeptSeconds: 1_800 })).toEqual({ text: 'Your picture is deleted after 30 minutes.', link: undefined });
    expect(note({ selfieKeptSeconds: 0 })).toEqual({ text: en.introNotKept, link: undefined });
    const link = { label: en.introPrivacy, href: 'https://example.com/privacy' };
    expect(note({ privacyURL: link.href })).toEqual({ text: undefined, link });
  });

  it('ends in the integrator’s name where it has one', () => {
    const named = (phase: Phase): string | undefined => viewOf(inState(phase), wordingOf(en, { name: 'Example Bank' })).panel?.text;
    const used: Phase = { name: 'failed', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' };
    expect(named({ name: 'passed', result: 'jws' })).toBe('You’re going back to Example Bank.');
    expect(named(used)).toBe('There are no attempts left. Example Bank can help you in another way.');
    expect(view(used).panel?.text).toBe('There are no attempts left.');
  });
});

describe('the way to the camera’s permission', () => {
  const site = ['step_symbol', 'step_site', 'step_allow'];
  const app = ['step_settings', 'step_thisApp', 'step_cameraOn'];
  const unblock = ['step_symbol', 'step_unblock'];
  it.each([
    ['Safari on iOS', site],
    ['Safari on an iPad that calls itself a Mac', site],
    ['Chrome on iOS', ['step_settings', 'step_app', 'step_cameraOn']],
    ['an app on iOS', app],
    ['Chrome on Android', site],
    ['Samsung on Android', site],
    ['Firefox on Android', unblock],
    ['a web view on Android', app],
    ['the Capacitor app', app],
    ['Chrome on a desktop', site],
    ['Firefox on a desktop', unblock],
    ['Safari on a desktop', ['step_safari', 'step_allow']],
  ] as const)('is that of %s', (name, steps) => {
    expect(platforms[name].steps).toEqual(steps);
    expect(platforms['Chrome on iOS'].app).toBe('Chrome');
  });
});

describe('the texts', () => {
  it('have a drawing for each cause', () => {
    const drawn = new Set(phases.flatMap((phase) => view(phase).panel?.drawing ?? []));
    expect([...drawn].sort()).toEqual(Object.keys(drawings).sort());
  });

  it('are all used: by a state of the screen or by the screen itself', () => {
    const used = new Set<string>();
    const texts = new Proxy(en, {
      get(target, key) {
        used.add(String(key));
        return target[key as keyof typeof en];
      },
    });
    for (const platform of Object.values(platforms)) {
      const wording = wordingOf(texts, { platform, name: 'Example Bank', introduction: { selfieKeptSeconds: 60, privacyURL: '/' } });
      for (const phase of phases) viewOf(inState(phase), wording);
    }
    viewOf(inState({ name: 'introduction' }), wordingOf(texts, { introduction: { selfieKeptSeconds: 0 } }));
    for (const phase of phases) {
      view(phase, { guide: 'absent' }, texts);
      view(phase, { leaving: true }, texts);
    }
    const element = readFileSync(new URL('../face-session-capture.ts', import.meta.url), 'utf8');
    for (const [, key] of element.matchAll(/\btexts\.(\w+)/g)) used.add(String(key));
    expect(Object.keys(en).filter((key) => !used.has(key))).toEqual([]);
  });

  /** Words that a language shares with English. */
  const sameAsInEnglish: Record<string, string[]> = { fr: ['test'], de: ['test'], it: ['test'], tr: ['test'] };

  it.each(languages)('are complete and whole in %s', async (tag) => {
    const { texts } = await resolveLanguage(tag);
    expect(Object.keys(texts)).toEqual(Object.keys(en));
    const plain = Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    for (const [key, text] of plain) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
      const placeholders = (of: string): string[] => [...of.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
      expect(placeholders(text), key).toEqual(placeholders((en as unknown as Record<string, string>)[key] ?? ''));
    }
    if (tag !== 'en') {
      const same = plain.filter(([key, text]) => text === (en as Record<string, unknown>)[key]);
      expect(same.map(([key]) => key)).toEqual(sameAsInEnglish[tag] ?? []);
    }
  });

  it.each(languages)('count attempts and minutes by the plural rules of %s', async (tag) => {
    const { texts } = await resolveLanguage(tag);
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const category of categories) {
      expect(texts.attemptsLeft[category], category).toBeTruthy();
      expect(texts.introKept[category], category).toBeTruthy();
    }
    const number = new Intl.NumberFormat(tag).format(3);
    expect(plural(texts.attemptsLeft, 3, tag)).toContain(number);
    expect(plural(texts.attemptsLeft, 1, tag)).not.toContain('{');
  });

  it('run from right to left where the script does', async () => {
    const rtl = await Promise.all(languages.map(async (tag) => ((await resolveLanguage(tag)).direction === 'rtl' ? [tag] : [])));
    expect(rtl.flat()).toEqual(['ar', 'ur', 'fa']);
  });
});
