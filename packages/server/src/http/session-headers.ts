import { deviceInfoSchema, sessionHeaders, type DeviceInfo } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { identifierHash } from '../keys/identifier-hash.js';
import type { SessionContext } from '../sessions/session-context.js';
import { callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { sessionHeadersSchema } from './operations/session-headers.js';
import { HttpProblem } from './problem.js';
import { refuseProbing } from './unknown-identifiers.js';

const contexts = new WeakMap<FastifyRequest, SessionContext>();

/**
 * An `onRequest` hook after `authenticated`: reads the session that the request names, of whatever client, expired or not, and applies the
 * limits of sessions before the body is read.
 */
export function inSession(parts: HttpParts): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
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
    await parts.limiter.take('attempt', `${client.clientId} ${sessionId}`, parts.config.limits.attemptCallsPerMinute);
    await refuseProbing(parts, request, sessionId);
    contexts.set(request, {
      client,
      sessionId,
      nonce: headers.data['UQ-Nonce'] ?? null,
      userIdentifier: headers.data['UQ-User-ID'] ?? null,
      deviceInfo: readDeviceInfo(headers.data['UQ-Device-Info']),
    });
  };
}

/** The session that {@link inSession} read. */
export function sessionContextOf(request: FastifyRequest): SessionContext {
  const context = contexts.get(request);
  if (!context) throw new Error('The route is in no session.');
  return context;
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
