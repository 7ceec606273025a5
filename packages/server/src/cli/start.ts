import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scopes } from '@face-session/protocol';
import { namesOfSettings } from '../config.js';
import { addClient } from '../oauth/clients.js';
import { recordEvent } from '../record-event.js';
import type { Service } from '../service.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { deliverSecret, print } from './with-parts.js';

/** Name of the client that the first run adds. */
const FIRST_CLIENT = 'First client';

export const start: Command = {
  name: 'start',
  help: ['start                      run the service for a trial; the first run adds a client and prints its secret and the next commands'],
  async run(args) {
    readArguments(args, {});
    // Requests are not logged: what is printed here is what there is to read.
    await (await import('../main.js')).main({ logLevel: 'warn', onListening: introduce });
  },
};

/** Prints where the service is and, to whoever runs it for the first time, a client and what to do next. */
async function introduce(service: Service): Promise<void> {
  const { baseURL, store } = service.config;
  const clients = await service.store.listClients();
  print(
    `Face Session runs at ${baseURL}. Its data is in ${store.kind === 'sqlite' ? dirname(store.file) : 'PostgreSQL'}. Ctrl+C stops it.`,
  );
  const command = commandOf(fileURLToPath(new URL('../cli.js', import.meta.url)), process.cwd());
  if (clients.length > 0) {
    print(`It has ${clients.length === 1 ? '1 client' : `${clients.length} clients`}: ${command} client list`);
    return;
  }
  let secretOf = '';
  const { clientId } = await addClient(service, { name: FIRST_CLIENT, scopes }, async (credentials) => {
    secretOf = credentials.clientSecret;
    await deliverSecret(`\nThe first client. The secret is shown only once: the service stores its hash.\n
client_id:     ${credentials.clientId}
client_secret: ${credentials.clientSecret}`);
  });
  await recordEvent(service, { event: 'client.added', clientId, details: { name: FIRST_CLIENT } });
  for (const line of nextSteps({ command, baseURL, clientId, clientSecret: secretOf, settings: namesOfSettings() })) print(line);
}

interface FirstRun {
  readonly command: string;
  readonly baseURL: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names of the settings that the service was started with. */
  readonly settings: readonly string[];
}

/** Three commands, each of which works as it is printed. */
export function nextSteps({ command, baseURL, clientId, clientSecret, settings }: FirstRun): string[] {
  const alike = settings.length === 0 ? '' : `, with the same settings (${settings.join(', ')})`;
  return [
    '',
    `Next, in another terminal in this folder${alike}:`,
    '',
    '1. Try it: create a link with a photo of yourself, and open its address in a browser with a camera.',
    `   ${command} link create ${clientId} --photo photo.jpg`,
    '2. Get a token, as your backend does.',
    `   printf 'user = "${clientId}:${clientSecret}"' | curl -s -K - ${baseURL}/api/oauth/token -d grant_type=client_credentials`,
    '3. Check everything that can be checked.',
    `   ${command} doctor`,
  ];
}

/**
 * How a person calls the command line again, in the same folder.
 * @param file path of the program
 * @param folder where it was called
 */
export function commandOf(file: string, folder: string): string {
  const installed = file.replaceAll('\\', '/').lastIndexOf('/node_modules/');
  if (installed < 0) return `node ${relative(folder, file)}`;
  const project = file.slice(0, installed);
  // npx installs into a folder of its own, and notes there what it was called with.
  if (basename(dirname(project)) !== '_npx') return 'npx face-session';
  const called = calledWith(project);
  // npx takes the path of a tarball for a program, unless it is told that it is a package.
  return called.includes('.tgz') ? `npx --package ${called} face-session` : `npx ${called}`;
}

function calledWith(project: string): string {
  try {
    const { _npx } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { _npx?: { packages?: string[] } };
    return _npx?.packages?.[0] ?? '@face-session/server';
  } catch {
    return '@face-session/server';
  }
}
