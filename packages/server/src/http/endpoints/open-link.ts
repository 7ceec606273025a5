import { openLinkRequestSchema, openLinkResponseSchema } from '@face-session/protocol/schemas';
import { openLink as open } from '../../links/open-link.js';
import { openedLinkJson } from '../../links/opened-link-json.js';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { knownLink } from '../known-link.js';

/** Returns what the hosted page shows. The token of the link is the credential. It is in the body, so that no log has it. */
export const openLink = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/open',
    tag: 'Links',
    summary: 'Get what the page of a link shows. Called by the hosted page.',
    scope: null,
    body: { 'application/json': openLinkRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: openLinkResponseSchema },
    errors: ['NOT_FOUND'],
  },
  async (parts, { body }) => {
    const known = await knownLink(parts, body.token);
    if (isRefusal(known)) return known;
    // The page was sent for the origins of another client than the link's: to the person it is unknown there.
    if (body.framedFor !== undefined && body.framedFor !== known.client.clientId) return refusal('NOT_FOUND');
    return openedLinkJson(await open(parts, known, body.framedFor !== undefined));
  },
);
