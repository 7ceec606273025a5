import { drawLight, lightDeadlineMs, lightPlan, type BurstDecision } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import { attemptAudit, type ChargedAttempt } from './attempt-audit.js';
import { sealAttempt } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
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

/** Draws the colours of a challenge of light. The findings of the burst are in the audit log from here on, even if the challenge is never answered. */
export async function challengeLight(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  { then, instead, verdict, findings, matchLevel, neutral, image, openedAt }: ShownBeforeLight,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  const { store, sealer, random, clock } = parts;
  const steps = drawLight((below) => random.integer(below));
  const expiresInMs = lightDeadlineMs(steps);
  const now = clock();
  const light = { steps, then, instead, challengedAtMs: now - openedAt, neutral, matchLevel, image: Buffer.from(image).toString('base64') };
  const record = { ...attempt.record, light };
  const { subject, facts } = attemptAudit(parts, context, { ...attempt, record });
  const challenged = await store.challengeAttempt(
    attemptKeyOf(context, attempt.attemptId),
    sealAttempt(sealer, attempt.attemptId, record),
    now + expiresInMs,
    { ...subject, event: 'attempt.challenged', details: { ...facts, verdict, matchLevel, findings } },
  );
  if (!challenged) return sessionRefusal('gone');
  parts.metrics.attempts.inc({ outcome: 'challenged', reason: 'light', client: context.client.clientId });
  return { outcome: 'light', steps, expiresInMs, frames: lightPlan(steps) };
}
