import { changeLinkPage, linkPageSettingNames, linkPageSettings, type GivenLinkPage } from '../links/change-link-page.js';
import { isRefusal } from '../sessions/refusal.js';
import { emptyLinkPage } from '../store/link-page.js';
import { existingClient } from './actions.js';
import { readArguments, readInput, type Arguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import { printJson, printOutcome, withParts } from './with-parts.js';

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
    options: [...linkPageSettingNames.map((name) => linkPageSettings[name].option), 'logo'],
    flags: ['json'],
  });
  const [action, id] = read.words;
  if (action !== 'set' && action !== 'show') throw usageError('client link-page set|show ID');
  await withParts(async (parts) => {
    const { clientId } = await existingClient(parts, id);
    if (action === 'show') {
      printJson((await parts.store.findLinkPage(clientId)) ?? { ...emptyLinkPage, clientId, hasLogo: false });
      return;
    }
    const changed = await changeLinkPage(parts, clientId, givenBy(read), await readLogo(read.option('logo')));
    if (isRefusal(changed)) throw new CliError(changed.detail ?? '', 2);
    printOutcome(read, `Changed the hosted page of ${clientId}.`, changed);
  });
}

function givenBy(args: Arguments): GivenLinkPage {
  return Object.fromEntries(
    linkPageSettingNames.map((name): [string, unknown] => {
      const { option, kind } = linkPageSettings[name];
      const text = args.option(option);
      if (text === undefined) return [name, undefined];
      if (kind === 'truth') return [name, isAllowed(option, text)];
      const none = kind === 'origins' ? [] : null;
      return [name, text === 'none' ? none : kind === 'origins' ? text.split(',') : text];
    }),
  );
}

function isAllowed(option: string, text: string): boolean {
  if (text !== 'allow' && text !== 'never') throw new CliError(`--${option} must be allow or never.`, 2);
  return text === 'allow';
}

async function readLogo(file: string | undefined): Promise<Buffer | null | undefined> {
  if (file === undefined) return undefined;
  return file === 'none' ? null : readInput('--logo', file);
}
