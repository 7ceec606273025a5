import { z } from 'zod';
import { deleteSession as erase } from '../../sessions/session-info.js';
import { endpoint } from '../endpoint.js';

/** Deletes a session. The answer is the same for any UUID: it tells nothing about sessions of others, so there is nothing to count. */
export const deleteSession = endpoint(
  {
    method: 'DELETE',
    path: '/api/v1/info/{sessionId}',
    tag: 'Results',
    summary: 'Delete all data of a session of the client, at once. 204 for any UUID.',
    scope: 'KYC_INFO_SDK',
    params: z.object({ sessionId: z.uuid().toLowerCase() }),
    success: { status: 204 },
    errors: [],
  },
  async (parts, { caller, params }) => {
    await erase(parts, caller.client, params.sessionId);
    return null;
  },
);
