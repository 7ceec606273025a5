import { setTimeout } from 'node:timers/promises';
import type { ChargedAttempt } from './attempt-audit.js';
import { failAttempt, passAttempt, type AttemptConclusion } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
import type { Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { openSimulation, simulatedDecision, testImage } from './simulation.js';

/** Concludes a charged attempt of a test client by the outcome of its session, whatever the pictures are. Recorded like any other. */
export async function concludeSimulated(
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
