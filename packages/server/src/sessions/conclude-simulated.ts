import { setTimeout } from 'node:timers/promises';
import { attemptRules, challengeOf, type NeutralFace } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import type { ChargedAttempt } from './attempt-audit.js';
import { challengeAttempt } from './challenge-attempt.js';
import { challengeLight } from './challenge-light.js';
import { failAttempt, passAttempt, type AttemptConclusion } from './conclude-attempt.js';
import { rulesAfterDecline } from './declined-gesture.js';
import type { SessionParts } from './parts.js';
import type { Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { openSimulation, simulatedDecision, testImage } from './simulation.js';

/** What the store tells of a charged attempt. */
interface SimulatedBurst {
  /** The outcome, in place of a template. */
  readonly templateSealed: Uint8Array;
  readonly openedAt: number;
  readonly declinedSealed: Uint8Array | null;
}

/** Nobody is there whose gestures could be compared with the face before them. */
const noFace: NeutralFace = {
  template: [],
  yaw: 0,
  pitch: 0,
  roll: 0,
  eyeLineRoll: 0,
  eyeDistance: 0,
  height: 0,
  noseAcross: 0,
  noseDown: 0,
  picture: { width: 0, height: 0 },
  lastCapturedAtMs: 0,
};

/** Answers the burst of a test client by the outcome of its session, whatever the pictures are: with a conclusion, or with the gestures of the client's rules. */
export async function concludeSimulated(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  { templateSealed, openedAt, declinedSealed }: SimulatedBurst,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  const simulation = openSimulation(parts.sealer, context.sessionId, templateSealed);
  const common = { verdict: 'doubtful', findings: {}, matchLevel: 5, neutral: noFace, image: testImage, openedAt } as const;
  if (simulation.light && attempt.record.wishes.showsLight)
    return challengeLight(parts, context, attempt, { ...common, then: null, instead: null });
  if (!simulation.gestures) return concludeAsTold(parts, context, attempt, templateSealed);
  const wished = attemptRules(parts.config, context.client.policy, attempt.record.wishes);
  const rules = rulesAfterDecline(wished, parts.sealer, context.sessionId, declinedSealed);
  const challenge = challengeOf(rules.gestureCount, rules.excludedGestures);
  if (challenge === null) throw new Error(`No challenge can be drawn without ${rules.excludedGestures.join(' and ')}`);
  return challengeAttempt(parts, context, attempt, { ...common, challenge });
}

/** Concludes an attempt of a test client by the outcome of its session. Recorded like any other. */
export async function concludeAsTold(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  outcomeSealed: Uint8Array,
): Promise<AttemptConclusion | Refusal<'SESSION_EXPIRED'>> {
  const simulation = openSimulation(parts.sealer, context.sessionId, outcomeSealed);
  if (simulation.delayMs !== undefined) await setTimeout(simulation.delayMs);
  const decision = simulatedDecision(simulation, attempt.number);
  if (decision.outcome === 'failed') return failAttempt(parts, context, attempt, decision);
  return passAttempt(parts, context, attempt, decision, testImage);
}
