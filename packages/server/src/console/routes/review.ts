import { z } from 'zod';
import { recordEvent } from '../../record-event.js';
import { refusal } from '../../sessions/refusal.js';
import { consoleRoute } from '../console-route.js';
import { findingsOf } from './sessions.js';

/** What a reviewer can decide. */
const decisions = ['person', 'attack', 'unsure'] as const;

/** Sessions of the queue that are shown at once, and decisions below it. */
const SHOWN = 50;

/** `GET /api/review`: the queue with the measurements of each session, and what was decided last. */
export const review = consoleRoute({
  method: 'GET',
  path: '/api/review',
  role: 'reviewer',
  async handle({ store }) {
    const asking = (await store.listClients()).filter(({ policy }) => policy.review === true).map(({ clientId }) => clientId);
    const queue = await store.reviewQueue(asking, SHOWN);
    const { audit } = await store.entriesOf(queue.map(({ sessionHash }) => sessionHash));
    const shared = await store.sharedSources(queue.map(({ sessionHash }) => sessionHash));
    const recent = await store.recentReviews(SHOWN);
    const decided = new Map(
      (await store.summariesOf(recent.map(({ sessionHash }) => sessionHash))).map((each) => [each.sessionHash, each]),
    );
    return {
      isAsked: asking.length > 0,
      queue: queue.map((summary) => ({
        summary,
        findings: findingsOf(audit.filter(({ sessionHash }) => sessionHash === summary.sessionHash)),
        shared: shared.filter(({ sessionHash }) => sessionHash === summary.sessionHash),
      })),
      recent: recent.map((each) => ({ ...each, outcome: decided.get(each.sessionHash)?.outcome ?? null })),
    };
  },
});

/** `POST /api/review/decide`: one decision for each session, beside the machine's. */
export const reviewDecide = consoleRoute({
  method: 'POST',
  path: '/api/review/decide',
  role: 'reviewer',
  body: z.object({
    session: z.string().regex(/^[0-9a-f]{64}$/),
    decision: z.enum(decisions),
    note: z.string().trim().max(1_000).default(''),
  }),
  subject: ({ body }) => ({ sessionHash: body.session }),
  async handle(parts, { body, operator }) {
    const [summary] = await parts.store.summariesOf([body.session]);
    if (!summary || summary.review === null) return refusal('NOT_FOUND');
    const { sessionHash, clientId } = summary;
    const { decision, note } = body;
    const recorded = await parts.store.addReview({
      sessionHash,
      clientId,
      decidedAt: parts.clock(),
      operator: operator.name,
      decision,
      note,
    });
    if (!recorded) return refusal('CONFLICT');
    await recordEvent(parts, { event: 'review.decided', clientId, sessionHash, details: { operator: operator.name, decision } });
    return { decided: true };
  },
});
