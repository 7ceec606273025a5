import { text } from 'node:stream/consumers';
import { webhookEventTypes, type WebhookEventType } from '@face-session/protocol';
import { webhookBodies, type WebhookBody } from '../store/webhook-store.js';
import { authenticationKinds, type WebhookAuthentication } from '../webhooks/webhook-secrets.js';
import { readInput } from './arguments.js';
import { CliError } from './cli-error.js';

/** Headers that the service sets itself. */
const RESERVED_HEADERS = /^(host|content-.*|transfer-encoding|connection|upgrade|expect|te|trailer|user-agent|webhook-.*)$/i;

/** The events of `--events`, separated by commas. @throws CliError */
export function readEvents(list: string): WebhookEventType[] {
  const named = list.split(',').map((name) => name.trim());
  const unknown = named.find((name) => !webhookEventTypes.some((type) => type === name));
  if (unknown !== undefined) throw new CliError(`--events: "${unknown}" is not an event; there are ${webhookEventTypes.join(', ')}.`, 2);
  return webhookEventTypes.filter((type) => named.includes(type));
}

/** @throws CliError */
export function readBody(name: string): WebhookBody {
  const body = webhookBodies.find((candidate) => candidate === name);
  if (!body) throw new CliError(`--body must be one of ${webhookBodies.join(', ')}.`, 2);
  return body;
}

/**
 * Returns the authentication of `--auth`. Its credentials come from a file (`-`: standard input), because every user of the machine can read a command
 * line. The file holds `user:password` or `Header-Name: value`.
 * @throws CliError
 */
export async function readAuthentication(name: string, file: string | undefined): Promise<WebhookAuthentication> {
  const kind = authenticationKinds.find((candidate) => candidate === name);
  if (!kind) throw new CliError(`--auth must be one of ${authenticationKinds.join(', ')}.`, 2);
  if (kind === 'none') return { kind };
  if (file === undefined) {
    const holds = kind === 'basic' ? 'user:password' : 'Header-Name: value';
    throw new CliError(`--auth ${kind} needs --credentials FILE (- for standard input), which holds ${holds}.`, 2);
  }
  const credentials = (file === '-' ? await text(process.stdin) : (await readInput('--credentials', file)).toString()).replace(
    /\r?\n$/,
    '',
  );
  if (!/^[\x20-\x7e]+$/.test(credentials)) throw new CliError('The credentials must be one line of printable ASCII.', 2);
  const colon = credentials.indexOf(':');
  if (colon < 1) throw new CliError(`The credentials must be ${kind === 'basic' ? 'user:password' : 'Header-Name: value'}.`, 2);
  const [first, second] = [credentials.slice(0, colon), credentials.slice(colon + 1)];
  if (kind === 'basic') return { kind, user: first, password: second };
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(first) || RESERVED_HEADERS.test(first)) {
    throw new CliError('The header of the API key is not a header name, or one that the service sets itself.', 2);
  }
  return { kind, header: first.toLowerCase(), value: second.trim() };
}
