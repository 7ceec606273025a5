import { OptionsInvalid } from './errors.js';

/**
 * The address of one of the service's resources.
 *
 * @param base base URL of the service, as in `iss`; https, or http on a loopback address unless NODE_ENV is `production`
 * @param path path below the base, without a leading slash, already encoded
 * @throws {@link OptionsInvalid} for any other address: keys and pictures fetched over plain http can be exchanged on the way
 */
export function serviceURL(base: string, path: string): URL {
  if (typeof (base as unknown) !== 'string') throw new OptionsInvalid('The base URL of the service must be a string');
  const url = parse(`${base.replace(/\/+$/, '')}/${path}`);
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.search !== '') {
    throw new OptionsInvalid('The base URL of the service must have no credentials, query or fragment');
  }
  if (url.protocol === 'https:') return url;
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) {
    throw new OptionsInvalid('The base URL of the service must be https; http is accepted for loopback addresses only');
  }
  if (!isDevelopment()) {
    throw new OptionsInvalid(
      'The base URL of the service must be https: NODE_ENV is "production", so http is not accepted for loopback addresses either',
    );
  }
  return url;
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new OptionsInvalid('The base URL of the service is not a URL', { cause });
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function isDevelopment(): boolean {
  return process.env['NODE_ENV'] !== 'production';
}
