import {
  createHandOffResponseSchema,
  handOffRequestSchema,
  handOffStateSchema,
  openHandOffRequestSchema,
  openHandOffResponseSchema,
} from '@face-session/protocol/schemas';
import { createHandOff as create, handOffProgress, openHandOff as open } from '../../links/hand-off.js';
import { qrSVG } from '../../links/link-qr.js';
import { openLink } from '../../links/open-link.js';
import { openedLinkJson } from '../../links/opened-link-json.js';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { handOffEvents } from '../hand-off-events.js';
import { knownHandOff, knownLink } from '../known-link.js';

/* The endpoints with which the hosted page continues a link on another device. Secrets are in the bodies, so that no log has them. */

/** Makes the hand-off of a link. */
export const createHandOff = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/hand-off',
    tag: 'Links',
    summary: 'Create the URL with which another device continues a link. It replaces the one before. Called by the hosted page.',
    scope: null,
    body: { 'application/json': handOffRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 201, type: 'application/json', schema: createHandOffResponseSchema },
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  },
  async (parts, { body }) => {
    const known = await knownLink(parts, body.token);
    if (isRefusal(known)) return known;
    const created = await create(parts, known, body.deviceKey);
    if (isRefusal(created)) return created;
    return { ...created, expiresAt: new Date(created.expiresAt).toISOString(), qrSVG: qrSVG(created.url) };
  },
);

/** Returns the state of the hand-off of a link. */
export const getHandOff = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/hand-off/state',
    tag: 'Links',
    summary: 'Get the state of the hand-off that this device created. Called by the hosted page.',
    scope: null,
    body: { 'application/json': handOffRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: handOffStateSchema },
    errors: ['NOT_FOUND'],
  },
  async (parts, { body }) => {
    const known = await knownLink(parts, body.token);
    return isRefusal(known) ? known : handOffProgress(parts, known.link, body.deviceKey);
  },
);

/** The same as server-sent events. */
export const followHandOff = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/hand-off/events',
    tag: 'Links',
    summary: 'Follow the hand-off that this device created, as server-sent events: one for each change. Called by the hosted page.',
    scope: null,
    body: { 'application/json': handOffRequestSchema },
    limits: { bodyBytes: 1024 },
    success: {
      status: 200,
      type: 'text/event-stream',
      schema: handOffStateSchema,
      // Without it nginx buffers the events.
      headers: { 'x-accel-buffering': 'no' },
    },
    errors: ['NOT_FOUND', 'RATE_LIMITED', 'BUSY'],
  },
  async (parts, { body, request }) => {
    const known = await knownLink(parts, body.token);
    return isRefusal(known) ? known : handOffEvents(parts, request, known.link, body);
  },
);

/** Opens a hand-off for the first device that asks. */
export const openHandOff = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links/hand-off/open',
    tag: 'Links',
    summary: 'Open a hand-off on the other device, once, and get what its page shows. Called by the hosted page.',
    scope: null,
    body: { 'application/json': openHandOffRequestSchema },
    limits: { bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: openHandOffResponseSchema },
    errors: ['NOT_FOUND'],
  },
  async (parts, { body }) => {
    const known = await knownHandOff(parts, body.handOff);
    if (isRefusal(known)) return known;
    const { outcome, code } = await open(parts, known, body.handOff, body.deviceKey);
    if (outcome === 'used' || outcome === 'over') return { outcome };
    return { outcome: 'opened', code, link: openedLinkJson(await openLink(parts, known)) };
  },
);
