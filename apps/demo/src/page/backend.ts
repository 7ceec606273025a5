/** The backend responded with an error, or could not be reached. */
export class BackendError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'BackendError';
  }
}

/** What the page needs to run a session. */
export interface DemoSession {
  readonly token: string;
  readonly sessionId: string;
  readonly nonce: string;
  /** Seconds for which the service keeps the selfie. */
  readonly selfieKeptSeconds: number;
  /** Whether the session may continue on a phone: only where phones reach the demo. */
  readonly allowHandOff: 'offer' | 'never';
}

/** What the backend verified. */
export interface Verified {
  readonly match: boolean;
  readonly matchLevel?: number;
  readonly error?: string;
  readonly sessionId: string;
  readonly resultId: string;
  readonly issuer: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly hasSelfie: boolean;
}

/** A call of the page, as a developer reads it: what was sent, what came back, how long it took. */
export interface BackendCall {
  readonly method: string;
  readonly path: string;
  /** HTTP status; undefined while it is on its way or if nothing came back. */
  readonly status: number | undefined;
  readonly ms: number;
}

const listeners = new Set<(call: BackendCall) => void>();

/** Calls the listener for every request of the page to its backend. */
export function onCall(listener: (call: BackendCall) => void): void {
  listeners.add(listener);
}

export async function startSession(photo: Blob): Promise<DemoSession> {
  const form = new FormData();
  form.set('idPhoto', photo, 'id-photo');
  return (await call('POST', '/demo/sessions', form)) as DemoSession;
}

export async function verifyResult(result: string): Promise<Verified> {
  return (await call('POST', '/demo/results', { result })) as Verified;
}

export async function verifyIncompleteResult(result: string): Promise<Verified> {
  return (await call('POST', '/demo/incomplete-results', { result })) as Verified;
}

export async function forgetSession(): Promise<void> {
  await call('DELETE', '/demo/session');
}

/** Time limit of a call, in milliseconds: longer than the backend's own limit towards the service. */
const TIMEOUT_MS = 30_000;

async function call(method: string, path: string, body?: FormData | object): Promise<unknown> {
  let response: Response;
  const startedAt = performance.now();
  const tell = (status: number | undefined): void => {
    for (const listener of listeners) listener({ method, path, status, ms: performance.now() - startedAt });
  };
  try {
    response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body instanceof FormData
        ? { body }
        : body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    tell(undefined);
    throw new BackendError('BACKEND_UNREACHABLE');
  }
  tell(response.status);
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new BackendError((answer as { code?: string } | undefined)?.code ?? 'UNEXPECTED_ERROR');
}
