import { MAX_ATTEMPTS } from '@face-session/protocol';
import { simulateAttempt, type PlayedAttempt, type SimulatedService, type TamperingClient } from './attempt.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';

/** The presenters of a session, one for each attempt. A presenter may learn from the attempts before. */
export interface Visitor {
  attempt(number: number, earlier: readonly PlayedAttempt[], random: SeededRandom): { presenter: Presenter; client?: TamperingClient };
}

/** A session: all its attempts, whatever becomes of them, so that one session answers for every policy; it succeeds if one of them does. */
export async function simulateSession(visitor: Visitor, service: SimulatedService, random: SeededRandom): Promise<PlayedAttempt[]> {
  const attempts: PlayedAttempt[] = [];
  for (let number = 1; number <= MAX_ATTEMPTS; number++) {
    const { presenter, client } = visitor.attempt(number, attempts, random.fork(`visitor${number}`));
    attempts.push(await simulateAttempt(presenter, service, random.fork(`attempt${number}`), client));
  }
  return attempts;
}
