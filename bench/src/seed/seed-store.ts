import {
  rollUp,
  SOURCES_MS,
  type AuditEntry,
  type ClientPolicy,
  type SessionSource,
  type Store,
  type StoredTraceEvent,
} from '@face-session/server';
import { simulateTraffic } from './traffic.js';

/** How many entries are written at once. */
const ENTRIES_AT_ONCE = 2_000;

/** Trace events of one statement: databases bound its parameters. */
const EVENTS_AT_ONCE = 2_000;

/** The clients of the simulated traffic, with their shares. */
const simulatedClients: readonly { clientId: string; name: string; share: number; isTraced: boolean; policy: ClientPolicy }[] = [
  { clientId: 'north-bank', name: 'North Bank', share: 60, isTraced: true, policy: { traceEvents: true, review: true } },
  { clientId: 'car-rental', name: 'Car rental', share: 28, isTraced: true, policy: { traceEvents: true, livenessPolicy: 'active' } },
  { clientId: 'ticket-office', name: 'Ticket office', share: 12, isTraced: false, policy: { minimumMatchLevel: 4 } },
];

/** How much was written. */
interface SeedReport {
  readonly sessions: number;
  readonly auditEntries: number;
  readonly traceEvents: number;
}

/** Writes simulated traffic into a migrated store, and brings the figures of the console up to it. No picture, no template, no person. */
export async function seedStore(
  store: Store,
  {
    days,
    sessionsPerDay,
    seed,
    now,
  }: { readonly days: number; readonly sessionsPerDay: number; readonly seed: number; readonly now: number },
): Promise<SeedReport> {
  for (const { clientId, name, policy } of simulatedClients) {
    await store.addClient({
      clientId,
      name,
      scopes: ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK'],
      disabled: false,
      policy,
      resultKey: null,
      signingAlgorithm: 'RS256',
      test: false,
      createdAt: now - days * 24 * 60 * 60 * 1000,
    });
  }
  const report = { sessions: 0, auditEntries: 0, traceEvents: 0 };
  let audit: AuditEntry[] = [];
  let trace: StoredTraceEvent[] = [];
  let sources: SessionSource[] = [];
  const write = async (): Promise<void> => {
    await store.addAuditEntries(audit);
    for (let index = 0; index < trace.length; index += EVENTS_AT_ONCE)
      await store.addTraceEvents(trace.slice(index, index + EVENTS_AT_ONCE));
    await store.noteSources(sources);
    report.auditEntries += audit.length;
    report.traceEvents += trace.length;
    [audit, trace, sources] = [[], [], []];
  };
  for (const session of simulateTraffic({ days, sessionsPerDay, seed, now, clients: simulatedClients })) {
    report.sessions++;
    audit.push(...session.audit);
    trace.push(...session.trace);
    sources.push(...session.sources.filter(({ at }) => at > now - SOURCES_MS));
    if (audit.length >= ENTRIES_AT_ONCE) await write();
  }
  await write();
  await rollUp({ store, clock: () => now });
  return report;
}
