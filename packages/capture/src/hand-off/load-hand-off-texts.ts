import type { HandOffTexts } from './hand-off-texts.js';

export type { HandOffTexts } from './hand-off-texts.js';

/** The texts of a hand-off for a BCP 47 tag, for the hosted page; English where there are none. Loaded when they are first needed. */
export async function loadHandOffTexts(tag: string): Promise<HandOffTexts> {
  return (await import('./hand-off-texts.js')).handOffTextsOf(tag);
}
