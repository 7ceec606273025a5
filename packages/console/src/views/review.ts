import { get, post } from '../api.js';
import { h, on } from '../dom.js';
import { dateTime, number } from '../format.js';
import { badge, card, code, field, given, nothing, select, table } from '../parts.js';
import type { ConsoleView, ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { findingsTable } from './findings.js';
import { clientName, outcomeBadge, sharedNote, shortHash, type FindingsAnswer, type SharedSource, type SummaryAnswer } from './summary.js';

interface Waiting {
  readonly summary: SummaryAnswer;
  readonly findings: FindingsAnswer;
  readonly shared: readonly SharedSource[];
}

interface ReviewAnswer {
  readonly isAsked: boolean;
  readonly queue: readonly Waiting[];
  readonly recent: readonly {
    readonly sessionHash: string;
    readonly clientId: string;
    readonly decidedAt: number;
    readonly operator: string;
    readonly decision: string;
    readonly note: string;
    readonly outcome: string | null;
  }[];
}

/** How many of the queue are open for a decision at once. */
const OPEN_AT_ONCE = 5;

/** The queue of doubtful sessions, and what was decided. */
export const reviewView: ConsoleView = {
  name: 'review',
  role: 'reviewer',
  async show(context) {
    const { isAsked, queue, recent } = await get<ReviewAnswer>('review');
    const t = texts().review;
    const waiting = queue.length === 0 ? [nothing(isAsked ? t.nothing : t.offClients)] : [];
    return [
      card(t.queue, h('p', { class: 'hint' }, t.text), ...waiting),
      ...queue.slice(0, OPEN_AT_ONCE).map((each) => waitingCard(context, each)),
      ...(recent.length === 0 ? [] : [recentCard(context, recent)]),
    ];
  },
};

function waitingCard(context: ViewContext, { summary, findings, shared }: Waiting): HTMLElement {
  const t = texts().review;
  const session = summary.sessionHash;
  const decision = select('decision', Object.entries(t.decisions), 'unsure');
  const note = h('input', { name: 'note', maxlength: 1000, autocomplete: 'off' });
  const form = h(
    'form',
    { class: 'form' },
    field(t.decision, decision),
    field(t.note, note),
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t.save)),
  );
  const decide = async (): Promise<void> => {
    await post('review/decide', { session, decision: decision.value, note: note.value });
    context.reload();
    context.say(t.saved);
  };
  on(form, {
    submit(event) {
      event.preventDefault();
      void decide();
    },
  });
  return h(
    'section',
    { class: 'card', 'aria-label': shortHash(session) },
    h(
      'div',
      { class: 'top' },
      h(
        'h2',
        null,
        h('a', { href: `#/sessions/${session}` }, code(shortHash(session))),
        ' ',
        given(clientName(context.clients, summary.clientId)),
      ),
      h('div', { class: 'actions' }, badge(named(t.causes, summary.review ?? ''), 'warn'), outcomeBadge(summary.outcome)),
    ),
    h(
      'p',
      { class: 'hint' },
      dateTime(summary.createdAt),
      ' · ',
      [summary.platform, summary.browser].filter((name) => name !== null).join(', '),
    ),
    sharedNote(shared),
    findingsTable(findings),
    form,
  );
}

function recentCard({ clients }: ViewContext, recent: ReviewAnswer['recent']): HTMLElement {
  const t = texts().review;
  const clear = recent.filter(({ decision, outcome }) => decision !== 'unsure' && outcome !== null);
  const agreed = clear.filter(({ decision, outcome }) => (decision === 'person') === (outcome === 'passed'));
  return card(
    t.recent,
    h('p', { class: 'hint' }, filled(t.agreement, { agreed: number(agreed.length), all: number(clear.length) })),
    table(
      t.recent,
      [texts().sessions.session, texts().client, t.machine, t.decision, t.by, t.note, texts().service.at],
      recent.map((each) => [
        h('a', { href: `#/sessions/${each.sessionHash}` }, code(shortHash(each.sessionHash))),
        given(clientName(clients, each.clientId)),
        each.outcome === null ? '–' : outcomeBadge(each.outcome),
        named(t.decisions, each.decision),
        given(each.operator),
        given(each.note === '' ? '–' : each.note),
        dateTime(each.decidedAt),
      ]),
    ),
  );
}
