import { drawLight, lightDeadlineMs, lightPlan, type BurstDecision } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import type { ChargedAttempt } from './attempt-audit.js';
import type { SessionParts } from './parts.js';
import { recordChallenge } from './record-challenge.js';
import { sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/** What the burst of an attempt has shown before light is shown. */
type ShownBeforeLight = Pick<
  Extract<BurstDecision, { outcome: 'light' }>,
  'then' | 'instead' | 'verdict' | 'findings' | 'matchLevel' | 'neutral'
> & {
  /** The audit-trail image as it would be kept, JPEG. */
  readonly image: Uint8Array;
  readonly openedAt: number;
};

/** Draws the colours of a challenge of light, and records it. */
export async function challengeLight(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  { then, instead, verdict, findings, matchLevel, neutral, image, openedAt }: ShownBeforeLight,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  const steps = drawLight((below) => parts.random.integer(below));
  const expiresInMs = lightDeadlineMs(steps);
  const now = parts.clock();
  const light = { steps, then, instead, challengedAtMs: now - openedAt, neutral, matchLevel, image: Buffer.from(image).toString('base64') };
  const record = { ...attempt.record, light };
  const recorded = { verdict, findings, matchLevel, record, expiresAt: now + expiresInMs, reason: 'light' } as const;
  if (!(await recordChallenge(parts, context, { ...attempt, record }, recorded))) return sessionRefusal('gone');
  return { outcome: 'light', steps, expiresInMs, frames: lightPlan(steps) };
}
