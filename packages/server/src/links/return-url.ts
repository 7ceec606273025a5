import type { LinkStatus } from '@face-session/protocol';

/** Where plain http is allowed: on the developer's own machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Parameters that the page adds to a `returnURL`. */
const ADDED = ['link', 'status', 'state'] as const;

/**
 * An origin that a client may register: https, or http on the loopback interface.
 * @returns the origin as browsers write it, or what is wrong with the text
 */
export function readOrigin(text: string): { readonly origin: string } | { readonly fault: string } {
  if (!URL.canParse(text)) return { fault: `"${text}" is not an origin. Write it as https://app.example.` };
  const url = new URL(text);
  if (!isAllowedScheme(url)) return { fault: `"${text}" must begin with https://. Plain http is allowed on localhost only.` };
  if (url.username !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '' || text.endsWith('#') || text.endsWith('?')) {
    return { fault: `"${text}" is more than an origin. Write ${url.origin}.` };
  }
  return { origin: url.origin };
}

/** What is wrong with a `returnURL` for a client with these origins; null if nothing is. */
export function returnURLFault(text: string, origins: readonly string[]): string | null {
  if (!URL.canParse(text)) return 'not a URL';
  const url = new URL(text);
  if (!isAllowedScheme(url)) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must hold no user and no password';
  if (!origins.includes(url.origin)) {
    return 'its origin is not registered for the client. The operator registers it with client link-page set --return-origins.';
  }
  const taken = ADDED.find((name) => url.searchParams.has(name));
  return taken === undefined ? null : `the page adds the parameter ${taken}: leave it out`;
}

/** The address with how the link stands. Neither result nor token is ever in it. */
export function returnURLOf(
  text: string,
  { link, status, state }: { readonly link: string; readonly status: LinkStatus; readonly state: string | undefined },
): string {
  const url = new URL(text);
  url.searchParams.set('link', link);
  url.searchParams.set('status', status);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}

function isAllowedScheme({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
