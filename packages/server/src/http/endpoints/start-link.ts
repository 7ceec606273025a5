import { startHandOffRequestSchema, startLinkRequestSchema, startLinkResponseSchema } from '@face-session/protocol/schemas';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { knownHandOff, knownLink } from '../known-link.js';
import { startKnownLink } from '../start-known-link.js';

/** Creates the session of a link for the first device that starts it. */
export const startLink = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/start',
    tag: 'Links',
    summary: 'Start the session of a link, once, or continue it on the same device. Called by the hosted page.',
    scope: null,
    body: { 'application/json': startLinkRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: startLinkResponseSchema },
    errors: ['NOT_FOUND', 'INVALID_REQUEST', 'FORBIDDEN'],
  },
  async (parts, { body }) => {
    const known = await knownLink(parts, body.token);
    return isRefusal(known) ? known : startKnownLink(parts, known, body);
  },
);

/** The same for the device that opened a hand-off. */
export const startHandOff = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/hand-off/start',
    tag: 'Links',
    summary: 'Start the session of a link on the device that opened its hand-off. Called by the hosted page.',
    scope: null,
    body: { 'application/json': startHandOffRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: startLinkResponseSchema },
    errors: ['NOT_FOUND', 'INVALID_REQUEST', 'FORBIDDEN'],
  },
  async (parts, { body }) => {
    const known = await knownHandOff(parts, body.handOff);
    return isRefusal(known) ? known : startKnownLink(parts, known, body);
  },
);
