import { linkOfHandOff, linkOfToken, type KnownLink } from '../links/open-link.js';
import { isRefusal, type Refusal } from '../sessions/refusal.js';
import type { HttpParts } from './http-parts.js';

/** The link of a token, within the rate of calls that one link may have. */
export async function knownLink(parts: HttpParts, token: string): Promise<KnownLink | Refusal<'NOT_FOUND'>> {
  const known = await linkOfToken(parts, token);
  if (!isRefusal(known)) await parts.limiter.take('attempt', `link ${known.link.linkHash}`);
  return known;
}

/** The link of a hand-off, within the same rate. The two devices are counted apart. */
export async function knownHandOff(parts: HttpParts, secret: string): Promise<KnownLink | Refusal<'NOT_FOUND'>> {
  const known = await linkOfHandOff(parts, secret);
  if (!isRefusal(known)) await parts.limiter.take('attempt', `hand-off ${known.link.linkHash}`);
  return known;
}
