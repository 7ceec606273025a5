import { identifierHash } from '../keys/identifier-hash.js';
import { sourceKinds } from '../store/summary-store.js';
import type { HistorySubjects } from './attempt-history.js';
import type { SessionParts } from './parts.js';
import type { SessionContext } from './session-context.js';

/**
 * Notes from which address and with which photo a session was attempted, for the operators' console, which counts those that come back. Nothing without a console.
 * @param subjects keyed hashes, of one client
 */
export async function noteSources(
  { config, store, clock }: Pick<SessionParts, 'config' | 'store' | 'clock'>,
  { sessionId }: Pick<SessionContext, 'sessionId'>,
  subjects: HistorySubjects,
  passed: boolean,
): Promise<void> {
  if (config.console === null) return;
  const [sessionHash, at] = [identifierHash(sessionId), clock()];
  const sources = sourceKinds.flatMap((kind) => {
    const hash = subjects[kind];
    return hash === undefined ? [] : [{ sessionHash, kind, hash, at, passed }];
  });
  if (sources.length > 0) await store.noteSources(sources);
}
