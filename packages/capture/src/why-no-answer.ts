import { withTimeout } from './abort.js';
import { pause } from './camera/next-picture.js';

/** Why a request came to no answer that the page may read. */
export type NoAnswer = 'OFFLINE' | 'CSP' | 'CORS' | 'REDIRECTED' | 'UNREACHABLE' | 'LOST';

/** A call that leaves nothing behind and leads nowhere else. */
export const PRIVATELY: RequestInit = { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' };

/** Milliseconds for each look. The person waits meanwhile. */
const LOOK_MS = 3_000;

/** Milliseconds in which the browser reports a policy that it enforced: a separate task, after the request failed. */
const VIOLATION_MS = 100;

/** The addresses that the page's content security policy has refused to connect to, so far. */
const refused: string[] = [];

/** Records what the page's policy blocks from now on, once in a page. The browser reports it only once. */
export function watchPolicy(): void {
  if (isWatched) return;
  isWatched = true;
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, disposition }) => {
    if (effectiveDirective === 'connect-src' && disposition === 'enforce') refused.push(blockedURI);
  });
}
let isWatched = false;

/**
 * Finds out why a request failed, which the browser reports to its console but not to the page. Requests the address once more: first as the request
 * was, then without reading the response.
 * @param url an address beside the one that failed, which a GET changes nothing at
 * @param headers of the request that failed: they decide whether the browser asks the server before it sends
 */
export async function whyNoAnswer(url: string, headers: Record<string, string> = {}): Promise<NoAnswer> {
  if (!navigator.onLine) return 'OFFLINE';
  const { origin } = new URL(url, document.baseURI);
  await pause(VIOLATION_MS);
  if (refused.some((address) => address === origin || address.startsWith(`${origin}/`))) return 'CSP';
  const read = await look(url, { headers, redirect: 'manual' });
  if (read) return read.type === 'opaqueredirect' ? 'REDIRECTED' : 'LOST';
  const isThere = origin !== location.origin && (await look(url, { mode: 'no-cors', redirect: 'follow' }));
  return isThere ? 'CORS' : 'UNREACHABLE';
}

async function look(url: string, init: RequestInit): Promise<Response | undefined> {
  const limited = withTimeout(LOOK_MS);
  try {
    return await fetch(url, { ...PRIVATELY, ...init, signal: limited.signal });
  } catch {
    return undefined;
  } finally {
    limited.done();
  }
}
