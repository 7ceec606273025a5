import type { Scope } from '@face-session/protocol';
import type { KnownLink } from '../links/open-link.js';
import { startLink, type StartedSession } from '../links/start-link.js';
import { issueAccessToken } from '../oauth/access-token.js';
import { isRefusal, type Refusal } from '../sessions/refusal.js';
import type { HttpParts } from './http-parts.js';

/** Scopes of the capture on the page, in its one session. */
const PAGE_SCOPES: readonly Scope[] = ['KYC_FACE_FLOW', 'KYC_EVENT_SDK'];

/** Starts a link for a device, with an access token that is bound to the session. */
export async function startKnownLink(
  parts: HttpParts,
  known: KnownLink,
  { deviceKey, consentVersion }: { readonly deviceKey: string; readonly consentVersion?: string | undefined },
): Promise<
  (StartedSession & { readonly accessToken: string }) | { readonly outcome: 'used' | 'over' } | Refusal<'INVALID_REQUEST' | 'FORBIDDEN'>
> {
  const started = await startLink(parts, known, deviceKey, consentVersion);
  if (isRefusal(started) || started.outcome !== 'started') return started;
  const { client } = known;
  const scopes = PAGE_SCOPES.filter((scope) => client.scopes.includes(scope));
  const { sessionId } = started;
  const { access_token } = await issueAccessToken(parts, { client, scopes, sessionId });
  return { ...started, accessToken: access_token };
}
