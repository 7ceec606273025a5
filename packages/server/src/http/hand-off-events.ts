import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { isOpenLink } from '@face-session/protocol';
import { handOffProgress } from '../links/hand-off.js';
import { linkTokenHash } from '../links/link-secrets.js';
import { isRefusal, type Refusal } from '../sessions/refusal.js';
import type { StoredLink } from '../store/link-store.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';

/** Time between two reads of the store, in milliseconds. All replicas write to it, so any of them can serve the stream. */
const READ_MS = 1000;

/** Reads of one stream, and with them its length: a minute. The page opens the next one. */
const READS = 60;

/** Reads without a change after which a comment is sent, so that no proxy closes the connection as idle. */
const READS_PER_COMMENT = 15;

/** Sends the state of a hand-off as server-sent events, at once and after each change. Ends with the link. */
export function handOffEvents(
  parts: HttpParts,
  request: FastifyRequest,
  link: StoredLink,
  { token, deviceKey }: { readonly token: string; readonly deviceKey: string },
): Readable | Refusal<'RATE_LIMITED' | 'BUSY'> {
  const end = parts.handOffStreams.open(link.linkHash);
  if (isRefusal(end)) return end;
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, parts.closing]);
  connectionOf(request).onOver(() => {
    over.abort();
    end();
  });
  return Readable.from(changes(parts, link, token, deviceKey, signal), { objectMode: false });
}

async function* changes(
  parts: HttpParts,
  first: StoredLink,
  token: string,
  deviceKey: string,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { store, sealer, clock } = parts;
  const tokenHash = linkTokenHash(sealer, token);
  let link: StoredLink | null = first;
  let told = '';
  for (let read = 1; read <= READS; read++) {
    const progress = handOffProgress(parts, link, deviceKey);
    const data = JSON.stringify(progress);
    if (data !== told) yield `data: ${data}\n\n`;
    else if (read % READS_PER_COMMENT === 0) yield ': still here\n\n';
    told = data;
    if (!isOpenLink(progress.status)) return;
    await wait(READ_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    link = await store.findLinkByToken(tokenHash, clock());
    if (!link) return;
  }
}
