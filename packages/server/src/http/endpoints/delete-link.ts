import { z } from 'zod';
import { deleteLink as erase } from '../../links/link-info.js';
import { endpoint } from '../endpoint.js';

/** Deletes a link. The answer is the same for any UUID: it tells nothing about links of others. */
export const deleteLink = endpoint(
  {
    method: 'DELETE',
    path: '/api/v1/links/{linkId}',
    tag: 'Links',
    summary: 'Delete a link with its session and all data of both, at once. 204 for any UUID.',
    scope: 'KYC_FACE_LINK',
    params: z.object({ linkId: z.uuid().toLowerCase() }),
    success: { status: 204 },
    errors: [],
  },
  async (parts, { caller, params }) => {
    await erase(parts, caller.client, params.linkId);
    return null;
  },
);
