import { languages, loadHandOffTexts, resolveLanguage } from '@face-session/capture';
import type { HandOffProgress } from '@face-session/protocol';
import type { OpenLinkResponse } from '@face-session/protocol/schemas';
import { describe, expect, it } from 'vitest';
import { receiversOf } from './frame.js';
import { en as own } from './texts/en.js';
import { pageLanguages, pageTexts } from './texts/page-texts.js';
import { viewOf, type LinkState, type PageState, type PageView } from './view.js';

const language = await resolveLanguage('en');
const captureTexts = language.texts;
const en = { ...own, ...(await loadHandOffTexts('en')) };
const wording = { language, page: en };
const linkOf = (over: Partial<OpenLinkResponse> = {}): OpenLinkResponse => ({
  status: 'opened',
  name: 'Bank',
  selfieKeptSeconds: 1_800,
  allowHandOff: 'never',
  ...over,
});
const view = (over: Partial<OpenLinkResponse> = {}, mine = false): PageView => viewOf({ name: 'link', link: linkOf(over), mine }, wording);
const actions = ({ buttons }: PageView): string[] => buttons.map(({ action }) => action);

describe('the page of a link', () => {
  it('says who asks, what to prepare, who receives what, and when the picture is deleted', () => {
    const { kind, lines, notes, tips, consent, privacy, buttons } = view();
    expect([kind, lines[0]]).toEqual(['ask', '\u2068Bank\u2069 asks you to confirm who you are.']);
    expect(notes).toEqual([
      '\u2068Bank\u2069 receives the result and a picture of your face.',
      'Your picture is deleted after 30 minutes.',
    ]);
    expect([tips.length, consent, privacy, buttons.map(({ action }) => action)]).toEqual([3, null, null, ['start']]);
  });

  it('does not speak of a picture that is not kept', () => {
    expect(view({ selfieKeptSeconds: 0 }).notes).toEqual(['\u2068Bank\u2069 receives the result.', 'Your picture is not kept.']);
  });

  it('asks for consent where the client demands it, and not again once the link is started', () => {
    const asking = { consentVersion: '1', privacyURL: 'https://app.example/privacy' };
    expect(view(asking)).toMatchObject({ consent: en.consent, privacy: { url: 'https://app.example/privacy' } });
    expect(view({ ...asking, status: 'started' }, true)).toMatchObject({ kind: 'ask', consent: null });
  });

  it('shows a link that another device has started as used', () => {
    expect(view({ status: 'started' }).title).toBe(en.usedTitle);
  });

  it.each<[OpenLinkResponse['status'], PageView['kind'], string]>([
    ['passed', 'passed', captureTexts.passed],
    ['failed', 'over', captureTexts.endTitle_attempts],
    ['ended', 'over', captureTexts.fault_SESSION_EXPIRED],
    ['expired', 'over', en.expiredTitle],
  ])('%s is an end, with the way back where there is one', (status, kind, title) => {
    expect(view({ status })).toMatchObject({ kind, title, buttons: [] });
    expect(actions(view({ status, returnURL: 'https://app.example/' }))).toEqual(['return']);
  });

  it.each<[Extract<PageState, { name: 'fault' }>['fault'], string[]]>([
    ['invalid', []],
    ['offline', ['retry']],
    ['busy', ['retry']],
    ['broken', ['retry']],
  ])('%s can be tried again where that helps', (fault, expected) => {
    expect(actions(viewOf({ name: 'fault', fault }, wording))).toEqual(expected);
  });
});

describe('a hand-off', () => {
  const address = { url: 'https://id.example/l/#h.x', qrSVG: '<svg/>', code: 'RIVER 42', expiresAt: '2026-01-01T00:05:00.000Z' };
  const progress = (over: Partial<HandOffProgress> = {}): HandOffProgress => ({
    status: 'opened',
    handOff: 'waiting',
    failedAttempts: 0,
    code: 'RIVER 42',
    ...over,
  });
  const handed = (state: Partial<LinkState>, over: Partial<OpenLinkResponse> = {}): PageView =>
    viewOf({ name: 'link', link: linkOf({ allowHandOff: 'offer', ...over }), mine: false, ...state }, wording);

  it('is beside the capture on a wide screen, behind a button on a small one, and nowhere unless it is allowed', () => {
    const waiting = { address, progress: progress() };
    const both = handed({ place: 'both', handOff: waiting });
    expect([both.kind, both.phone?.title, both.phone?.address, actions(both)]).toEqual(['ask', en.phoneTitle, address, ['start']]);
    expect([handed({ place: 'here' }).phone, actions(handed({ place: 'here' }))]).toEqual([null, ['start', 'useOther']]);
    expect([view().phone, actions(view())]).toEqual([null, ['start']]);
  });

  it('takes the place of the capture where the link demands it', () => {
    const waiting = { place: 'phone', handOff: { address, progress: progress() } } as const;
    const only = handed(waiting, { allowHandOff: 'only' });
    expect([only.kind, only.phone?.code?.code, only.phone?.live, actions(only)]).toEqual(['phone', 'RIVER 42', en.phoneWaiting, []]);
    expect(actions(handed(waiting))).toEqual(['useThis']);
  });

  it.each<[string, Partial<HandOffProgress>, string | null, string[]]>([
    ['a phone that opened it', { handOff: 'opened' }, en.phoneReady, ['newCode', 'useThis']],
    ['a session under way', { handOff: 'opened', status: 'started' }, en.phoneRuns, []],
    ['a failed attempt', { handOff: 'opened', status: 'started', failedAttempts: 1 }, en.phoneRetry, []],
    ['an expired code', { handOff: 'expired' }, null, ['useThis']],
  ])('tells of %s, and offers what is left', (_, over, live, expected) => {
    const shown = handed({ place: 'phone', handOff: { address, progress: progress(over) } });
    expect([shown.kind, shown.phone?.live, actions(shown)]).toEqual(['phone', live, expected]);
    expect(shown.phone?.buttons.length).toBe(over.handOff === 'expired' ? 1 : 0);
  });

  it('shows the phone who asks and the code, and sends the person back to the computer, whatever the end', () => {
    const phone = handed({ code: 'RIVER 42' }, { allowHandOff: 'never' });
    expect(phone.code).toEqual({ label: en.computerCode, code: 'RIVER 42', note: en.computerWarning });
    expect(phone.lines[0]).toContain('Bank');
    expect(phone.buttons).toEqual([{ action: 'start', label: en.codesMatch }]);
    for (const status of ['passed', 'failed', 'ended', 'expired'] as const) {
      expect(handed({ code: 'RIVER 42' }, { status })).toMatchObject({ lines: [en.goBack], buttons: [] });
    }
  });
});

it('speaks every language of the capture', () => {
  expect([...pageLanguages].sort()).toEqual([...languages].sort());
});

describe.each(pageLanguages)('the texts in %s', (tag) => {
  it('name who asks where the English ones do', async () => {
    const texts = await pageTexts(tag);
    for (const [key, text] of Object.entries(own)) {
      const translated = texts[key as keyof typeof own];
      expect([key, translated.includes('{name}'), translated.trim() === translated && translated !== '']).toEqual([
        key,
        text.includes('{name}'),
        true,
      ]);
    }
  });
});

describe('what a page around this one is told', () => {
  const registered = ['https://app.example', 'https://other.example'];
  it.each([
    ['https://app.example', ['https://app.example']],
    ['https://evil.example', []],
    [undefined, registered],
  ])('goes to registered origins only: around is %s', (around, receivers) => {
    expect(receiversOf(registered, around)).toEqual(receivers);
  });
});
