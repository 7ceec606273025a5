import { get, post } from '../api.js';
import { ask } from '../ask.js';
import { button, h, on } from '../dom.js';
import { dateTime, number, seconds } from '../format.js';
import { card, code, field, given, nothing, select, table } from '../parts.js';
import { reaches, type ConsoleView, type ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { sessionDetail } from './session-detail.js';
import { clientName, outcomeBadge, shortHash, type SummaryAnswer } from './summary.js';

/** Search, and one session with everything that is known of it. */
export const sessionsView: ConsoleView = {
  name: 'sessions',
  role: 'viewer',
  async show(context) {
    const [hash] = context.path;
    return hash === undefined ? list(context) : sessionDetail(context, hash);
  },
};

interface SessionsAnswer {
  readonly sessions: readonly SummaryAnswer[];
  readonly hasMore: boolean;
}

async function list(context: ViewContext): Promise<HTMLElement[]> {
  const { query, clients } = context;
  const t = texts().sessions;
  const asked = { ...query, from: timeOf(query.from), to: timeOf(query.to), days: undefined };
  const answer = await get<SessionsAnswer>('sessions', asked);
  const rows = answer.sessions.map((each) => rowOf(each, clientName(clients, each.clientId)));
  const head = [t.session, t.created, texts().client, t.outcome, t.reason, t.attempts, t.level, t.time, t.device];
  const last = answer.sessions.at(-1);
  return [
    card(null, searchForm(context), h('p', { class: 'hint' }, t.hashNote)),
    card(
      t.found,
      rows.length === 0 ? nothing(t.nothing) : table(t.found, head, rows, [5, 6, 7]),
      answer.hasMore && last
        ? button(t.more, () => {
            context.go('sessions', { ...query, after: `${String(last.createdAt)}.${last.sessionHash}` });
          })
        : null,
    ),
    ...(reaches(context.role, 'admin') ? [eraseCard(context)] : []),
  ];
}

function rowOf(each: SummaryAnswer, client: string): (HTMLElement | string)[] {
  const address = `#/sessions/${each.sessionHash}`;
  return [
    h('a', { href: address }, code(shortHash(each.sessionHash))),
    h('time', { datetime: new Date(each.createdAt).toISOString() }, dateTime(each.createdAt)),
    given(client),
    outcomeBadge(each.outcome),
    each.leftAt === null ? '–' : named(texts().today.leavings, each.leftAt),
    number(each.attempts),
    each.matchLevel === null ? '–' : number(each.matchLevel),
    seconds(each.seconds),
    [each.platform, each.browser].filter((name) => name !== null).join(', ') || '–',
  ];
}

/** A day of a field, as milliseconds since 1970. */
function timeOf(text: string | undefined): string | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : String(time);
}

function searchForm(context: ViewContext): HTMLElement {
  const { query, clients } = context;
  const t = texts().sessions;
  const any = (name: string): [string, string] => ['', name];
  const inputs = {
    client: select(
      'client',
      [any(texts().allClients), ...clients.map(({ clientId, name }): [string, string] => [clientId, name])],
      query.client ?? '',
    ),
    id: h('input', { name: 'id', value: query.id ?? '', autocomplete: 'off', spellcheck: 'false', dir: 'ltr' }),
    user: h('input', { name: 'user', value: query.user ?? '', autocomplete: 'off', spellcheck: 'false', dir: 'ltr' }),
    outcome: select('outcome', [any(t.anyOutcome), ...Object.entries(texts().outcomes)], query.outcome ?? ''),
    left: select('left', [any(t.anyReason), ...Object.entries(texts().today.leavings)], query.left ?? ''),
    from: h('input', { name: 'from', type: 'datetime-local', value: query.from ?? '' }),
    to: h('input', { name: 'to', type: 'datetime-local', value: query.to ?? '' }),
  };
  const find = h('button', { type: 'submit', class: 'primary' }, t.find);
  const form = h(
    'form',
    { class: 'form', role: 'search' },
    field(texts().client, inputs.client),
    field(t.id, inputs.id),
    field(t.user, inputs.user),
    field(t.outcome, inputs.outcome),
    field(t.reason, inputs.left),
    field(t.from, inputs.from),
    field(t.to, inputs.to),
    h(
      'div',
      { class: 'actions' },
      find,
      button(t.clear, () => {
        context.go('sessions');
      }),
    ),
  );
  return on(form, {
    submit(event) {
      event.preventDefault();
      context.go('sessions', Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value.trim()])));
    },
  });
}

function eraseCard(context: ViewContext): HTMLElement {
  const t = texts().sessions;
  const user = h('input', { name: 'erase-user', autocomplete: 'off', spellcheck: 'false', dir: 'ltr', required: true });
  const form = h(
    'form',
    { class: 'form' },
    field(t.user, user),
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'danger' }, t.erase)),
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      void erase();
    },
  });
  const erase = async (): Promise<void> => {
    if (!(await ask(t.eraseAsk, t.erase))) return;
    const { sessions } = await post<{ sessions: number }>('user/erase', { user: user.value.trim() });
    context.say(filled(t.erased, { count: number(sessions) }));
  };
  return card(t.eraseTitle, h('p', { class: 'hint' }, t.eraseText), form);
}
