import { get, post } from '../api.js';
import { ask } from '../ask.js';
import { button, h } from '../dom.js';
import { dateTime, number, seconds } from '../format.js';
import { badge, code, given, tableCard } from '../parts.js';
import { reaches, type ConsoleView, type ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';

interface KeyAnswer {
  readonly kid: string;
  readonly algorithm: string;
  readonly signsFrom: number;
  readonly publishedUntil: number | null;
}

interface ServiceAnswer {
  readonly keys: readonly KeyAnswer[];
  readonly testKeys: readonly KeyAnswer[];
  readonly algorithms: readonly string[];
  readonly retention: readonly { readonly kind: string; readonly forMs: number; readonly oldestAt: number | null }[];
  readonly overdueMs: number;
  readonly settings: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly origin: string;
    readonly value: string | null;
    readonly isSecret: boolean;
  }[];
  readonly operators: readonly { readonly name: string; readonly role: string; readonly disabled: boolean; readonly passkeys: number }[];
  readonly audit: readonly { readonly at: number; readonly event: string; readonly details: Readonly<Record<string, unknown>> }[];
}

/** Keys, retention, settings, operators and what they did. */
export const serviceView: ConsoleView = {
  name: 'service',
  role: 'viewer',
  async show(context) {
    const answer = await get<ServiceAnswer>('service');
    return [
      keysCard(context, answer, false),
      ...(answer.testKeys.length === 0 ? [] : [keysCard(context, answer, true)]),
      h('div', { class: 'columns' }, retentionCard(answer), operatorsCard(answer)),
      settingsCard(answer),
      auditCard(answer),
    ];
  },
};

function keysCard(context: ViewContext, answer: ServiceAnswer, test: boolean): HTMLElement {
  const t = texts().service;
  const keys = test ? answer.testKeys : answer.keys;
  const missing = answer.algorithms.filter((algorithm) => !keys.some((key) => key.algorithm === algorithm));
  const add = async (algorithm: string): Promise<void> => {
    await post('keys/add', { algorithm, test });
    context.reload();
    context.say(filled(t.added, { algorithm }));
  };
  const rotate = async (revoke: boolean): Promise<void> => {
    if (!(await ask(revoke ? t.revokeAsk : t.rotateAsk, revoke ? t.revoke : t.rotate))) return;
    await post('keys/rotate', { revoke, test });
    context.reload();
    context.say(t.rotated);
  };
  return tableCard(
    test ? t.testKeys : t.keys,
    [t.kid, t.algorithm, t.signsFrom, t.publishedUntil],
    keys.map((key) => [
      code(key.kid),
      key.algorithm,
      dateTime(key.signsFrom),
      key.publishedUntil === null ? '–' : dateTime(key.publishedUntil),
    ]),
    {
      below: [
        reaches(context.role, 'admin') &&
          h(
            'div',
            { class: 'actions' },
            button(t.rotate, () => void rotate(false)),
            ...missing.map((algorithm) => button(filled(t.add, { algorithm }), () => void add(algorithm))),
            button(t.revoke, () => void rotate(true), 'danger'),
          ),
      ],
    },
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;

function retentionCard({ retention, overdueMs }: ServiceAnswer): HTMLElement {
  const t = texts().service;
  const lengthOf = (ms: number): string =>
    ms >= DAY_MS ? filled(t.days, { count: number(ms / DAY_MS) }) : filled(t.minutes, { count: number(ms / 60_000, 1) });
  return tableCard(
    t.retention,
    [t.what, t.configured, t.observed],
    retention.map(({ kind, forMs, oldestAt }) => [named(t.kinds, kind), lengthOf(forMs), oldestAt === null ? '–' : dateTime(oldestAt)]),
    { below: [h('p', { class: 'hint' }, filled(t.lag, { seconds: seconds(Math.round(overdueMs / 1000)) }))] },
  );
}

function operatorsCard({ operators }: ServiceAnswer): HTMLElement {
  const t = texts().service;
  return tableCard(
    t.operators,
    [t.who, t.role, t.passkeys, texts().clients.state],
    operators.map(({ name, role, passkeys, disabled }) => [
      given(name),
      named(texts().roles, role),
      number(passkeys),
      disabled ? badge(t.disabledState, 'bad') : badge(t.enabledState, 'good'),
    ]),
    { numbers: [2], below: [h('p', { class: 'hint' }, t.operatorsHint)] },
  );
}

function settingsCard({ settings }: ServiceAnswer): HTMLElement {
  const t = texts().service;
  const sorted = [...settings].sort((one, other) => Number(other.origin === 'environment') - Number(one.origin === 'environment'));
  return tableCard(
    t.settings,
    [t.setting, t.origin, t.value, t.meaning],
    sorted.map(({ name, meaning, origin, value, isSecret }) => [
      code(name),
      badge(named(t.origins, origin), origin === 'environment' ? 'main' : 'quiet'),
      value === null ? (isSecret && origin === 'environment' ? t.hidden : '–') : code(value),
      h('span', { class: 'meaning', lang: 'en', dir: 'ltr' }, meaning),
    ]),
  );
}

function auditCard({ audit }: ServiceAnswer): HTMLElement {
  const t = texts().service;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return tableCard(
    t.audit,
    [t.at, t.who, t.what],
    audit.map(({ at, event, details }) => [
      dateTime(at),
      given(text(details.operator)),
      code([event, text(details.what)].filter(Boolean).join(' ')),
    ]),
    { none: texts().none },
  );
}
