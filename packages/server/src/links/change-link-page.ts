import { formatOf } from '@face-session/face/node';
import type { Clock } from '../clock.js';
import { refusal, type Refusal } from '../sessions/refusal.js';
import { emptyLinkPage, type LinkPage } from '../store/link-page.js';
import type { Logo } from '../store/link-page-store.js';
import type { Store } from '../store/store.js';
import { readOrigin } from './return-url.js';

/* What an operator does with the hosted page of a client, on the command line or in the console: it is recorded. */

/** Largest logo, in bytes: it is shown 28 pixels high. */
export const MAX_LOGO_BYTES = 64 * 1024;

/** Longest name and version, in characters. */
const MAX_TEXT_LENGTH = 100;

/** What a setting of the hosted page is: a short text, an https address, a list of origins, or yes and no. */
type LinkPageSettingKind = 'text' | 'address' | 'origins' | 'truth';

/** The settings of a hosted page that an operator can change. */
type LinkPageSettings = Omit<LinkPage, 'clientId'>;

/** Every setting of the hosted page, with its option on the command line. The console makes its form of this table. */
export const linkPageSettings = {
  name: { option: 'name', kind: 'text' },
  returnOrigins: { option: 'return-origins', kind: 'origins' },
  privacyURL: { option: 'privacy-url', kind: 'address' },
  consentVersion: { option: 'consent', kind: 'text' },
  frameOrigins: { option: 'frame-origins', kind: 'origins' },
  captureHandOff: { option: 'capture-hand-off', kind: 'truth' },
} as const satisfies Readonly<Record<keyof LinkPageSettings, { readonly option: string; readonly kind: LinkPageSettingKind }>>;

/** Name of a setting of the hosted page. */
export type LinkPageSettingName = keyof typeof linkPageSettings;

/** The names of the settings, as {@link linkPageSettings} has them. */
export const linkPageSettingNames = Object.keys(linkPageSettings) as readonly LinkPageSettingName[];

/** What an operator gives: null or an empty list takes a setting away. */
export type GivenLinkPage = Partial<Readonly<Record<LinkPageSettingName, unknown>>>;

/**
 * Changes settings of the hosted page; those not given stay.
 * @param logo the picture's bytes; null takes it away, undefined leaves it
 * @returns what holds from now on, or which setting cannot be that
 */
export async function changeLinkPage(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  clientId: string,
  given: GivenLinkPage,
  logo: Uint8Array | null | undefined,
): Promise<(LinkPageSettings & { readonly logo: boolean }) | Refusal<'INVALID'>> {
  const found = await store.findLinkPage(clientId);
  const { hasLogo, ...current } = found ?? { ...emptyLinkPage, clientId, hasLogo: false };
  const change: Record<string, unknown> = {};
  for (const name of linkPageSettingNames.filter((each) => given[each] !== undefined)) {
    const { option, kind } = linkPageSettings[name];
    const read = readSetting(kind, given[name]);
    if ('fault' in read) return refusal('INVALID', `--${option}: ${read.fault}`);
    change[name] = read.value;
  }
  const picture = logo ? readLogo(logo) : logo;
  if (picture && 'fault' in picture) return refusal('INVALID', `--logo: ${picture.fault}`);
  const page: LinkPage = { ...current, ...(change as Partial<LinkPage>) };
  const { name, returnOrigins, privacyURL, consentVersion, frameOrigins, captureHandOff } = page;
  const settings: LinkPageSettings = { name, returnOrigins, privacyURL, consentVersion, frameOrigins, captureHandOff };
  const details = { ...settings, logo: picture === undefined ? hasLogo : picture !== null };
  await store.saveLinkPage(page, picture, { at: clock(), event: 'client.link-page-changed', clientId, details });
  return details;
}

function readSetting(kind: LinkPageSettingKind, given: unknown): { readonly value: unknown } | { readonly fault: string } {
  if (kind === 'truth') return typeof given === 'boolean' ? { value: given } : { fault: 'must be yes or no.' };
  if (kind === 'origins') return readOrigins(given);
  if (given === null) return { value: null };
  if (kind === 'address') {
    const isAddress = typeof given === 'string' && URL.canParse(given) && new URL(given).protocol === 'https:';
    return isAddress ? { value: new URL(given).href } : { fault: 'must be a URL that begins with https://.' };
  }
  const text = typeof given === 'string' ? given.trim() : '';
  return text === '' || text.length > MAX_TEXT_LENGTH ? { fault: `must have 1 to ${MAX_TEXT_LENGTH} characters.` } : { value: text };
}

function readOrigins(given: unknown): { readonly value: string[] } | { readonly fault: string } {
  const origins: string[] = [];
  for (const text of Array.isArray(given) ? given : [given]) {
    const read = readOrigin(String(text).trim());
    if ('fault' in read) return read;
    origins.push(read.origin);
  }
  return { value: origins };
}

function readLogo(bytes: Uint8Array): Logo | { readonly fault: string } {
  const format = formatOf(bytes);
  if (format !== 'png' && format !== 'jpeg') return { fault: 'the picture is neither PNG nor JPEG.' };
  if (bytes.length > MAX_LOGO_BYTES) return { fault: `the picture has more than ${MAX_LOGO_BYTES / 1024} KB.` };
  return { type: `image/${format}`, bytes };
}
