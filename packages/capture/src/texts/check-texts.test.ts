import { describe, expect, it } from 'vitest';
import { checkTexts } from './check-texts.js';
import type { PartialTexts } from './texts.js';

describe('texts of the integrator', () => {
  const check = (texts: unknown): void => {
    checkTexts(texts as PartialTexts);
  };

  it.each([
    ['texts', null],
    ['texts', 'a text'],
    ['texts', () => undefined],
    ['texts.tryAgain', { tryAgain: 3 }],
    ['texts.tryAgain', { tryAgain: undefined }],
    ['texts.tryAgain', { tryAgain: { other: 'again' } }],
    ['texts.attemptsLeft', { attemptsLeft: '{count} left' }],
    ['texts.attemptsLeft', { attemptsLeft: null }],
    ['texts.attemptsLeft', { attemptsLeft: { one: 'one left' } }],
    ['texts.attemptsLeft', { attemptsLeft: { one: 1, other: '{count} left' } }],
    ['texts.attemptsLeft', { attemptsLeft: { one: null, other: '{count} left' } }],
  ])('are refused by name: %s, %j', (name, texts) => {
    expect(() => {
      check(texts);
    }).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG', message: expect.stringContaining(name) as string }) as Error);
  });

  it('are taken in part, with plural forms and with keys that this version does not know', () => {
    for (const texts of [
      undefined,
      {},
      { tryAgain: 'Again', attemptsLeft: { other: '{count}' } },
      { attemptsLeft: { few: 'a', other: 'b' } },
      { later: 5 },
    ])
      expect(() => {
        check(texts);
      }).not.toThrow();
  });
});
