import type { CaptureOptions } from '@face-session/capture';

/** What your backend found; `code` says why not. */
export interface Outcome {
  readonly verified: boolean;
  readonly code?: string;
}

/** The address of your service, and no other. */
const issuers = ['https://id.example.com'];

/** Asks your backend for a session of the person who is signed in. */
export async function openSession(): Promise<CaptureOptions> {
  const response = await fetch('/face-session', { method: 'POST' });
  if (!response.ok) throw new Error(`No session: ${response.status}`);
  const { token, sessionId, nonce } = (await response.json()) as Record<'token' | 'sessionId' | 'nonce', string>;
  return { token, sessionId, nonce, issuers };
}

/** Lets your backend verify the signed result. */
export async function verifyResult(result: string): Promise<Outcome> {
  const response = await fetch('/face-session/result', { method: 'POST', body: result });
  return (await response.json()) as Outcome;
}
