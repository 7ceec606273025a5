import { DEFAULT_BODY_BYTES } from './declaration.js';
import { saysUnknown } from './endpoint-errors.js';
import type { Endpoint } from './endpoint.js';
import { rates, type RateName } from './rates.js';

/** The limits of an endpoint for the developer who calls it; empty if it has none. */
export function limitsText({ scope, limits = {}, body, errors }: Pick<Endpoint, 'scope' | 'limits' | 'body' | 'errors'>): string {
  const sentences: string[] = [];
  if (limits.rate !== undefined) sentences.push(rateText('calls', limits.rate));
  if (scope === 'client') sentences.push(rateText('failures', 'authentication'));
  if ([...errors].some(saysUnknown)) sentences.push(rateText('unknown identifiers', 'unknown'));
  if (body) sentences.push(`The body has at most ${sizeText(limits.bodyBytes ?? DEFAULT_BODY_BYTES)}.`);
  if (limits.pictures) sentences.push('At most `PICTURES_IN_FLIGHT` calls with pictures are under way at a time.');
  return sentences.join(' ');
}

function rateText(what: string, rate: RateName): string {
  const { setting, per } = rates[rate];
  // The environment variable of `tokensPerMinute` is `TOKENS_PER_MINUTE`.
  return `At most \`${setting.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}\` ${what} a minute for each ${per}.`;
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
