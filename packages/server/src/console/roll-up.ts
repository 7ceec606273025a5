import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { StoredAuditEntry } from '../store/audit-store.js';
import type { Store } from '../store/store.js';
import type { SessionSummary } from '../store/summary-store.js';
import type { StoredTraceEvent } from '../store/trace-event-store.js';
import { changesOf, HOUR_MS } from './contributions.js';
import { summarise } from './summarise.js';

interface RollUpParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Name of the fact that holds until when entries were read. */
const READ_UNTIL = 'console-read-until';

/** How much of what was read is read again, in milliseconds: an entry is committed after the moment that it names. */
const OVERLAP_MS = 2 * 60 * 1000;

/** Sessions of one step: other work of the process gets its turn in between. */
const SESSIONS_AT_ONCE = 200;

/** Time between two rounds, in milliseconds: as old are the console's figures at most, and a little more. */
const ROUND_MS = 15 * 1000;

/** How long a round goes on, in milliseconds: the first one of an old store has much to read. */
const ROUND_BUDGET_MS = 10 * 1000;

/**
 * Reads what the audit log and the trace events have since the last time, and brings summaries and totals up to it.
 * @param budgetMs how long; the rest is left to the next time
 * @returns whether everything was read
 */
export async function rollUp(parts: RollUpParts, budgetMs = Infinity): Promise<boolean> {
  const { store, clock } = parts;
  const deadline = Date.now() + budgetMs;
  const now = clock();
  let from = Number((await store.fact(READ_UNTIL)) ?? 0) - OVERLAP_MS;
  for (;;) {
    const oldest = await store.oldestEntry(from);
    if (oldest === null || oldest > now) break;
    const to = Math.min(oldest + HOUR_MS, now + 1);
    await summariseSessions(parts, await store.sessionsTouched(oldest, to));
    await store.setFact(READ_UNTIL, String(to));
    from = to;
    if (to > now) break;
    if (Date.now() > deadline) return false;
  }
  for (;;) {
    const over = await store.sessionsOver(now, SESSIONS_AT_ONCE);
    const changed = await summariseSessions(parts, over);
    // One whose entries are deleted stays as it was.
    if (over.length < SESSIONS_AT_ONCE || changed === 0) return true;
    if (Date.now() > deadline) return false;
  }
}

/** Returns how many of them changed. */
async function summariseSessions({ store, clock }: RollUpParts, sessionHashes: readonly string[]): Promise<number> {
  let changed = 0;
  const reviewed = new Set((await store.listClients()).filter(({ policy }) => policy.review === true).map(({ clientId }) => clientId));
  for (let index = 0; index < sessionHashes.length; index += SESSIONS_AT_ONCE) {
    const hashes = sessionHashes.slice(index, index + SESSIONS_AT_ONCE);
    const { audit, trace } = await store.entriesOf(hashes);
    const entries = bySession(audit);
    const events = bySession(trace);
    const before = new Map((await store.summariesOf(hashes)).map((summary) => [summary.sessionHash, summary]));
    const after = hashes.flatMap((hash) => {
      const own = entries.get(hash) ?? [];
      const summary = summarise(own, events.get(hash) ?? [], clock(), reviewed.has(own[0]?.clientId ?? ''));
      return summary && !isSame(summary, before.get(hash)) ? [summary] : [];
    });
    if (after.length > 0) {
      const replaced = after.flatMap(({ sessionHash }) => before.get(sessionHash) ?? []);
      await store.putSummaries(after, changesOf(replaced, after));
    }
    changed += after.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return changed;
}

function bySession<Entry extends StoredAuditEntry | StoredTraceEvent>(entries: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const hash = entry.sessionHash ?? '';
    const own = found.get(hash);
    if (own) own.push(entry);
    else found.set(hash, [entry]);
  }
  return found;
}

function isSame(one: SessionSummary, other: SessionSummary | undefined): boolean {
  return other !== undefined && (Object.keys(one) as (keyof SessionSummary)[]).every((key) => String(one[key]) === String(other[key]));
}

/** Brings the console's figures up to date at intervals, on one replica at a time. Returns a function that stops it. */
export function startRollUp(parts: RollUpParts & { readonly logger: Logger }): () => Promise<void> {
  const { store, clock, logger } = parts;
  const round = async (): Promise<void> => {
    try {
      const now = clock();
      if (await store.takeLease('roll-up', now, now + ROUND_BUDGET_MS)) await rollUp(parts, ROUND_BUDGET_MS);
    } catch (error) {
      logger.warn({ err: error }, 'the figures of the console could not be brought up to date, will be tried again');
    }
  };
  let running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, ROUND_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
