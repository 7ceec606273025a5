import { invalidConfig as wrong } from '../capture-error.js';
import { tokenClaims } from './token-claims.js';

/** Where a session may lead. */
interface ServiceAddressOptions {
  readonly token: string;
  readonly baseURL?: string | undefined;
  readonly issuers?: readonly string[] | undefined;
}

/**
 * The address of the service without a slash at its end: `baseURL`, or else the issuer of the token, if `issuers` has it.
 * @throws CaptureError INVALID_CONFIG that names the address and what is wrong with it
 */
export function serviceAddress({ token, baseURL, issuers }: ServiceAddressOptions): string {
  if (baseURL !== undefined) return addressOf('baseURL', baseURL, true, document.baseURI);
  const { iss: issuer } = tokenClaims(token);
  if (typeof issuer !== 'string') throw wrong('The token has no issuer.');
  if (issuers === undefined) return addressOf('The token’s issuer', issuer, false);
  if (!Array.isArray(issuers)) throw wrong('issuers is not an array of URLs.');
  const known = issuers.map((each) => addressOf('issuers', each, true));
  const address = addressOf('The token’s issuer', issuer, true);
  if (!known.includes(address)) throw wrong(`The token’s issuer ${address} is not in issuers (${known.join(', ')}).`, 'ISSUER_NOT_LISTED');
  return address;
}

/**
 * The folder of the assets, absolute. It may be on the page's own origin, whatever its scheme (`capacitor://localhost`).
 * @throws CaptureError INVALID_CONFIG
 */
export function assetsAddress(assetsURL: string): string {
  const url = parse('assetsURL', assetsURL, document.baseURI);
  const isOwn = url.protocol === location.protocol && url.host === location.host;
  if (!isOwn) requireSafe('assetsURL', url, true);
  return url.href;
}

function addressOf(name: string, text: unknown, isChosenByApp: boolean, base?: string): string {
  const url = parse(name, text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong(`${name} is not an http(s) URL.`);
  if (url.search || url.hash || url.username || url.password) throw wrong(`${name} has more than host and path.`);
  requireSafe(name, url, isChosenByApp);
  return url.href.replace(/\/+$/, '');
}

/**
 * Pictures and tokens go over https, except to this machine while one develops. A token alone may name this machine only to a page that is
 * served over http from it: an installed app lives on `https://localhost`, and other apps of the device listen on its ports.
 */
function requireSafe(name: string, url: URL, isChosenByApp: boolean): void {
  // A page without a secure context gets no camera, so nothing is sent. The session reports that as a fault of its own.
  if (url.protocol === 'https:' || !isSecureContext) return;
  if (isLoopback(url.hostname) && (isChosenByApp || (location.protocol === 'http:' && isLoopback(location.hostname)))) return;
  throw wrong(`${name} ${url.origin} does not use https.`, 'SERVICE_NOT_HTTPS');
}

const isLoopback = (hostname: string): boolean => /^(.+[.])?localhost$|^127([.]\d+){3}$|^\[::1\]$/.test(hostname);

function parse(name: string, text: unknown, base?: string): URL {
  try {
    if (typeof text === 'string') return new URL(text, base);
  } catch {
    // Named below.
  }
  throw wrong(`${name} is not a URL.`);
}
