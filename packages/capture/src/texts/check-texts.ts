import { invalidConfig as wrong } from '../capture-error.js';
import { en } from './en.js';
import type { PartialTexts } from './texts.js';

/**
 * Checks words of the integrator's own: a text that is no text would break the screen in the middle of a session.
 * @throws CaptureError INVALID_CONFIG that names the text
 */
export function checkTexts(texts: PartialTexts | undefined): void {
  if (texts === undefined) return;
  if (typeof texts !== 'object' || (texts as unknown) === null) throw wrong('texts is not an object.');
  const isText = (text: unknown): boolean => typeof text === 'string';
  for (const [key, wanted] of Object.entries(en)) {
    if (!(key in texts)) continue;
    const text: unknown = texts[key as keyof PartialTexts];
    const isRight = isText(wanted) ? isText(text) : isPlural(text) && Object.values(text).every(isText);
    if (!isRight) throw wrong(`texts.${key} is not shaped like the English text.`);
  }
}

function isPlural(text: unknown): text is { readonly other: unknown } {
  return typeof text === 'object' && text !== null && 'other' in text;
}
