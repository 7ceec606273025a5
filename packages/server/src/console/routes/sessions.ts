import { z } from 'zod';
import { identifierHash, userHashOf } from '../../keys/identifier-hash.js';
import { recordEvent } from '../../record-event.js';
import { eraseUser } from '../../sessions/erase-user.js';
import { refusal } from '../../sessions/refusal.js';
import { deleteSessionByHash, openImage } from '../../sessions/session-info.js';
import type { StoredAuditEntry } from '../../store/audit-store.js';
import { summaryOutcomes, type SessionSummary } from '../../store/summary-store.js';
import type { StoredTraceEvent } from '../../store/trace-event-store.js';
import { chosenClients } from '../chosen-clients.js';
import { consoleRoute, type ConsoleParts } from '../console-route.js';
import { leavings } from '../summarise.js';

/** Sessions of one page of the list. */
const PAGE = 50;

/** Deliveries that a session is shown with: it has one event of each type. */
const MOST_DELIVERIES = 20;

/** Sessions of one user in an export. */
const MOST_OF_USER = 1_000;

const sessionHash = z.string().regex(/^[0-9a-f]{64}$/);
const uuid = z.uuid().toLowerCase();
const time = z.coerce.number().int().min(0);

/** `GET /api/sessions`: search, newest first. */
export const sessions = consoleRoute({
  method: 'GET',
  path: '/api/sessions',
  role: 'viewer',
  query: z.object({
    client: z.string().max(100).optional(),
    id: uuid.optional(),
    user: uuid.optional(),
    outcome: z.enum(summaryOutcomes).optional(),
    left: z.enum(leavings).optional(),
    from: time.optional(),
    to: time.optional(),
    after: z
      .string()
      .regex(/^\d{1,15}[.][0-9a-f]{64}$/)
      .optional(),
  }),
  subject: ({ query }) => ({ clientId: query.client, ...(query.id !== undefined && { sessionHash: identifierHash(query.id) }) }),
  async handle({ store, sealer }, { query }) {
    const [createdAt = '', hash = ''] = query.after?.split('.') ?? [];
    const found = await store.findSummaries(
      {
        ...(query.client !== undefined && query.client !== '' && { clientIds: [query.client] }),
        ...(query.id === undefined && query.user === undefined && query.client === undefined
          ? { clientIds: await chosenClients(store, undefined) }
          : {}),
        sessionHash: query.id === undefined ? undefined : identifierHash(query.id),
        userHash: query.user === undefined ? undefined : userHashOf(sealer, query.user),
        outcome: query.outcome,
        leftAt: query.left,
        from: query.from,
        to: query.to,
      },
      PAGE + 1,
      query.after === undefined ? undefined : { createdAt: Number(createdAt), sessionHash: hash },
    );
    return { sessions: found.slice(0, PAGE), hasMore: found.length > PAGE };
  },
});

/** `GET /api/session`: all that is known of one session. */
export const session = consoleRoute({
  method: 'GET',
  path: '/api/session',
  role: 'viewer',
  query: z.object({ session: sessionHash }),
  subject: ({ query }) => ({ sessionHash: query.session }),
  async handle({ store }, { query }) {
    const [summary] = await store.summariesOf([query.session]);
    if (!summary) return refusal('NOT_FOUND');
    const { audit, trace } = await store.entriesOf([query.session]);
    const [review] = await store.findReviews([query.session]);
    const shared = await store.sharedSources([query.session]);
    return { summary, events: timelineOf(audit, trace), findings: findingsOf(audit), shared, review: review ?? null };
  },
});

/** `POST /api/session/selfie`: the selfie by its id, as long as it is kept. Recorded with a reason before it is shown. */
export const sessionSelfie = consoleRoute({
  method: 'POST',
  path: '/api/session/selfie',
  role: 'reviewer',
  body: z.object({
    session: sessionHash,
    imageId: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{24}$/),
    reason: z.string().trim().min(3).max(500),
  }),
  subject: ({ body }) => ({ sessionHash: body.session }),
  async handle(parts, { body, operator }) {
    const [summary] = await parts.store.summariesOf([body.session]);
    if (!summary) return refusal('NOT_FOUND');
    const found = await openImage(parts, summary.clientId, body.imageId);
    if (found?.sessionHash !== body.session) return refusal('NOT_FOUND');
    await recordEvent(parts, {
      event: 'console.selfie-viewed',
      clientId: summary.clientId,
      sessionHash: body.session,
      details: { operator: operator.name, reason: body.reason },
    });
    return found.image;
  },
});

/** `POST /api/session/delete`: the session with all its data, at once. */
export const sessionDelete = consoleRoute({
  method: 'POST',
  path: '/api/session/delete',
  role: 'admin',
  body: z.object({ session: sessionHash }),
  subject: ({ body }) => ({ sessionHash: body.session }),
  async handle(parts, { body }) {
    const [summary] = await parts.store.summariesOf([body.session]);
    if (!summary) return refusal('NOT_FOUND');
    return { deleted: await deleteSessionByHash(parts, summary.clientId, body.session) };
  },
});

/** `POST /api/session/export`: what is kept of a session, or of all sessions of its user, for a request of the person. */
export const sessionExport = consoleRoute({
  method: 'POST',
  path: '/api/session/export',
  role: 'reviewer',
  body: z.object({ session: sessionHash, wholeUser: z.boolean() }),
  subject: ({ body }) => ({ sessionHash: body.session }),
  async handle(parts, { body }) {
    const [summary] = await parts.store.summariesOf([body.session]);
    if (!summary) return refusal('NOT_FOUND');
    const { userHash } = summary;
    const all = body.wholeUser && userHash !== null ? await parts.store.findSummaries({ userHash }, MOST_OF_USER) : [summary];
    return { exportedAt: parts.clock(), sessions: await Promise.all(all.map((each) => keptOf(parts, each))) };
  },
});

/** `POST /api/user/erase`: all data of a user, at once. */
export const userErase = consoleRoute({
  method: 'POST',
  path: '/api/user/erase',
  role: 'admin',
  body: z.object({ user: uuid }),
  async handle(parts, { body }) {
    return { sessions: await eraseUser(parts, userHashOf(parts.sealer, body.user)) };
  },
});

/** What is kept of one session. Template, result and selfie are encrypted under identifiers that the service does not have: it says that they are there. */
async function keptOf({ store, clock }: ConsoleParts, summary: SessionSummary): Promise<object> {
  const { sessionHash: hash, clientId } = summary;
  const stored = await store.findSession(hash, clientId, clock());
  const { audit, trace } = await store.entriesOf([hash]);
  return {
    summary,
    stored: stored && {
      status: stored.status,
      expiresAt: stored.expiresAt,
      hasResult: stored.resultSealed !== null,
      isOfEnrollment: stored.enrollmentSealed !== null,
    },
    auditLog: audit,
    traceEvents: trace.map(({ receivedAt, fields }) => ({ receivedAt, ...fields })),
    webhookEvents: await store.listDeliveries({ clientId, sessionHash: hash }, MOST_DELIVERIES),
    reviews: await store.findReviews([hash]),
  };
}

/** What an operator reads of one step. */
interface TimelineStep {
  readonly at: number;
  /** Name of an event of the audit log, or `step.` and the name of a trace event. */
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Entries and steps, oldest first. Views of lists are left out: they are about many. */
function timelineOf(audit: readonly StoredAuditEntry[], trace: readonly StoredTraceEvent[]): TimelineStep[] {
  const entries = audit.map(({ at, event, details }) => ({ at, event, details }));
  const steps = trace.map(({ receivedAt, fields }) => ({
    at: receivedAt,
    event: `step.${fields.event}`,
    details: { status: fields.status, code: fields.statusCode },
  }));
  return [...entries, ...steps].sort((one, other) => one.at - other.at);
}

/** The findings of the last decided attempt. */
export function findingsOf(audit: readonly StoredAuditEntry[]): unknown {
  const decided = audit.findLast(({ event }) => event === 'attempt.passed' || event === 'attempt.failed');
  return decided?.details.findings ?? {};
}
