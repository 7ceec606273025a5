import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AddressRules } from './address-rules.js';

/** Longest address of a receiver, in characters. */
const MAX_URL_LENGTH = 2_000;

/** Ports that a receiver on the Internet may have; in an allowed network it may have any. */
const PUBLIC_PORTS = [443, 8443];

/** A receiver whose addresses were checked. Connections go to these addresses, without resolving the name again. */
export interface Receiver {
  readonly url: URL;
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
}

/** The receiver must not be called; the message has the reason. `reason` is fixed, for tests and metrics. */
export class ReceiverError extends Error {
  override readonly name = 'ReceiverError';
  constructor(
    readonly reason: 'url' | 'scheme' | 'credentials' | 'port' | 'address' | 'unresolved',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Resolves a name to all its addresses; `dns.lookup` outside tests. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The receiver as it is written: an absolute https (or http) URL without user, password and fragment.
 * @throws {ReceiverError} if nothing could ever be delivered there
 */
export function receiverURL(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throw new ReceiverError('url', `The URL has more than ${MAX_URL_LENGTH} characters.`);
  if (!URL.canParse(text))
    throw new ReceiverError('url', `"${text}" is not a URL. Write it in full, such as https://backend.example/hooks.`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ReceiverError('scheme', 'The URL must begin with https://.');
  if (url.username !== '' || url.password !== '') {
    throw new ReceiverError('credentials', 'The URL must hold no user and no password. Use --auth basic.');
  }
  if (url.hash !== '') throw new ReceiverError('url', 'The URL must have no fragment: it is never sent.');
  return url;
}

/**
 * Resolves the receiver once and checks every address of it: one that may not be called refuses all, since a name that has both is an attack
 * or a mistake. Call this for each delivery, and connect to the addresses that it returns.
 * @throws {ReceiverError} if the receiver must not be called
 */
export async function resolveReceiver(text: string, rules: AddressRules, resolve: Resolve = systemResolve): Promise<Receiver> {
  const url = receiverURL(text);
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = await addressesOf(hostname, resolve);
  for (const { address } of addresses) {
    if (rules.isAllowed(address)) continue;
    if (!rules.isPublic(address)) {
      const place = address === hostname ? address : `${hostname} (${address})`;
      throw new ReceiverError('address', `${place} is not a public address. The operator can allow it with WEBHOOK_ALLOWED_NETWORKS.`);
    }
    if (url.protocol !== 'https:') throw new ReceiverError('scheme', 'The URL must begin with https://: the receiver is on the Internet.');
    if (url.port !== '' && !PUBLIC_PORTS.includes(Number(url.port))) {
      throw new ReceiverError('port', `Port ${url.port} is not allowed on the Internet; use ${PUBLIC_PORTS.join(' or ')}.`);
    }
  }
  return { url, addresses };
}

async function addressesOf(hostname: string, resolve: Resolve): Promise<Receiver['addresses']> {
  const literal = isIP(hostname);
  if (literal !== 0) return [{ address: hostname, family: literal as 4 | 6 }];
  let found: Awaited<ReturnType<Resolve>>;
  try {
    found = await resolve(hostname);
  } catch (cause) {
    const { code = 'no address' } = cause as NodeJS.ErrnoException;
    throw new ReceiverError('unresolved', `${hostname} cannot be resolved (${code}).`, { cause });
  }
  if (found.length === 0) throw new ReceiverError('unresolved', `${hostname} has no address.`);
  return found.map(({ address, family }) => ({ address, family: family as 4 | 6 }));
}
