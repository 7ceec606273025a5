import { deviceInfoSchema, sessionHeaders, type DeviceInfo } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { identifierHash } from '../keys/identifier-hash.js';
import type { SessionContext } from '../sessions/session-context.js';
import { callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { sessionHeadersSchema } from './operations/session-headers.js';
import { HttpProblem } from './problem.js';

/** The session that the request names, of whatever client, expired or not. Counts calls per session. */
export async function sessionContextOf(parts: HttpParts, request: FastifyRequest): Promise<SessionContext> {
  const headers = sessionHeadersSchema.safeParse(
    Object.fromEntries(Object.values(sessionHeaders).map((name) => [name, request.headers[name.toLowerCase()]])),
  );
  if (!headers.success) {
    const wrong = new Set(headers.error.issues.map((issue) => String(issue.path[0])));
    throw new HttpProblem('INVALID_REQUEST', `headers ${[...wrong].join(', ')}`);
  }
  const sessionId = headers.data['UQ-Session-ID'].toLowerCase();
  const { client, sessionHash } = callerOf(request);
  if (sessionHash !== null && sessionHash !== identifierHash(sessionId)) throw new HttpProblem('FORBIDDEN', 'session-bound token');
  await parts.limiter.take('attempt', sessionId, parts.config.limits.attemptCallsPerMinute);
  return {
    client,
    sessionId,
    nonce: headers.data['UQ-Nonce'] ?? null,
    userIdentifier: headers.data['UQ-User-ID']?.toLowerCase() ?? null,
    deviceInfo: readDeviceInfo(headers.data['UQ-Device-Info']),
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
