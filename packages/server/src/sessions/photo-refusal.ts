import type { PhotoOutcome } from '@face-session/face/node';
import { refusal, type Refusal } from './refusal.js';

type RejectedPhoto = Extract<PhotoOutcome, { accepted: false }>;

/** Why a photo is refused. */
export type PhotoRefusal = Refusal<RejectedPhoto['code']>;

/** The refusal of a photo that was not accepted: `field` is its name in the request, the detail says what is wrong with the file. */
export function photoRefusal(outcome: RejectedPhoto, field: string): PhotoRefusal {
  const detail = 'detail' in outcome ? outcome.detail : undefined;
  return refusal(outcome.code, detail === undefined ? field : `${field}: ${detail}.`);
}
