import { z } from 'zod';
import { isRefusal, type Refusal } from '../../sessions/refusal.js';
import { resultOf } from '../../sessions/session-info.js';
import type { Client } from '../../store/client-store.js';
import { jwt } from '../body-schemas.js';
import type { Declaration } from '../declaration.js';
import { endpoint } from '../endpoint.js';
import type { HttpParts } from '../http-parts.js';
import { sessionHeadersSchema } from '../session-headers.js';

const result = {
  method: 'GET',
  tag: 'Results',
  scope: 'KYC_INFO_SDK',
  success: { status: 200, type: 'application/jwt', schema: jwt },
  errors: ['NOT_FOUND'],
} as const satisfies Partial<Declaration>;

/** The result of a session, again. */
export const getResult = endpoint(
  {
    ...result,
    path: '/api/v1/info/{sessionId}',
    summary: 'Get the signed result of a session again.',
    params: z.object({ sessionId: z.string().max(100).toLowerCase() }),
  },
  (parts, { caller, params }) => signed(parts, caller.client, params.sessionId),
);

/** The same, of the session in the header: the reference has both forms. */
export const getResultByHeader = endpoint(
  {
    ...result,
    path: '/api/v1/info',
    summary: 'Get the signed result of the session in UQ-Session-ID again.',
    headers: sessionHeadersSchema.pick({ 'UQ-Session-ID': true }),
  },
  (parts, { caller, headers }) => signed(parts, caller.client, headers['UQ-Session-ID']),
);

async function signed(parts: HttpParts, client: Client, sessionId: string): Promise<string | Refusal<'NOT_FOUND'>> {
  const found = await resultOf(parts, client, sessionId);
  return isRefusal(found) ? found : found.result;
}
