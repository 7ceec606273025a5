import { MAX_NONCE_LENGTH, type DeviceInfo } from '@face-session/protocol';
import { deviceInfoSchema } from '@face-session/protocol/schemas';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { identifierHash } from '../keys/identifier-hash.js';
import type { SessionContext } from '../sessions/session-context.js';
import { callerOf } from './authenticate.js';
import { UNKNOWN_ADDRESS } from './client-address.js';
import { connectionOf } from './connection.js';
import { readHeaders } from './read-request.js';
import { HttpError } from './http-error.js';

const contexts = new WeakMap<FastifyRequest, SessionContext>();

/** Headers of the calls that an app makes for its session. */
export const sessionHeadersSchema = z.object({
  'UQ-Session-ID': z.string().max(100).toLowerCase().describe('The session of the call'),
  'UQ-Nonce': z.string().max(MAX_NONCE_LENGTH).optional().describe("Made by the customer's server, echoed in the result"),
  'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user"),
  'UQ-Device-Info': z.string().max(2_000).optional().describe('Base64 of the JSON of the device'),
});

/** A guard after `authenticated`: reads the session that the request names, of whatever client, expired or not. */
export async function inSession(request: FastifyRequest): Promise<void> {
  const headers = readHeaders(request, sessionHeadersSchema);
  const sessionId = headers['UQ-Session-ID'];
  const { client, sessionHash } = callerOf(request);
  if (sessionHash !== null && sessionHash !== identifierHash(sessionId)) throw new HttpError('FORBIDDEN', 'session-bound token');
  contexts.set(request, {
    client,
    sessionId,
    nonce: headers['UQ-Nonce'] ?? null,
    userIdentifier: headers['UQ-User-ID'] ?? null,
    deviceInfo: readDeviceInfo(headers['UQ-Device-Info']),
    address: knownAddressOf(request),
  });
  return Promise.resolve();
}

/** The session that {@link inSession} read. */
export function sessionContextOf(request: FastifyRequest): SessionContext {
  const context = contexts.get(request);
  if (!context) throw new Error('The route is in no session.');
  return context;
}

/** The address of the other end, unless the connection was gone before it could be read. */
function knownAddressOf(request: FastifyRequest): string | null {
  const { address } = connectionOf(request);
  return address === UNKNOWN_ADDRESS ? null : address;
}

/** A claim of the client for the audit log. Left out if it cannot be read. */
function readDeviceInfo(header: string | undefined): DeviceInfo | null {
  if (header === undefined) return null;
  try {
    return deviceInfoSchema.parse(JSON.parse(Buffer.from(header, 'base64').toString()));
  } catch {
    return null;
  }
}
