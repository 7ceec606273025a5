import type { AttemptOutcome, OpenAttemptResponse } from '@face-session/protocol';
import { ServiceError } from '../fault-errors.js';
import { en } from '../texts/en.js';

/* The answers of the service, checked where they come in by what the screen can show. Protocol's schemas would add their library to every page. */

type PartCheck = (value: unknown) => boolean;
type Shape = Readonly<Record<string, PartCheck>>;

const isText: PartCheck = (value) => typeof value === 'string' && value !== '';
const isCount: PartCheck = (value) => Number.isInteger(value) && (value as number) >= 0;
/** Whether the screen has words for it. */
const hasWords =
  (prefix: string): PartCheck =>
  (value) =>
    `${prefix}_${String(value)}` in en;
const fits =
  (shape: Shape): PartCheck =>
  (value) =>
    faultIn(value, shape) === undefined;
const isPlan = fits({ count: isCount, intervalMs: isCount, maxBytes: isCount });

const outcomes: Readonly<Record<AttemptOutcome['outcome'], Shape>> = {
  passed: { result: isText },
  failed: { code: hasWords('retryTitle'), remainingAttempts: isCount },
  challenged: {
    gestures: (value) => Array.isArray(value) && value.length > 0 && value.every(hasWords('gesture')),
    expiresInMs: isCount,
    frames: isPlan,
  },
  light: { frames: isPlan },
};

/** @throws ServiceError that names the part which is not as documented */
export function openingOf(answer: unknown): OpenAttemptResponse {
  check(answer, { attemptId: isText, sessionExpiresInMs: isCount, burst: isPlan });
  return answer as OpenAttemptResponse;
}

/** @throws ServiceError that names the part which is not as documented */
export function outcomeOf(answer: unknown): AttemptOutcome {
  check(answer, { outcome: (value) => Object.keys(outcomes).includes(String(value)) });
  const outcome = answer as AttemptOutcome;
  check(answer, outcomes[outcome.outcome]);
  if (outcome.outcome !== 'failed') return outcome;
  // A newer service may know faults and causes that this version has no words for.
  const { gestureFault, qualityCause } = outcome;
  return {
    ...outcome,
    gestureFault: hasWords('gestureFault')(gestureFault) ? gestureFault : undefined,
    qualityCause: hasWords('cause')(qualityCause) ? qualityCause : undefined,
  };
}

function check(answer: unknown, shape: Shape): void {
  const part = faultIn(answer, shape);
  if (part !== undefined) throw new ServiceError('VERSION_MISMATCH', `The answer of the service is not as documented: ${part}.`);
}

/** The first part of a value that does not fit. */
function faultIn(value: unknown, shape: Shape): string | undefined {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return Object.keys(shape).find((key) => shape[key]?.(fields[key]) !== true);
}
