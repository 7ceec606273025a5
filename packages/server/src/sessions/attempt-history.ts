import { historyRefusal, type AttemptHistory, type HistoryKind } from '@face-session/liveness';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { ChargedAttempt } from './attempt-audit.js';
import type { SessionParts } from './parts.js';
import type { SessionContext } from './session-context.js';

/** Length of a window in which attempts are counted, in milliseconds, and how many windows are remembered: the last 45 to 60 minutes. */
const WINDOW_MS = 15 * 60 * 1000;
const WINDOWS = 4;

/** Whose attempts are counted: a keyed hash of each, of one client. */
export type HistorySubjects = Partial<Readonly<Record<HistoryKind, string | undefined>>>;

type HistoryParts = Pick<SessionParts, 'store' | 'sealer' | 'clock' | 'livenessCalibration'>;

/** How an attempt ended, as it is counted. */
type CountedEnd = 'failed' | 'passed';

/**
 * Returns under what the attempts of a session are counted: the session, and, as far as they are known, user, photo, device and address. The store gets keyed hashes
 * with the client in them, so that no client's attempts count for another's.
 * @param template of the reference photo, as it was sealed; undefined if it is not open yet
 */
export function historySubjects(
  { sealer }: Pick<SessionParts, 'sealer'>,
  { client, sessionId, address }: SessionContext,
  { userIdentifier, installationId }: { readonly userIdentifier: string | null; readonly installationId?: string | undefined },
  template?: Uint8Array,
): HistorySubjects {
  const hashOf = (kind: HistoryKind, value: string | null | undefined): HistorySubjects =>
    value === null || value === undefined
      ? {}
      : { [kind]: sealer.keyedHash('attempt-history', JSON.stringify([client.clientId, kind, value])).slice(0, 32) };
  return {
    ...hashOf('session', identifierHash(sessionId)),
    ...hashOf('user', userIdentifier === null ? null : userHashOf(sealer, userIdentifier)),
    ...hashOf('photo', template && Buffer.from(template).toString('base64')),
    ...hashOf('device', installationId?.toLowerCase()),
    ...hashOf('address', address),
  };
}

/** As {@link historySubjects}, of a charged attempt; none of a test session, whose outcomes are made up. */
export function subjectsOf(parts: Pick<SessionParts, 'sealer'>, context: SessionContext, attempt: ChargedAttempt): HistorySubjects {
  if (context.client.test) return {};
  const template = parts.sealer.open('template', context.sessionId, attempt.templateSealed);
  const { userIdentifier, wishes } = attempt.record;
  return historySubjects(parts, context, { userIdentifier, installationId: wishes.device?.installationId }, template);
}

/** Counts the end of an attempt for all its subjects. */
export async function countAttempt({ store, clock }: HistoryParts, subjects: HistorySubjects, end: CountedEnd): Promise<void> {
  const window = windowAt(clock());
  const known = knownOf(subjects).filter(([kind]) => end === 'failed' || kind === 'address');
  const keys = known.map(([kind, subject]) => keyOf(end, kind, window, subject));
  await store.countEach(keys, (window + WINDOWS) * WINDOW_MS);
}

/** Returns the earlier attempts of the subjects, of the last 45 to 60 minutes. */
export async function attemptHistory(parts: HistoryParts, subjects: HistorySubjects): Promise<AttemptHistory> {
  return sumOf(await countedWindows(parts, subjects));
}

/**
 * Returns the seconds after which an attempt may be opened again, or null: it may be opened now. Refused are devices and addresses from which very many attempts failed.
 * The wait ends when enough of them are forgotten, if no more are added.
 */
export async function refusedForSeconds(parts: HistoryParts, subjects: HistorySubjects): Promise<number | null> {
  const { device, address } = subjects;
  const windows = await countedWindows(parts, { device, address });
  const thresholds = parts.livenessCalibration.history;
  const isRefusedWithout = (forgotten: number): boolean => historyRefusal(sumOf(windows.slice(forgotten)), thresholds) !== null;
  if (!isRefusedWithout(0)) return null;
  let forgotten = 1;
  while (isRefusedWithout(forgotten)) forgotten++;
  const now = parts.clock();
  return Math.ceil(((windowAt(now) + 1) * WINDOW_MS - now + (forgotten - 1) * WINDOW_MS) / 1000);
}

/** The counts of each remembered window, the oldest first. */
async function countedWindows({ store, clock }: HistoryParts, subjects: HistorySubjects): Promise<AttemptHistory[]> {
  const current = windowAt(clock());
  const windows = Array.from({ length: WINDOWS }, (_, index) => current - WINDOWS + 1 + index);
  const known = knownOf(subjects);
  const keys = windows.flatMap((window) =>
    known.flatMap(([kind, subject]) => [
      keyOf('failed', kind, window, subject),
      ...(kind === 'address' ? [keyOf('passed', kind, window, subject)] : []),
    ]),
  );
  const counts = await store.countsOf(keys);
  const countOf = (end: CountedEnd, kind: HistoryKind, window: number, subject: string): number =>
    counts.get(keyOf(end, kind, window, subject)) ?? 0;
  return windows.map((window) =>
    Object.fromEntries(
      known.map(([kind, subject]) => [
        kind,
        { failed: countOf('failed', kind, window, subject), passed: countOf('passed', kind, window, subject) },
      ]),
    ),
  );
}

function sumOf(windows: readonly AttemptHistory[]): AttemptHistory {
  const sum: Partial<Record<HistoryKind, { failed: number; passed: number }>> = {};
  for (const window of windows) {
    for (const [kind, { failed, passed }] of Object.entries(window) as [HistoryKind, { failed: number; passed: number }][]) {
      const before = sum[kind] ?? { failed: 0, passed: 0 };
      sum[kind] = { failed: before.failed + failed, passed: before.passed + passed };
    }
  }
  return sum;
}

function knownOf(subjects: HistorySubjects): [HistoryKind, string][] {
  return (Object.entries(subjects) as [HistoryKind, string | undefined][]).flatMap(([kind, subject]) =>
    subject === undefined ? [] : [[kind, subject]],
  );
}

function windowAt(now: number): number {
  return Math.floor(now / WINDOW_MS);
}

function keyOf(end: CountedEnd, kind: HistoryKind, window: number, subject: string): string {
  return `${end} ${kind}:${String(window)}:${subject}`;
}
