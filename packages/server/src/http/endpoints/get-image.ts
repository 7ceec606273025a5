import { z } from 'zod';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { auditImageOf } from '../../sessions/session-info.js';
import { binary } from '../body-schemas.js';
import type { Declaration } from '../declaration.js';
import { endpoint } from '../endpoint.js';

const image = {
  method: 'GET',
  tag: 'Results',
  scope: 'KYC_INFO_SDK',
  params: z.object({ imageId: z.string().max(100).toLowerCase() }),
  success: { status: 200, type: 'image/jpeg', schema: binary('The selfie; its SHA-256 is in the result') },
  errors: ['NOT_FOUND'],
} as const satisfies Partial<Declaration>;

/** The audit-trail image of a session that succeeded. */
export const getImage = endpoint(
  { ...image, path: '/api/v1/info/img/{imageId}', summary: 'Get the audit-trail image.' },
  async (parts, { caller, params }) => {
    const found = await auditImageOf(parts, caller.client, params.imageId);
    return isRefusal(found) ? found : found.image;
  },
);

/** The same below the issuer of test results, where a backend looks for it. */
export const getTestImage = endpoint(
  { ...image, path: '/test/api/v1/info/img/{imageId}', summary: 'Get the audit-trail image of a test session: a grey square.' },
  async (parts, { caller, params }) => {
    if (!caller.client.test) return refusal('NOT_FOUND');
    const found = await auditImageOf(parts, caller.client, params.imageId);
    return isRefusal(found) ? found : found.image;
  },
);
