import { ApiFault, get, post, setActionToken } from './api.js';
import { button, h, on } from './dom.js';
import { iconOf } from './icons.js';
import { field, select } from './parts.js';
import { iconAddress, refusalText, showRegistration, showSignIn } from './sign-in.js';
import { views } from './views.js';
import { reaches, type ClientChoice, type ConsoleView, type ConsoleRole, type ViewContext } from './view.js';
import { filled, language, languages, named, pickLanguage, texts, type LanguageTag } from './wording.js';

/** Who is signed in. */
interface Me {
  readonly name: string;
  readonly role: ConsoleRole;
  readonly token: string;
}

const app = document.getElementById('app') ?? document.body;
let me: Me | null = null;
let clients: readonly ClientChoice[] = [];
/** Counts what was asked for, so that an answer that comes late is not shown in the place of a newer one. */
let shown = 0;

/** The address of a view: `#/sessions/HASH?days=7`. */
function placeOf(hash: string): { name: string; path: string[]; query: Record<string, string> } {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { name, path: rest, query: Object.fromEntries(new URLSearchParams(query)) };
}

function addressOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  const text = new URLSearchParams(given).toString();
  return `#/${path}${text === '' ? '' : `?${text}`}`;
}

async function begin(reason: string | null = null): Promise<void> {
  setLanguage();
  const { name, path } = placeOf(location.hash);
  if (name === 'register' && path[0] !== undefined) {
    await showRegistration(app, path[0]);
    history.replaceState(null, '', '#/today');
    return begin();
  }
  if (name === 'refused') {
    history.replaceState(null, '', '#/today');
    await showSignIn(app, refusalText(path[0]));
    return begin();
  }
  try {
    me = await get<Me>('me');
    setActionToken(me.token);
    ({ clients } = await get<{ clients: readonly ClientChoice[] }>('clients'));
    await showView();
  } catch (error) {
    if (!(error instanceof ApiFault) || error.code !== 'NOT_SIGNED_IN') throw error;
    me = null;
    await showSignIn(app, reason);
    return begin();
  }
}

function setLanguage(): void {
  document.documentElement.lang = language();
  document.documentElement.dir = languages[language()].direction;
  document.title = texts().title;
}

/** Shows the view of the address, in the shell around it. */
async function showView(): Promise<void> {
  if (me === null) return begin();
  const { role } = me;
  const { name, path, query } = placeOf(location.hash);
  const allowed = views.filter((view) => reaches(role, view.role));
  const view = allowed.find((candidate) => candidate.name === name) ?? allowed[0];
  if (!view) return;
  const turn = ++shown;
  const context: ViewContext = {
    path,
    query,
    role,
    clients,
    go(to, changed = {}) {
      const address = addressOf(to, changed);
      if (address === location.hash) void showView();
      else location.hash = address;
    },
    reload: () => void showView(),
    say,
  };
  const title = texts().views[view.name] ?? '';
  document.title = `${title} – ${texts().title}`;
  const main = shellAround(allowed, view, context, title);
  main.setAttribute('aria-busy', 'true');
  try {
    const content = await view.show(context);
    if (turn !== shown) return;
    main.querySelector('.busy')?.remove();
    main.querySelector('.content')?.append(...content);
  } catch (error) {
    if (turn !== shown) return;
    main.querySelector('.busy')?.remove();
    if (error instanceof ApiFault && error.code === 'NOT_SIGNED_IN') {
      await begin(texts().signIn.over);
      return;
    }
    main.querySelector('.content')?.append(h('p', { class: 'card fault', role: 'alert' }, faultOf(error)));
    if (!(error instanceof ApiFault)) throw error;
  } finally {
    main.removeAttribute('aria-busy');
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof ApiFault)) return texts().faults.BROKEN ?? '';
  return filled(named(texts().faults, error.code), { detail: error.detail ?? '' });
}

/** Menu, heading and filters. Returns where the view goes. */
function shellAround(allowed: readonly ConsoleView[], view: ConsoleView, context: ViewContext, title: string): HTMLElement {
  const t = texts();
  const heading = h('h1', { tabindex: -1 }, title);
  const top = h('div', { class: 'top' }, heading, view.hasPeriod ? filtersOf(view, context) : null);
  const main = h('main', { id: 'content', tabindex: -1 }, h('div', { class: 'content' }, top, h('p', { class: 'busy' }, t.loading)));
  const wasShown = app.querySelector('main.gate') === null && app.childElementCount > 0;
  app.replaceChildren(
    h('a', { class: 'skip', href: '#content' }, t.skip),
    h('div', { class: 'shell' }, sideOf(allowed, view, context), main),
    h('p', { class: 'message', role: 'status' }),
  );
  on(app.querySelector<HTMLElement>('.skip') ?? main, {
    click(event) {
      event.preventDefault();
      main.focus();
    },
  });
  if (wasShown) heading.focus({ preventScroll: true });
  return main;
}

function sideOf(allowed: readonly ConsoleView[], current: ConsoleView, { query }: ViewContext): HTMLElement {
  const t = texts();
  const items = allowed.map(({ name }) =>
    h(
      'li',
      null,
      h(
        'a',
        { href: addressOf(name, { client: query.client, days: query.days }), 'aria-current': name === current.name ? 'page' : null },
        iconOf(name),
        t.views[name] ?? name,
      ),
    ),
  );
  const picker = select(
    'language',
    Object.entries(languages).map(([tag, { name }]) => [tag, name]),
    language(),
  );
  picker.setAttribute('aria-label', t.language);
  on(picker, {
    change() {
      pickLanguage(picker.value as LanguageTag);
      setLanguage();
      void showView();
    },
  });
  return h(
    'header',
    { class: 'side' },
    h('div', { class: 'brand' }, h('img', { src: iconAddress, alt: '' }), t.title),
    h('nav', { 'aria-label': t.menu }, h('ul', null, ...items)),
    h(
      'div',
      { class: 'who' },
      h('div', { class: 'row' }, h('small', null, filled(t.signedInAs, { name: me?.name ?? '', role: named(t.roles, me?.role ?? '') }))),
      h(
        'div',
        { class: 'row' },
        picker,
        button(t.signOut, () => void signOut()),
      ),
    ),
  );
}

function filtersOf(view: ConsoleView, context: ViewContext): HTMLElement {
  const t = texts();
  const { query } = context;
  const choices: [string, string][] = clients.map(({ clientId, name, test }) => [clientId, test ? filled(t.testClient, { name }) : name]);
  const client = select('client', [['', t.allClients], ...choices], query.client ?? '');
  const days = select('days', Object.entries(t.periods), query.days ?? '1');
  const change = (): void => {
    context.go(view.name, { client: client.value, days: days.value });
  };
  on(client, { change });
  on(days, { change });
  return h('div', { class: 'filters' }, field(t.client, client), field(t.period, days));
}

async function signOut(): Promise<void> {
  try {
    await post('sign-out');
  } finally {
    me = null;
    app.replaceChildren();
    await begin();
  }
}

let clearing = 0;

/** How long a message stays, in milliseconds: long enough to be read twice. */
const MESSAGE_MS = 8_000;

function say(text: string, kind: 'good' | 'bad' = 'good'): void {
  const message = app.querySelector('.message');
  if (!message) return;
  message.textContent = text;
  message.classList.toggle('bad', kind === 'bad');
  clearTimeout(clearing);
  clearing = setTimeout(() => {
    message.textContent = '';
  }, MESSAGE_MS);
}

addEventListener('hashchange', () => {
  const { name } = placeOf(location.hash);
  void (name === 'register' || name === 'refused' ? begin() : showView());
});
// What an action in a view refuses is said where the operator looks.
addEventListener('unhandledrejection', ({ reason }) => {
  if (!(reason instanceof ApiFault)) return;
  if (reason.code === 'NOT_SIGNED_IN') void begin(texts().signIn.over);
  else say(faultOf(reason), 'bad');
});
void begin();
