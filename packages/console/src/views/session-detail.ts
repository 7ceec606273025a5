import { get, post, postForPicture } from '../api.js';
import { ask } from '../ask.js';
import { button, h, on } from '../dom.js';
import { dateTime, number, seconds } from '../format.js';
import { card, code, field, given } from '../parts.js';
import { saveFile } from '../save-file.js';
import { reaches, type ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { exportPage } from './export-page.js';
import { findingsTable } from './findings.js';
import { clientName, outcomeBadge, sharedNote, shortHash, type FindingsAnswer, type SharedSource, type SummaryAnswer } from './summary.js';

interface TimelineEvent {
  readonly at: number;
  readonly event: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface SessionAnswer {
  readonly summary: SummaryAnswer;
  readonly events: readonly TimelineEvent[];
  readonly findings: FindingsAnswer;
  readonly shared: readonly SharedSource[];
  readonly review: { readonly operator: string; readonly decision: string; readonly note: string; readonly decidedAt: number } | null;
}

/** One session: how it went, what its checks found, and what can be done with its data. */
export async function sessionDetail(context: ViewContext, hash: string): Promise<HTMLElement[]> {
  const answer = await get<SessionAnswer>('session', { session: hash });
  const t = texts().sessions;
  return [
    h('p', null, h('a', { href: '#/sessions' }, texts().back)),
    factsCard(context, answer),
    h('div', { class: 'columns' }, card(t.timeline, timelineOf(answer.events)), card(t.checks, findingsTable(answer.findings))),
    ...(reaches(context.role, 'reviewer')
      ? [h('div', { class: 'columns' }, selfieCard(context, hash), dataCard(context, answer.summary))]
      : []),
  ];
}

function factsCard({ clients }: ViewContext, { summary, review, shared }: SessionAnswer): HTMLElement {
  const t = texts().sessions;
  const fact = (name: string, value: Node | string, kind: string | null = null): HTMLElement =>
    h('div', { class: kind }, h('dt', null, name), h('dd', null, value));
  const decided = review && filled(t.reviewed, { operator: review.operator, decision: named(texts().review.decisions, review.decision) });
  return card(
    null,
    h(
      'dl',
      { class: 'facts' },
      fact(t.session, code(summary.sessionHash), 'wide'),
      fact(texts().client, given(clientName(clients, summary.clientId))),
      fact(t.created, dateTime(summary.createdAt)),
      fact(t.outcome, outcomeBadge(summary.outcome)),
      fact(t.reason, summary.leftAt === null ? '–' : named(texts().today.leavings, summary.leftAt)),
      fact(t.attempts, number(summary.attempts)),
      fact(t.level, summary.matchLevel === null ? '–' : number(summary.matchLevel)),
      fact(t.time, seconds(summary.seconds)),
      fact(t.device, [summary.platform, summary.browser].filter((name) => name !== null).join(', ') || '–'),
      ...(decided === null ? [] : [fact(t.review, given(`${decided}${review?.note ? `: ${review.note}` : ''}`))]),
    ),
    sharedNote(shared),
  );
}

const kinds: Readonly<Record<string, string>> = {
  'attempt.passed': 'good',
  'attempt.failed': 'bad',
  'attempt.refused': 'bad',
  'session.deleted': 'bad',
  'attempt.challenged': 'main',
  'session.created': 'main',
  'link.created': 'main',
};

/** Steps of one kind that follow each other are one line with a number. */
function timelineOf(events: readonly TimelineEvent[]): HTMLElement {
  const lines: { text: string; kind: string; at: number; count: number }[] = [];
  for (const each of events) {
    const text = wordsOf(each);
    const last = lines.at(-1);
    if (last?.text === text && each.event.startsWith('step.')) last.count++;
    else lines.push({ text, kind: kinds[each.event] ?? '', at: each.at, count: 1 });
  }
  return h(
    'ol',
    { class: 'timeline' },
    ...lines.map(({ text, kind, at, count }) =>
      h(
        'li',
        { class: kind },
        h('span', null, given(text), count > 1 && ` × ${number(count)}`),
        h('small', null, h('time', { datetime: new Date(at).toISOString() }, dateTime(at))),
      ),
    ),
  );
}

function wordsOf({ event, details }: TimelineEvent): string {
  const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  const code = text(details.code);
  const values = {
    attempt: text(details.attempt),
    code: named(texts().codes, code) || '–',
    reason: event === 'console.selfie-viewed' ? text(details.reason) : named(texts().checks, text(details.reason)),
    level: text(details.matchLevel),
    operator: text(details.operator),
    what: text(details.what),
    decision: named(texts().review.decisions, text(details.decision)),
  };
  if (event.startsWith('step.') && code === '') return named(texts().plainSteps, event);
  return filled(named(texts().events, event), values);
}

function selfieCard(context: ViewContext, hash: string): HTMLElement {
  const t = texts().sessions;
  const imageId = h('input', {
    name: 'image-id',
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'ltr',
    required: true,
    pattern: '\\s*[0-9a-fA-F]{24}\\s*',
  });
  const reason = h('input', { name: 'reason', autocomplete: 'off', required: true, minlength: 3, maxlength: 500 });
  const place = h('div');
  const form = h(
    'form',
    { class: 'form' },
    field(t.imageId, imageId),
    field(t.whyLook, reason),
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t.look)),
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      void look();
    },
  });
  const look = async (): Promise<void> => {
    const picture = await postForPicture('session/selfie', { session: hash, imageId: imageId.value, reason: reason.value }).catch(
      () => null,
    );
    if (picture === null) {
      context.say(t.noSelfie, 'bad');
      return;
    }
    const address = URL.createObjectURL(picture);
    const image = on(h('img', { class: 'selfie', src: address, alt: t.selfieAlt }), {
      load() {
        URL.revokeObjectURL(address);
      },
    });
    place.replaceChildren(image);
  };
  return card(t.selfie, h('p', { class: 'hint' }, t.selfieText), form, place);
}

function dataCard(context: ViewContext, summary: SummaryAnswer): HTMLElement {
  const t = texts().sessions;
  const session = summary.sessionHash;
  const wholeUser = h('input', { type: 'checkbox', name: 'whole-user' });
  const name = `session-${shortHash(session)}`;
  const exported = (): Promise<object> => post('session/export', { session, wholeUser: wholeUser.checked });
  const remove = async (): Promise<void> => {
    if (!(await ask(t.deleteAsk, t.delete))) return;
    await post('session/delete', { session });
    context.reload();
    context.say(t.deleted);
  };
  return card(
    t.data,
    h('p', { class: 'hint' }, t.exportText),
    summary.userHash !== null && h('label', { class: 'check' }, wholeUser, t.exportUser),
    h(
      'div',
      { class: 'actions' },
      button(t.exportJSON, () => {
        void exported().then((data) => {
          saveFile(`${name}.json`, new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
        });
      }),
      button(t.exportHTML, () => {
        void exported().then((data) => {
          saveFile(`${name}.html`, new Blob([exportPage(data)], { type: 'text/html' }));
        });
      }),
      reaches(context.role, 'admin') && button(t.delete, () => void remove(), 'danger'),
    ),
  );
}
