import { describe, expect, it } from 'vitest';
import { en } from './en.js';
import { addLanguage, resolveLanguage } from './languages.js';

describe('the language of a session', () => {
  it.each([
    ['ar-AE', 'ar-AE', 'rtl', 'خروج'],
    ['pt_BR', 'pt-BR', 'ltr', 'Sair'],
    ['zh-Hant-TW', 'zh-Hant-TW', 'ltr', '离开'],
    ['xx', 'en', 'ltr', 'Leave'],
    ['not a tag!', 'en', 'ltr', 'Leave'],
  ])('for the wish %s falls back by its chain', async (wanted, tag, direction, exit) => {
    expect(await resolveLanguage(wanted)).toMatchObject({ tag, direction, texts: { exit } });
  });

  it('spells as its region does', async () => {
    expect((await resolveLanguage('en-US')).texts.hint_centre).toBe('Center your face');
    expect((await resolveLanguage('en-GB')).texts.hint_centre).toBe('Centre your face');
  });

  it('is the first of the browser’s that there is, without a wish', async () => {
    Object.defineProperty(globalThis, 'navigator', { value: { languages: ['xx', 'sw-KE', 'de'] }, configurable: true });
    expect(await resolveLanguage(undefined)).toMatchObject({ tag: 'sw-KE' });
  });

  it('can be the integrator’s own, with English for what it leaves out', async () => {
    addLanguage('nl', { exit: 'Verlaten' });
    const { texts } = await resolveLanguage('nl-BE');
    expect(texts.exit).toBe('Verlaten');
    expect(texts.close).toBe(en.close);
  });

  it('can be changed by an own variant of one that is there, and by the session’s own words above all', async () => {
    addLanguage('de-AT', { exit: 'Hinaus' });
    expect((await resolveLanguage('de-AT')).texts).toMatchObject({ exit: 'Hinaus', close: 'Schließen' });
    expect((await resolveLanguage('de')).texts.exit).toBe('Verlassen');
    expect((await resolveLanguage('de-AT', { exit: 'Weg' })).texts.exit).toBe('Weg');
  });
});
