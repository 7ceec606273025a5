import { withTimeout } from '../abort.js';
import { ServiceError } from '../fault-errors.js';
import { requirePage } from '../is-in-page.js';
import { createCall, jsonOf } from './call.js';
import { errorOfService } from './error-of-service.js';
import { serviceAddress } from './service-address.js';

export interface RecoveryOptions {
  /** An access token that is not bound to a session: there is none yet. */
  readonly token: string;
  /** The face that the customer's backend has enrolled. */
  readonly enrollmentIdentifier: string;
  /** Address of the service; the `iss` claim of the token unless given. */
  readonly baseURL?: string | undefined;
  /** The services that a token may lead to; any unless given. */
  readonly issuers?: readonly string[] | undefined;
}

/** Time limit of the call, in milliseconds. */
const TIMEOUT_MS = 15_000;

/**
 * Creates a session whose reference is an enrolled face.
 * @returns the session id
 * @throws CaptureError; SESSION_EXPIRED if there is no such face
 */
export async function createRecovery({ token, enrollmentIdentifier, baseURL, issuers }: RecoveryOptions): Promise<string> {
  requirePage();
  const base = serviceAddress({ token, baseURL, issuers });
  const limited = withTimeout(TIMEOUT_MS);
  try {
    const call = createCall({ base, token, meanings: { NOT_FOUND: 'SESSION_UNKNOWN' } });
    const response = await call('/api/v1/recoveries', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ enrollmentIdentifier }),
      signal: limited.signal,
    });
    const { sessionId } = (await jsonOf(response)) as { sessionId?: unknown };
    if (typeof sessionId === 'string') return sessionId;
    throw new ServiceError('VERSION_MISMATCH', 'The answer of the service is not as documented: sessionId.');
  } catch (error) {
    throw errorOfService(error);
  } finally {
    limited.done();
  }
}
