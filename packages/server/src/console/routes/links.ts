import {
  DEFAULT_LINK_LIFETIME_SECONDS,
  MAX_LINK_LIFETIME_SECONDS,
  MAX_PHOTO_BYTES,
  MIN_LINK_LIFETIME_SECONDS,
} from '@face-session/protocol';
import { createLinkRequestSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { changeLinkPage, linkPageSettingNames, MAX_LOGO_BYTES } from '../../links/change-link-page.js';
import { createLink } from '../../links/create-link.js';
import { qrSVG } from '../../links/link-qr.js';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { consoleRoute } from '../console-route.js';
import { namedClient, subject, withClient } from '../with-client.js';

/** Bytes of a body beside its picture. */
const OTHER_BYTES = 64 * 1024;

/** Length of so many bytes in base64, in characters. */
const inBase64 = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/** `POST /api/link-page/set`: how the hosted page presents the client; what is not given stays. */
export const linkPageSet = consoleRoute({
  method: 'POST',
  path: '/api/link-page/set',
  role: 'admin',
  bodyBytes: inBase64(MAX_LOGO_BYTES) + OTHER_BYTES,
  body: namedClient.extend({
    page: z.partialRecord(z.enum(linkPageSettingNames), z.json()),
    logo: z.base64().max(inBase64(MAX_LOGO_BYTES)).nullable().optional(),
  }),
  subject,
  handle: withClient(async (parts, { clientId }, { body }) => {
    const { page, logo } = body;
    return changeLinkPage(parts, clientId, page, typeof logo === 'string' ? Buffer.from(logo, 'base64') : logo);
  }),
});

/** `POST /api/link/add`: a link to the hosted page. Its address is in the answer, and nowhere else. */
export const linkAdd = consoleRoute({
  method: 'POST',
  path: '/api/link/add',
  role: 'admin',
  bodyBytes: inBase64(MAX_PHOTO_BYTES) + OTHER_BYTES,
  body: namedClient.extend({
    photo: z.base64().min(1).max(inBase64(MAX_PHOTO_BYTES)).optional(),
    expiresIn: z.number().int().min(MIN_LINK_LIFETIME_SECONDS).max(MAX_LINK_LIFETIME_SECONDS).default(DEFAULT_LINK_LIFETIME_SECONDS),
    returnURL: z.string().max(2_000).optional(),
    locale: createLinkRequestSchema.shape.locale,
    allowHandOff: createLinkRequestSchema.shape.allowHandOff,
    userIdentifier: createLinkRequestSchema.shape.userIdentifier,
  }),
  subject,
  handle: withClient(async (parts, client, { body }) => {
    const { photo, expiresIn, returnURL, locale, allowHandOff, userIdentifier } = body;
    const request = { expiresIn, returnURL, locale, allowHandOff, userIdentifier };
    const created = await createLink(parts, client, { ...request, photo: photo === undefined ? undefined : Buffer.from(photo, 'base64') });
    // The codes of the API are not those of the console.
    if (isRefusal(created)) return refusal('INVALID', created.detail ?? created.refused);
    const { linkId, sessionId, url, expiresAt } = created;
    return { linkId, sessionId, url, expiresAt, qr: qrSVG(url) };
  }),
});
