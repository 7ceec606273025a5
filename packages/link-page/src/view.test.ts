import { resolveLanguage } from '@face-session/capture';
import { describe, expect, it } from 'vitest';
import type { OpenedLink } from './link-client.js';
import { en } from './texts/en.js';
import { pageLanguages, pageTexts } from './texts/page-texts.js';
import { viewOf, type PageState, type View } from './view.js';

const language = await resolveLanguage('en');
const captureTexts = language.texts;
const wording = { language, page: en };
const linkOf = (over: Partial<OpenedLink> = {}): OpenedLink => ({ status: 'opened', name: 'Bank', selfieKeptSeconds: 1_800, ...over });
const view = (over: Partial<OpenedLink> = {}, mine = false): View => viewOf({ name: 'link', link: linkOf(over), mine }, wording);
const actions = ({ buttons }: View): string[] => buttons.map(({ action }) => action);

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

  it.each<[OpenedLink['status'], View['kind'], string]>([
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

describe.each(pageLanguages)('the texts in %s', (tag) => {
  it('name who asks where the English ones do', async () => {
    const texts = await pageTexts(tag);
    for (const [key, text] of Object.entries(en)) {
      const own = texts[key as keyof typeof en];
      expect([key, own.includes('{name}'), own.trim() === own && own !== '']).toEqual([key, text.includes('{name}'), true]);
    }
  });
});
