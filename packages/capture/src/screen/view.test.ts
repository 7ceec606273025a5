import { gestureFaults, gestures } from '@face-session/protocol';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endCodeMeanings, type EndCode } from '../end-code.js';
import { hints } from '../guidance/hint.js';
import type { Phase, RetryReason, SessionState } from '../machine/state.js';
import { begin } from '../machine/step.js';
import { en } from '../texts/en.js';
import { languages, plural, resolveLanguage } from '../texts/languages.js';
import type { Texts } from '../texts/texts.js';
import { viewOf, type View } from './view.js';

const reasons: Record<RetryReason, true> = {
  FACE_NO_MATCH: true,
  FACE_LIVENESS_FAILED: true,
  FACE_TIMEOUT: true,
  GESTURE_TIMEOUT: true,
  GESTURE_DECLINED: true,
  PAYLOAD_TOO_LARGE: true,
  NETWORK: true,
  SERVER_FAULT: true,
};
const retries = Object.keys(reasons) as RetryReason[];
const endCodes = Object.keys(endCodeMeanings) as EndCode[];
const challenge = { name: 'gesture', gestures, index: 0, stage: 'do', share: 0.5, expiresInMs: 1 } as const;

/** Every phase with every word that it can have. */
const phases: Phase[] = [
  { name: 'permission' },
  { name: 'camera' },
  { name: 'preparing' },
  ...hints.map((hint): Phase => ({ name: 'framing', hint })),
  { name: 'hold' },
  { name: 'shot', taken: 2, wanted: 5 },
  { name: 'upload' },
  ...gestures.map((_, index): Phase => ({ ...challenge, index })),
  { ...challenge, stage: 'back' },
  { name: 'gestureUpload' },
  ...retries.map((reason): Phase => ({ name: 'retry', reason, remainingAttempts: 2 })),
  ...gestureFaults.map((gestureFault): Phase => ({ name: 'retry', reason: 'FACE_LIVENESS_FAILED', gestureFault })),
  { name: 'paused' },
  { name: 'passed', result: 'jws' },
  { name: 'closing', code: 'USER_CANCEL' },
  ...endCodes.map((code): Phase => ({ name: 'failed', code })),
  { name: 'ended', end: { result: 'jws' } },
];

const inState = (phase: Phase, change: Partial<SessionState> = {}): SessionState => ({
  ...begin({ wantsIncompleteData: false, allowsShutter: true }).state,
  phase,
  ...change,
});
const view = (phase: Phase, change: Partial<SessionState> = {}, texts: Texts = en): View =>
  viewOf(inState(phase, change), { texts, attemptsLeft: (count) => plural(texts.attemptsLeft, count, 'en'), number: String });

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

  it('gives every wait a progress, known or turning', () => {
    for (const name of ['camera', 'preparing', 'upload', 'gestureUpload'] as const) expect(view({ name }).progress).toBeUndefined();
    expect(view({ name: 'shot', taken: 2, wanted: 5 }).progress).toBe(0.4);
    expect(view({ name: 'preparing' }, { guideArrived: 0.3 }).progress).toBe(0.3);
    // What is here is started, which nothing tells of.
    expect(view({ name: 'preparing' }, { guideArrived: 1 }).progress).toBeUndefined();
    expect(view({ name: 'preparing' }, { guide: 'ready', guideArrived: 0.3 }).progress).toBeUndefined();
    expect(view({ ...challenge, index: 3 }).progress).toBeCloseTo(3.5 / gestures.length);
  });

  it('has a shutter only where there is no guide', () => {
    const framing: Phase = { name: 'framing', hint: 'detecting' };
    expect(view(framing, { guide: 'absent' })).toMatchObject({ shutter: true, line: en.hint_manual });
    expect(view(framing, { guide: 'ready' })).toMatchObject({ shutter: false });
  });

  it('offers a way out of a gesture that the person cannot do', () => {
    expect(view({ ...challenge, gestures: ['TILT_LEFT'] }).decline).toEqual({ type: 'DECLINE_GESTURE', pair: 'FACE_TILT' });
  });

  it('gives tips where they help, and the gesture’s fault instead where it is known', () => {
    expect(view({ name: 'retry', reason: 'FACE_NO_MATCH' }).panel?.tips).toHaveLength(5);
    expect(view({ name: 'retry', reason: 'NETWORK' }).panel?.tips).toHaveLength(0);
    const fault = view({ name: 'retry', reason: 'FACE_LIVENESS_FAILED', gestureFault: 'MIRRORED' }).panel;
    expect(fault).toMatchObject({ text: en.gestureFault_MIRRORED, tips: [] });
  });
});

describe('the texts', () => {
  it('are all used: by a state of the screen or by the screen itself', () => {
    const used = new Set<string>();
    const texts = new Proxy(en, {
      get(target, key) {
        used.add(String(key));
        return target[key as keyof typeof en];
      },
    });
    for (const phase of phases) {
      view(phase, {}, texts);
      view(phase, { guide: 'absent' }, texts);
      view(phase, { leaving: true }, texts);
    }
    const element = readFileSync(new URL('../face-session-capture.ts', import.meta.url), 'utf8');
    for (const [, key] of element.matchAll(/\btexts\.(\w+)/g)) used.add(String(key));
    expect(Object.keys(en).filter((key) => !used.has(key))).toEqual([]);
  });

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
      expect(same.map(([key]) => key)).toEqual([]);
    }
  });

  it.each(languages)('count attempts by the plural rules of %s', async (tag) => {
    const { texts } = await resolveLanguage(tag);
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const category of categories) expect(texts.attemptsLeft[category], category).toBeTruthy();
    const number = new Intl.NumberFormat(tag).format(3);
    expect(plural(texts.attemptsLeft, 3, tag)).toContain(number);
    expect(plural(texts.attemptsLeft, 1, tag)).not.toContain('{');
  });

  it('run from right to left where the script does', async () => {
    const rtl = await Promise.all(languages.map(async (tag) => ((await resolveLanguage(tag)).direction === 'rtl' ? [tag] : [])));
    expect(rtl.flat()).toEqual(['ar', 'ur', 'fa']);
  });
});
