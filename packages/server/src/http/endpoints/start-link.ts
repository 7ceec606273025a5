import type { Scope } from '@face-session/protocol';
import { startLinkRequestSchema, startLinkResponseSchema } from '@face-session/protocol/schemas';
import { startLink as start } from '../../links/start-link.js';
import { issueAccessToken } from '../../oauth/access-token.js';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { knownLink } from '../known-link.js';

/** What the capture on the page may do, in its one session. */
const PAGE_SCOPES: readonly Scope[] = ['KYC_FACE_FLOW', 'KYC_EVENT_SDK'];

/** Makes the session of a link for the first device that asks. */
export const startLink = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/start',
    tag: 'Links',
    summary: 'Start the session of a link, once, or go on with it on the same device. Called by the hosted page.',
    scope: null,
    body: { 'application/json': startLinkRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: startLinkResponseSchema },
    errors: ['NOT_FOUND', 'INVALID_REQUEST'],
  },
  async (parts, { body }) => {
    const known = await knownLink(parts, body.token);
    if (isRefusal(known)) return known;
    const started = await start(parts, known, body.deviceKey, body.consentVersion);
    if (isRefusal(started) || started.outcome !== 'started') return started;
    const { client } = known;
    const scopes = PAGE_SCOPES.filter((scope) => client.scopes.includes(scope));
    const { sessionId } = started;
    const { access_token } = await issueAccessToken(parts, { client, scopes, sessionId });
    return { ...started, accessToken: access_token };
  },
);
