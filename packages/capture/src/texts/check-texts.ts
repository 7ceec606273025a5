import { invalidConfig as wrong } from '../capture-error.js';
import { en } from './en.js';
import type { PartialTexts } from './texts.js';

/**
 * Checks words of the integrator's own: a text that is no text would break the screen in the middle of a session.
 * @throws CaptureError INVALID_CONFIG that names the text
 */
export function checkTexts(texts: PartialTexts | undefined): void {
  if (texts === undefined) return;
  for (const [key, wanted] of Object.entries(en)) {
    if (!(key in texts)) continue;
    const text = (texts as Record<string, { other?: unknown } | string | null | undefined>)[key];
    const isRight = typeof wanted === 'string' ? typeof text === 'string' : typeof text === 'object' && typeof text?.other === 'string';
    if (!isRight) throw wrong(`texts.${key} is not shaped like the English text.`);
  }
}
