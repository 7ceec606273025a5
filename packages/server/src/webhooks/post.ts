import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Receiver } from './receiver.js';

/** Most bytes of an answer that are read; it only has to arrive, nothing in it is used. */
const MAX_ANSWER_BYTES = 4 * 1024;

/** Most bytes of the headers of an answer. */
const MAX_HEADER_BYTES = 8 * 1024;

/**
 * Posts JSON to a receiver, over a connection of its own to an address that was checked. The one place where the service calls somebody.
 * Follows no redirect, reads 4 kB of the answer at most and uses nothing of it but the status.
 * @param signal ends the request
 * @returns the status
 * @throws the fault of the connection, or the signal's reason
 */
export function post(
  { url, addresses }: Receiver,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<number> {
  // Whatever name the connection asks for, it gets the addresses that were checked: a second answer of the DNS changes nothing.
  const pinned: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'face-session', ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: pinned,
      // No pool: a connection is to the addresses of this delivery, and nothing is left of it.
      agent: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      signal,
    });
    request.on('error', reject);
    request.once('response', (response) => {
      let bytes = 0;
      const finish = (): void => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) finish();
      });
      response.once('end', finish);
      // The status has arrived: what cuts the rest off, the receiver or the time limit, changes nothing.
      request.prependListener('error', finish);
      response.on('error', finish);
    });
    request.end(body);
  });
}
