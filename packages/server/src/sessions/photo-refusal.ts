import type { PhotoOutcome } from '@face-session/face/node';
import { refusal, type Refusal } from './refusal.js';

/** The refusal of a photo that was not accepted: `field` is its name in the request, the detail says what is wrong with the file. */
export function photoRefusal(outcome: Extract<PhotoOutcome, { accepted: false }>, field: string): Refusal {
  const detail = 'detail' in outcome ? outcome.detail : undefined;
  return refusal(outcome.code, detail === undefined ? field : `${field}: ${detail}.`);
}
