import { formatOf } from '@face-session/face/node';
import { readOrigin } from '../links/return-url.js';
import { emptyLinkPage, type LinkPage } from '../store/link-page.js';
import type { Logo } from '../store/link-page-store.js';
import { existingClient } from './actions.js';
import { readArguments, readInput, type Arguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import { printJson, printOutcome, withParts } from './with-parts.js';

/** Largest logo, in bytes: it is shown 28 pixels high. */
const MAX_LOGO_BYTES = 64 * 1024;

/** Longest name and version, in characters. */
const MAX_TEXT_LENGTH = 100;

export const linkPageHelp = [
  'client link-page set ID    change how the hosted page presents the client; options not given stay as they are',
  '       [--return-origins https://app.example,...|none] [--name NAME|none] [--logo FILE|none: PNG or JPEG, at most 64 KB]',
  '       [--privacy-url URL|none] [--consent VERSION|none: the person must consent, and the version is in the audit log]',
  '       [--frame-origins https://app.example,...|none: pages that may show the page in a frame]',
  '       [--capture-hand-off allow|never: whether a capture may continue on another device]',
  'client link-page show ID   print these settings',
];

/** `client link-page set|show CLIENT_ID ...` */
export async function clientLinkPage(args: readonly string[]): Promise<void> {
  const read = readArguments(args, {
    words: 2,
    options: ['return-origins', 'name', 'logo', 'privacy-url', 'consent', 'frame-origins', 'capture-hand-off'],
    flags: ['json'],
  });
  const [action, id] = read.words;
  if (action !== 'set' && action !== 'show') throw usageError('client link-page set|show ID');
  await withParts(async ({ store, clock }) => {
    const { clientId } = await existingClient({ store }, id);
    const found = await store.findLinkPage(clientId);
    const { hasLogo, ...current } = found ?? { ...emptyLinkPage, clientId, hasLogo: false };
    if (action === 'show') {
      printJson({ ...current, hasLogo });
      return;
    }
    const logo = await readLogo(read.option('logo'));
    const page = { ...current, ...changeOf(read) };
    const details = { ...settingsOf(page), logo: logo === undefined ? hasLogo : logo !== null };
    await store.saveLinkPage(page, logo, { at: clock(), event: 'client.link-page-changed', clientId, details });
    printOutcome(read, `Changed the hosted page of ${clientId}.`, details);
  });
}

function settingsOf({
  name,
  returnOrigins,
  privacyURL,
  consentVersion,
  frameOrigins,
  captureHandOff,
}: LinkPage): Omit<LinkPage, 'clientId'> {
  return { name, returnOrigins, privacyURL, consentVersion, frameOrigins, captureHandOff };
}

function changeOf(args: Arguments): Partial<LinkPage> {
  const [origins, name, privacyURL, consent] = ['return-origins', 'name', 'privacy-url', 'consent'].map((option) => args.option(option));
  const [frames, handOff] = ['frame-origins', 'capture-hand-off'].map((option) => args.option(option));
  return {
    ...(origins !== undefined && { returnOrigins: originsOf('--return-origins', origins) }),
    ...(name !== undefined && { name: name === 'none' ? null : shortText('--name', name) }),
    ...(privacyURL !== undefined && { privacyURL: privacyURL === 'none' ? null : httpsURL(privacyURL) }),
    ...(consent !== undefined && { consentVersion: consent === 'none' ? null : shortText('--consent', consent) }),
    ...(frames !== undefined && { frameOrigins: originsOf('--frame-origins', frames) }),
    ...(handOff !== undefined && { captureHandOff: isAllowed('--capture-hand-off', handOff) }),
  };
}

function originsOf(option: string, text: string): string[] {
  if (text === 'none') return [];
  return text.split(',').map((part) => {
    const read = readOrigin(part.trim());
    if ('fault' in read) throw new CliError(`${option}: ${read.fault}`, 2);
    return read.origin;
  });
}

function isAllowed(option: string, text: string): boolean {
  if (text !== 'allow' && text !== 'never') throw new CliError(`${option} must be allow or never.`, 2);
  return text === 'allow';
}

function shortText(option: string, text: string): string {
  if (text.trim() === '' || text.length > MAX_TEXT_LENGTH) throw new CliError(`${option} must have 1 to ${MAX_TEXT_LENGTH} characters.`, 2);
  return text.trim();
}

function httpsURL(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:')
    throw new CliError('--privacy-url must be a URL that begins with https://.', 2);
  return new URL(text).href;
}

async function readLogo(file: string | undefined): Promise<Logo | null | undefined> {
  if (file === undefined) return undefined;
  if (file === 'none') return null;
  const bytes = await readInput('--logo', file);
  const format = formatOf(bytes);
  if (format !== 'png' && format !== 'jpeg') throw new CliError(`--logo: ${file} is neither PNG nor JPEG.`, 2);
  if (bytes.length > MAX_LOGO_BYTES) throw new CliError(`--logo: ${file} has more than ${MAX_LOGO_BYTES / 1024} KB.`, 2);
  return { type: `image/${format}`, bytes };
}
