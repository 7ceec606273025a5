import { writeFile } from 'node:fs/promises';
import {
  DEFAULT_LINK_LIFETIME_SECONDS,
  MAX_LINK_LIFETIME_SECONDS,
  MAX_PHOTO_BYTES,
  MIN_LINK_LIFETIME_SECONDS,
} from '@face-session/protocol';
import { createLinkRequestSchema, type CreateLinkRequest } from '@face-session/protocol/schemas';
import { openFaces } from '../faces.js';
import { createLink, type CreateLinkParts } from '../links/create-link.js';
import { deleteLink, linkInfo, linkJson } from '../links/link-info.js';
import { qrSVG } from '../links/link-qr.js';
import type { ServiceParts } from '../service-parts.js';
import { isRefusal, type Refusal } from '../sessions/refusal.js';
import type { Client } from '../store/client-store.js';
import { existingClient, readAction, type Action } from './actions.js';
import { type Arguments, readInput, uuidArgument } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { deliver, printJson, printOutcome, withParts } from './with-parts.js';

const actions: Readonly<Record<string, Action<[client: Client]>>> = {
  create: {
    words: 2,
    async run(parts, args, client) {
      const request = readRequest(args);
      const photo = await readPhoto(args);
      const created = await withFaces(parts, photo !== undefined && !client.test, (all) => createLink(all, client, { ...request, photo }));
      if (isRefusal(created)) throw refused(created);
      const qrFile = args.option('qr');
      // Anybody who can read the code can start the link.
      if (qrFile !== undefined) await writeFile(qrFile, qrSVG(created.url), { mode: 0o600 });
      const { quality, expiresAt, ...link } = created;
      const shown = { ...link, expiresAt: new Date(expiresAt).toISOString(), ...(quality && { quality }) };
      // The service keeps only a hash of the URL's token.
      await deliver(
        args.flag('json') ? JSON.stringify(shown) : `${link.url}\nlink ${link.linkId}, session ${link.sessionId}, until ${shown.expiresAt}`,
        'The URL could not be written to standard output.',
      );
    },
  },
  show: {
    words: 3,
    async run(parts, args, client) {
      const link = await linkInfo(parts, client, linkIdOf(args));
      if (isRefusal(link)) throw new CliError('The client has no such link, or it was deleted.');
      printJson(linkJson(link));
    },
  },
  delete: {
    words: 3,
    async run(parts, args, client) {
      if (!(await deleteLink(parts, client, linkIdOf(args)))) throw new CliError('The client has no such link, or it was deleted.');
      printOutcome(args, 'Deleted, with its session and all its data.', { linkId: linkIdOf(args), deleted: true });
    },
  },
};

export const link: Command = {
  name: 'link',
  help: [
    'link create CLIENT_ID      create a link to the hosted page from --photo FILE, --session ID or --enrollment ID; prints its URL once',
    '       [--expires-in SECONDS] [--return-url URL] [--state TEXT] [--locale TAG] [--nonce TEXT] [--user UUID] [--qr FILE: SVG]',
    '       [--allow-hand-off never|offer|only: whether the person may continue on another device]',
    '       [--outcome OUTCOME: test clients only, in place of a photo] [--json]',
    'link show CLIENT_ID LINK_ID    print the status of a link, without its result',
    'link delete CLIENT_ID LINK_ID  delete a link with its session',
  ],
  async run(args) {
    const { action, read } = readAction('link', actions, args, {
      options: [
        'photo',
        'session',
        'enrollment',
        'expires-in',
        'return-url',
        'state',
        'locale',
        'nonce',
        'user',
        'outcome',
        'allow-hand-off',
        'qr',
      ],
      flags: ['json'],
    });
    await withParts(async (parts) => action.run(parts, read, await existingClient(parts, read.words[1])));
  },
};

/** What each field of a request is on the command line. */
const optionOf: Readonly<Partial<Record<keyof CreateLinkRequest, string>>> = {
  sessionId: 'session',
  enrollmentIdentifier: 'enrollment',
  expiresIn: 'expires-in',
  returnURL: 'return-url',
  state: 'state',
  locale: 'locale',
  nonce: 'nonce',
  userIdentifier: 'user',
  outcome: 'outcome',
  allowHandOff: 'allow-hand-off',
};

function readRequest(args: Arguments): CreateLinkRequest {
  const expiresIn = args.option('expires-in');
  const fields = Object.fromEntries(Object.entries(optionOf).map(([field, option]) => [field, args.option(option)]));
  const parsed = createLinkRequestSchema.safeParse({
    ...fields,
    expiresIn: expiresIn === undefined ? DEFAULT_LINK_LIFETIME_SECONDS : Number(expiresIn),
  });
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0] as keyof CreateLinkRequest;
  const bounds = field === 'expiresIn' ? `a number of seconds from ${MIN_LINK_LIFETIME_SECONDS} to ${MAX_LINK_LIFETIME_SECONDS}` : 'valid';
  throw new CliError(
    `--${optionOf[field] ?? field} must be ${bounds}${field === 'expiresIn' ? '' : `: ${parsed.error.issues[0]?.message ?? ''}`}.`,
    2,
  );
}

async function readPhoto(args: Arguments): Promise<Buffer | undefined> {
  const file = args.option('photo');
  if (file === undefined) return undefined;
  const photo = await readInput('--photo', file);
  if (photo.length > MAX_PHOTO_BYTES) throw new CliError(`--photo: ${file} has more than ${MAX_PHOTO_BYTES} bytes.`, 2);
  return photo;
}

/** Runs with the models loaded where a photo is measured; they take seconds. */
async function withFaces<Value>(parts: ServiceParts, needed: boolean, run: (parts: CreateLinkParts) => Promise<Value>): Promise<Value> {
  const metrics: CreateLinkParts['metrics'] = { timeStage: (_stage, measure) => measure() };
  if (!needed) return run({ ...parts, metrics, faces: noFaces });
  const { faces } = await openFaces({ ...parts.config, workers: 1 });
  try {
    return await run({ ...parts, metrics, faces });
  } finally {
    await faces.close();
  }
}

/** In place of the models where no photo is measured. */
const noFaces: CreateLinkParts['faces'] = {
  reference: () => Promise.reject(new Error('No models are loaded.')),
};

function refused({ refused: code, detail }: Refusal<string>): CliError {
  return new CliError(`The link was not created: ${code}${detail === undefined ? '' : `: ${detail}`}`);
}

function linkIdOf(args: Arguments): string {
  return uuidArgument('LINK_ID', args.words[2] ?? '');
}
