import { withTimeout } from '../abort.js';
import { CaptureError } from '../capture-error.js';
import type { EndCode } from '../end-code.js';
import { PRIVATELY } from './service-client.js';
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
 * Makes a session whose reference is an enrolled face.
 * @returns the session id
 * @throws CaptureError; SESSION_EXPIRED if there is no such face
 */
export async function createRecovery({ token, enrollmentIdentifier, baseURL, issuers }: RecoveryOptions): Promise<string> {
  const base = serviceAddress({ token, baseURL, issuers });
  let response: Response;
  const limited = withTimeout(TIMEOUT_MS);
  try {
    response = await fetch(`${base}/api/v1/recoveries`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ enrollmentIdentifier }),
      ...PRIVATELY,
      signal: limited.signal,
    });
  } catch {
    throw new CaptureError('REQUEST_TIMEOUT', `The service could not be reached at ${base}.`);
  } finally {
    limited.done();
  }
  const answer = (await response.json().catch(() => ({}))) as { sessionId?: unknown; detail?: unknown };
  if (typeof answer.sessionId === 'string') return answer.sessionId;
  const code = codeOfStatus[response.status] ?? 'UNEXPECTED_ERROR';
  throw new CaptureError(code, textOf(answer.detail));
}

const codeOfStatus: Readonly<Record<number, EndCode>> = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'SESSION_EXPIRED' };

function textOf(detail: unknown): string | undefined {
  return typeof detail === 'string' ? detail : undefined;
}
