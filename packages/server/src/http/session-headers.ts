import { MAX_NONCE_LENGTH, deviceInfoSchema, sessionHeaders, type DeviceInfo } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { identifierHash } from '../keys/identifier-hash.js';
import type { SessionContext } from '../sessions/session-context.js';
import { callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

/** Headers of the calls of a session, as OpenAPI shows them. Names are lower case, as Node has them. */
export const sessionHeadersSchema = z.object({
  'uq-session-id': z.string().max(100).describe('The session of the call'),
  'uq-nonce': z.string().max(MAX_NONCE_LENGTH).optional().describe("Made by the customer's server, echoed in the result"),
  'uq-user-id': z.uuid().optional().describe("The customer's own id of the user"),
  'uq-device-info': z.string().max(2_000).optional().describe('Base64 of the JSON of the device'),
});

/** The session that the request names, of whatever client, expired or not. Counts calls per session. */
export async function sessionContextOf(parts: HttpParts, request: FastifyRequest): Promise<SessionContext> {
  const headers = sessionHeadersSchema.safeParse(request.headers);
  if (!headers.success) {
    const known = Object.values(sessionHeaders);
    const wrong = headers.error.issues.map((issue) => known.find((name) => name.toLowerCase() === issue.path[0]));
    throw new HttpProblem('INVALID_REQUEST', `headers ${[...new Set(wrong)].join(', ')}`);
  }
  const sessionId = headers.data['uq-session-id'].toLowerCase();
  const { client, sessionHash } = callerOf(request);
  if (sessionHash !== null && sessionHash !== identifierHash(sessionId)) throw new HttpProblem('FORBIDDEN', 'session-bound token');
  await parts.limiter.take('attempt', sessionId, parts.config.limits.attemptCallsPerMinute);
  return {
    client,
    sessionId,
    nonce: headers.data['uq-nonce'] ?? null,
    userIdentifier: headers.data['uq-user-id']?.toLowerCase() ?? null,
    deviceInfo: readDeviceInfo(headers.data['uq-device-info']),
  };
}

/** A claim of the client's for the audit: what cannot be read is left out. */
function readDeviceInfo(header: string | undefined): DeviceInfo | null {
  if (header === undefined) return null;
  try {
    return deviceInfoSchema.parse(JSON.parse(Buffer.from(header, 'base64').toString()));
  } catch {
    return null;
  }
}
