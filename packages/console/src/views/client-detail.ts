import { get, post } from '../api.js';
import { ask } from '../ask.js';
import { button, h, on } from '../dom.js';
import { dateTime, number } from '../format.js';
import { badge, card, code, field, given, nothing, select, table, tableCard } from '../parts.js';
import { reaches, type ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { act, checksOf, secretBox, settingsForm, valuesOf } from './client-forms.js';
import { linkPageCard, linksCard, type LinkAnswer, type LinkPageAnswer, type LinkPageSetting } from './client-links.js';
import { ruleFields, type RuleAnswer, type RuleValue } from './client-rules.js';
import { shortHash } from './summary.js';

interface SecretAnswer {
  readonly secretId: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

interface ClientAnswer {
  readonly client: {
    readonly clientId: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly disabled: boolean;
    readonly test: boolean;
    readonly policy: Readonly<Record<string, RuleValue | undefined>>;
    readonly resultKey: Readonly<Record<string, unknown>> | null;
    readonly signingAlgorithm: string;
    readonly createdAt: number;
  };
  readonly rules: readonly RuleAnswer[];
  readonly scopes: readonly string[];
  readonly signingAlgorithms: readonly string[];
  readonly eventTypes: readonly string[];
  readonly secrets: readonly SecretAnswer[];
  readonly webhook: {
    readonly url: string;
    readonly events: readonly string[];
    readonly body: string;
    readonly disabled: boolean;
    readonly authentication: string;
    readonly secrets: readonly SecretAnswer[];
  } | null;
  readonly deliveries: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly createdAt: number;
    readonly tries: number;
    readonly state: string;
    readonly deliveredAt: number | null;
    readonly nextAt: number | null;
    readonly lastOutcome: string | null;
    readonly sessionHash: string;
  }[];
  readonly links: readonly LinkAnswer[];
  readonly linkPageSettings: readonly LinkPageSetting[];
  readonly linkPage: LinkPageAnswer;
}

/** One client: rules, secrets, encryption, webhook with its deliveries, links and their page. */
export async function clientDetail(context: ViewContext, id: string): Promise<HTMLElement[]> {
  const answer = await get<ClientAnswer>('client', { client: id });
  const isAdmin = reaches(context.role, 'admin');
  return [
    h('p', null, h('a', { href: '#/clients' }, texts().back)),
    headCard(context, answer, isAdmin),
    rulesCard(context, answer, isAdmin),
    h('div', { class: 'columns' }, secretsCard(answer, isAdmin), resultKeyCard(context, answer, isAdmin)),
    webhookCard(context, answer, isAdmin),
    deliveriesCard(context, answer, isAdmin),
    linksCard(context, answer, isAdmin),
    linkPageCard(context, answer, isAdmin),
    ...(isAdmin ? [peopleCard(context, answer)] : []),
  ];
}

function headCard(context: ViewContext, { client }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const { clientId, disabled } = client;
  const change = async (): Promise<void> => {
    if (!disabled && !(await ask(t.disableAsk, t.disable))) return;
    await act(context, 'client/state', { clientId, disabled: !disabled });
  };
  return h(
    'section',
    { class: 'card' },
    h(
      'div',
      { class: 'top' },
      h('div', null, h('h2', null, given(client.name)), code(clientId)),
      h(
        'div',
        { class: 'actions' },
        client.test && badge(t.test, 'warn'),
        disabled ? badge(t.disabled, 'bad') : badge(t.enabled, 'good'),
        isAdmin && button(disabled ? t.enable : t.disable, () => void change(), disabled ? 'quiet' : 'danger'),
      ),
    ),
  );
}

function rulesCard(context: ViewContext, { client, rules, scopes, signingAlgorithms }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const name = h('input', { name: 'name', value: client.name, required: true, maxlength: 100, autocomplete: 'off' });
  const made = rules.map((rule) => ruleFields(rule, client.policy[rule.name]));
  const algorithm = select(
    'algorithm',
    signingAlgorithms.map((each) => [each, each]),
    client.signingAlgorithm,
  );
  const ticked = checksOf(t.scopes, scopes, client.scopes);
  const save = (): Promise<void> =>
    act(context, 'client/set', {
      clientId: client.clientId,
      name: name.value,
      scopes: valuesOf(ticked),
      ...(algorithm.value !== client.signingAlgorithm && { signingAlgorithm: algorithm.value }),
      policy: Object.fromEntries(made.map(({ rule, value }) => [rule, value()])),
    });
  const fields = [
    field(t.name, name),
    ...made.flatMap((each) => each.fields),
    field(t.signingAlgorithm, algorithm),
    h('div', { class: 'wide' }, ticked),
  ];
  return card(t.policy, settingsForm(fields, isAdmin ? t.save : null, save));
}

function secretRows(secrets: readonly SecretAnswer[]): HTMLElement {
  const t = texts().clients;
  return table(
    t.secrets,
    [t.secretId, t.created, t.expires],
    secrets.map(({ secretId, createdAt, expiresAt }) => [
      code(secretId),
      dateTime(createdAt),
      expiresAt === null ? t.never : dateTime(expiresAt),
    ]),
  );
}

/** How long older secrets stay valid unless the operator says otherwise, in hours: as on the command line. */
const OVERLAP_HOURS = '24';

/** A form that makes another secret and shows it once. */
function rotateForm(label: string, rotate: (hours: number) => Promise<HTMLElement>): HTMLElement {
  const hours = h('input', { type: 'number', name: 'overlap', min: 0, max: 744, step: 'any', value: OVERLAP_HOURS, required: true });
  const place = h('div', { role: 'status' });
  const form = h(
    'form',
    { class: 'form' },
    field(texts().clients.overlap, hours),
    h('div', { class: 'actions' }, h('button', { type: 'submit' }, label)),
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      void rotate(hours.valueAsNumber).then((box) => {
        place.replaceChildren(box);
      });
    },
  });
  return h('div', null, form, place);
}

function secretsCard({ client, secrets }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  return card(
    t.secrets,
    secretRows(secrets),
    isAdmin &&
      rotateForm(t.rotate, async (overlapHours) => {
        const made = await post<{ clientId: string; clientSecret: string }>('client/secret', { clientId: client.clientId, overlapHours });
        return secretBox(made.clientId, made.clientSecret);
      }),
  );
}

function resultKeyCard(context: ViewContext, { client }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const key = h('textarea', { name: 'key', rows: 6, spellcheck: 'false', dir: 'ltr' });
  key.value = client.resultKey === null ? '' : JSON.stringify(client.resultKey, null, 2);
  const form = h(
    'form',
    null,
    h(
      'fieldset',
      { disabled: !isAdmin },
      field(t.resultKey, key, t.resultKeyHint),
      isAdmin && h('div', { class: 'actions' }, h('button', { type: 'submit' }, t.save)),
    ),
  );
  const save = async (): Promise<void> => {
    let parsed: unknown;
    try {
      parsed = key.value.trim() === '' ? null : JSON.parse(key.value);
    } catch {
      context.say(filled(named(texts().faults, 'INVALID'), { detail: 'JSON' }), 'bad');
      return;
    }
    await act(context, 'client/result-key', { clientId: client.clientId, key: parsed });
  };
  on(form, {
    submit(event) {
      event.preventDefault();
      void save();
    },
  });
  return card(t.resultKey, form);
}

function webhookCard(context: ViewContext, { client, webhook, eventTypes }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const { clientId } = client;
  const place = h('div', { role: 'status' });
  const url = h('input', { name: 'url', type: 'url', required: true, value: webhook?.url ?? '', dir: 'ltr', autocomplete: 'off' });
  const events = checksOf(t.events, eventTypes, webhook?.events ?? eventTypes);
  const body = select(
    'body',
    ['event', 'reference'].map((each) => [each, each]),
    webhook?.body ?? 'event',
  );
  const save = async (): Promise<void> => {
    const { secret } = await post<{ secret: string | null }>('webhook/set', {
      clientId,
      url: url.value,
      events: valuesOf(events),
      body: body.value,
    });
    context.say(t.saved);
    if (secret === null) context.reload();
    else place.replaceChildren(secretBox(t.webhook, secret));
  };
  const fields = [field(t.url, url), field(t.body, body), h('div', { class: 'wide' }, events)];
  const remove = async (): Promise<void> => {
    if (await ask(t.removeAsk, t.removeWebhook)) await act(context, 'webhook/remove', { clientId });
  };
  return card(
    t.webhook,
    webhook === null && nothing(t.noWebhook),
    (webhook !== null || isAdmin) && settingsForm(fields, isAdmin ? t.setWebhook : null, save),
    place,
    webhook !== null && secretRows(webhook.secrets),
    webhook !== null &&
      isAdmin &&
      rotateForm(t.rotateWebhook, async (overlapHours) => {
        const { secret } = await post<{ secret: string }>('webhook/secret', { clientId, overlapHours });
        return secretBox(t.webhook, secret);
      }),
    webhook !== null &&
      isAdmin &&
      h(
        'div',
        { class: 'actions' },
        button(
          webhook.disabled ? t.enable : t.disable,
          () => void act(context, 'webhook/state', { clientId, disabled: !webhook.disabled }),
        ),
        button(t.removeWebhook, () => void remove(), 'danger'),
      ),
  );
}

function deliveriesCard(context: ViewContext, { client, webhook, deliveries }: ClientAnswer, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const replay = async (eventId?: string): Promise<void> => {
    const { events } = await post<{ events: number }>('webhook/replay', {
      clientId: client.clientId,
      ...(eventId !== undefined && { eventId }),
    });
    context.reload();
    context.say(filled(t.replayed, { count: number(events) }));
  };
  const canReplay = isAdmin && webhook !== null;
  return tableCard(
    t.deliveries,
    [t.event, t.created, t.tries, t.outcome, t.delivered, t.next, t.replay],
    deliveries.map((each) => [
      h('span', null, code(each.type), ' ', h('a', { href: `#/sessions/${each.sessionHash}` }, code(shortHash(each.sessionHash)))),
      dateTime(each.createdAt),
      number(each.tries),
      each.lastOutcome ?? '–',
      each.deliveredAt === null ? '–' : dateTime(each.deliveredAt),
      each.nextAt === null ? '–' : dateTime(each.nextAt),
      canReplay && button(t.replay, () => void replay(each.eventId), 'link'),
    ]),
    {
      none: t.noDeliveries,
      numbers: [2],
      below: [
        canReplay &&
          h(
            'div',
            { class: 'actions' },
            button(t.replayPending, () => void replay()),
          ),
      ],
    },
  );
}

function peopleCard(context: ViewContext, { client }: ClientAnswer): HTMLElement {
  const t = texts().clients;
  const forget = async (): Promise<void> => {
    if (!(await ask(t.forgetAsk, t.forget))) return;
    const { forgotten } = await post<{ forgotten: boolean }>('client/forget-people', { clientId: client.clientId });
    context.say(forgotten ? t.forgotten : t.nothingToForget);
  };
  return card(
    t.people,
    h(
      'div',
      { class: 'actions' },
      button(t.forget, () => void forget(), 'danger'),
    ),
  );
}
