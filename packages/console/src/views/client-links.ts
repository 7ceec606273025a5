import { post } from '../api.js';
import { h, on } from '../dom.js';
import { dateTime } from '../format.js';
import { badge, card, code, field, select, tableCard } from '../parts.js';
import type { ViewContext } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { act, secretBox, settingsForm } from './client-forms.js';
import { shortHash } from './summary.js';

/** A link of a client, as the service knows it. */
export interface LinkAnswer {
  readonly linkHash: string;
  readonly status: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly sessionHash: string;
}

/** A setting of the hosted page, and what kind of value it has. */
export interface LinkPageSetting {
  readonly name: string;
  readonly kind: 'text' | 'address' | 'origins' | 'truth';
}

/** The settings of the hosted page that hold. */
export type LinkPageAnswer = Readonly<Record<string, unknown>> & { readonly hasLogo: boolean };

interface LinksPart {
  readonly client: { readonly clientId: string; readonly test: boolean };
  readonly links: readonly LinkAnswer[];
  readonly linkPage: LinkPageAnswer;
  readonly linkPageSettings: readonly LinkPageSetting[];
}

/** The links of a client, and a form that makes one. */
export function linksCard(context: ViewContext, { client, links }: LinksPart, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const shown = tableCard(
    t.links,
    [t.links, t.state, t.created, t.expires],
    links.map(({ linkHash, status, createdAt, expiresAt, sessionHash }) => [
      h('a', { href: `#/sessions/${sessionHash}` }, code(shortHash(linkHash))),
      badge(named(t.statuses, status), status === 'passed' ? 'good' : status === 'failed' ? 'bad' : 'quiet'),
      dateTime(createdAt),
      dateTime(expiresAt),
    ]),
    { none: t.noLinks },
  );
  if (isAdmin) shown.append(linkForm(context, client));
  return shown;
}

/** Hours that a link can be started for, the first unless the operator picks another. */
const LINK_HOURS = [24, 1, 72, 168];

function linkForm(context: ViewContext, { clientId, test }: LinksPart['client']): HTMLElement {
  const t = texts().clients;
  const place = h('div', { role: 'status' });
  const photo = h('input', { type: 'file', name: 'photo', accept: 'image/*', required: !test });
  const hours = select(
    'hours',
    LINK_HOURS.map((count) => [String(count), filled(t.hours, { count })]),
    String(LINK_HOURS[0]),
  );
  const user = h('input', { name: 'user', autocomplete: 'off', dir: 'ltr' });
  const back = h('input', { name: 'return', type: 'url', autocomplete: 'off', dir: 'ltr' });
  const make = async (): Promise<void> => {
    const file = photo.files?.[0];
    const made = await post<{ url: string; expiresAt: number; qr: string }>('link/add', {
      clientId,
      expiresIn: Number(hours.value) * 60 * 60,
      ...(file && { photo: await base64Of(file) }),
      ...(user.value !== '' && { userIdentifier: user.value }),
      ...(back.value !== '' && { returnURL: back.value }),
    });
    place.replaceChildren(secretBox(filled(t.linkUntil, { time: dateTime(made.expiresAt) }), made.url), qrPicture(made.qr));
    context.say(t.linkMade);
  };
  const fields = [field(t.photo, photo, test ? t.photoHintTest : t.photoHint), field(t.startWithin, hours)];
  const form = settingsForm([...fields, field(texts().sessions.user, user), field(t.returnURL, back)], t.makeLink, make);
  return h('details', { class: 'more' }, h('summary', null, t.makeLink), form, place);
}

function qrPicture(drawing: string): HTMLElement {
  const address = URL.createObjectURL(new Blob([drawing], { type: 'image/svg+xml' }));
  return on(h('img', { class: 'qr', src: address, alt: texts().clients.qrAlt }), {
    load() {
      URL.revokeObjectURL(address);
    },
  });
}

/** The hosted page of a client's links: a form with a field for each setting that the service lists. */
export function linkPageCard(context: ViewContext, { client, linkPage, linkPageSettings }: LinksPart, isAdmin: boolean): HTMLElement {
  const t = texts().clients;
  const inputs = linkPageSettings.map(({ name, kind }) => ({ name, ...settingInput(name, kind, linkPage[name]) }));
  const logo = h('input', { type: 'file', name: 'logo', accept: 'image/png,image/jpeg' });
  const withoutLogo = h('input', { type: 'checkbox', name: 'withoutLogo' });
  const save = async (): Promise<void> => {
    const file = logo.files?.[0];
    await act(context, 'link-page/set', {
      clientId: client.clientId,
      page: Object.fromEntries(inputs.map(({ name, value }) => [name, value()])),
      ...(file ? { logo: await base64Of(file) } : withoutLogo.checked && { logo: null }),
    });
  };
  const fields = [
    ...inputs.map(({ name, input, hint }) => field(named(t.pageSettings, name), input, hint)),
    field(t.logo, logo, linkPage.hasLogo ? t.logoHintSet : t.logoHint),
    ...(linkPage.hasLogo ? [h('label', { class: 'check' }, withoutLogo, h('span', null, t.removeLogo))] : []),
  ];
  return card(t.linkPage, settingsForm(fields, isAdmin ? t.save : null, save));
}

/** The field of one setting, and how its value is read from it. */
function settingInput(
  name: string,
  kind: LinkPageSetting['kind'],
  current: unknown,
): { readonly input: HTMLElement; readonly hint: string | null; readonly value: () => unknown } {
  if (kind === 'truth') {
    const input = select(
      name,
      [
        ['true', texts().yes],
        ['false', texts().no],
      ],
      String(current),
    );
    return { input, hint: null, value: () => input.value === 'true' };
  }
  if (kind === 'origins') {
    const input = h('textarea', { name, rows: 2, spellcheck: 'false', dir: 'ltr' });
    input.value = (current as readonly string[]).join('\n');
    return { input, hint: texts().clients.originsHint, value: () => input.value.split(/\s+/).filter((origin) => origin !== '') };
  }
  const input = h('input', {
    name,
    type: kind === 'address' ? 'url' : 'text',
    value: typeof current === 'string' ? current : '',
    maxlength: kind === 'text' ? 100 : 2_000,
    autocomplete: 'off',
    dir: kind === 'address' ? 'ltr' : 'auto',
  });
  return { input, hint: null, value: () => (input.value.trim() === '' ? null : input.value) };
}

/** A file in base64. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  // In pieces: a call takes so many arguments at most.
  for (let index = 0; index < bytes.length; index += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(index, index + 0x8000)));
  return btoa(parts.join(''));
}
