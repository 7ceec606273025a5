import { linkSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { linkInfo, linkResult, linkJson } from '../../links/link-info.js';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';

/** Returns the status of a link, with its result. */
export const getLink = endpoint(
  {
    method: 'GET',
    path: '/api/v1/links/{linkId}',
    tag: 'Links',
    summary: 'Get the status of a link, and the signed result once its session passed or failed.',
    scope: 'KYC_FACE_LINK',
    params: z.object({ linkId: z.uuid().toLowerCase() }),
    success: { status: 200, type: 'application/json', schema: linkSchema },
    errors: ['NOT_FOUND'],
  },
  async (parts, { caller, params }) => {
    const link = await linkInfo(parts, caller.client, params.linkId);
    if (isRefusal(link)) return link;
    const jwsResult = await linkResult(parts, caller.client, link);
    return { ...linkJson(link), ...(jwsResult !== null && { jwsResult }) };
  },
);
