import { z } from 'zod';
import { isRefusal } from '../../sessions/refusal.js';
import { auditImageOf } from '../../sessions/session-info.js';
import { binary } from '../body-schemas.js';
import { endpoint } from '../endpoint.js';

/** The audit-trail image of a session that succeeded. */
export const getImage = endpoint(
  {
    method: 'GET',
    path: '/api/v1/info/img/{imageId}',
    tag: 'Results',
    summary: 'Get the audit-trail image.',
    scope: 'KYC_INFO_SDK',
    params: z.object({ imageId: z.string().max(100).toLowerCase() }),
    success: { status: 200, type: 'image/jpeg', schema: binary('The selfie; its SHA-256 is in the result') },
    errors: ['NOT_FOUND'],
  },
  async (parts, { caller, params }) => {
    const found = await auditImageOf(parts, caller.client, params.imageId);
    return isRefusal(found) ? found : found.image;
  },
);
