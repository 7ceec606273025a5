import { get, post } from '../api.js';
import { h, on } from '../dom.js';
import { dateTime } from '../format.js';
import { badge, card, code, field, given, nothing, table } from '../parts.js';
import { reaches, type ConsoleView } from '../view.js';
import { texts } from '../wording.js';
import { clientDetail } from './client-detail.js';
import { checksOf, secretBox, valuesOf } from './client-forms.js';

interface ListedClient {
  readonly clientId: string;
  readonly name: string;
  readonly test: boolean;
  readonly disabled: boolean;
  readonly scopes: readonly string[];
  readonly createdAt: number;
}

/** The scopes of a new client, unless others are ticked. */
const usualScopes = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK'];
const allScopes = [...usualScopes, 'KYC_FACE_LINK'];

/** The clients, and one with everything that is set of it. */
export const clientsView: ConsoleView = {
  name: 'clients',
  role: 'viewer',
  async show(context) {
    const [id] = context.path;
    if (id !== undefined) return clientDetail(context, id);
    const { clients } = await get<{ clients: readonly ListedClient[] }>('clients');
    return [listCard(clients), ...(reaches(context.role, 'admin') ? [addCard()] : [])];
  },
};

function listCard(clients: readonly ListedClient[]): HTMLElement {
  const t = texts().clients;
  if (clients.length === 0) return card(null, nothing(texts().none));
  return card(
    null,
    table(
      t.title,
      [t.name, t.id, t.state, t.scopes, t.created],
      clients.map((client) => [
        h('a', { href: `#/clients/${encodeURIComponent(client.clientId)}` }, given(client.name)),
        code(client.clientId),
        h(
          'span',
          null,
          client.disabled ? badge(t.disabled, 'bad') : badge(t.enabled, 'good'),
          client.test && ' ',
          client.test && badge(t.test, 'warn'),
        ),
        h('small', { dir: 'ltr' }, client.scopes.join(', ')),
        dateTime(client.createdAt),
      ]),
    ),
  );
}

function addCard(): HTMLElement {
  const t = texts().clients;
  const name = h('input', { name: 'name', required: true, maxlength: 100, autocomplete: 'off' });
  const id = h('input', { name: 'id', maxlength: 100, autocomplete: 'off', dir: 'ltr' });
  const test = h('input', { type: 'checkbox', name: 'test' });
  const scopes = checksOf(t.scopes, allScopes, usualScopes);
  const place = h('div', { role: 'status' });
  const form = h(
    'form',
    { class: 'form' },
    field(t.name, name),
    field(t.id, id, t.idHint),
    h('div', { class: 'wide' }, scopes),
    h('label', { class: 'check wide' }, test, h('span', null, t.test, ' ', h('small', null, t.testHint))),
    h('div', { class: 'actions wide' }, h('button', { type: 'submit', class: 'primary' }, t.add)),
  );
  const add = async (): Promise<void> => {
    const clientId = id.value.trim();
    const made = await post<{ clientId: string; clientSecret: string }>('client/add', {
      name: name.value,
      ...(clientId !== '' && { clientId }),
      scopes: valuesOf(scopes),
      test: test.checked,
    });
    form.reset();
    place.replaceChildren(secretBox(made.clientId, made.clientSecret));
  };
  on(form, {
    submit(event) {
      event.preventDefault();
      void add();
    },
  });
  return card(t.add, form, place);
}
