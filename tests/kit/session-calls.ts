import type { AttemptOutcome, OpenAttemptResponse } from '@face-session/protocol';
import type { ClientCredentials } from '@face-session/server';
import type { Frame, Person } from './people.js';
import { frameForm, photoForm } from './service.js';

/* The calls of a session, to a service or proxy at any address, as a backend and an app send them. */

/** The frames of a burst are of the 1.2 s after the opening: it is sent this long after it, in milliseconds. */
export const SHUTTER_MS = 1_300;

/** An answer that was not the one a success has. */
export class RefusedCall extends Error {
  /** @param code of the service; undefined if something else answered */
  constructor(
    readonly call: string,
    readonly status: number,
    readonly code: string | undefined,
    readonly headers: Headers,
  ) {
    super(`${call} was answered with ${status} ${code ?? 'by something else than the service'}`);
  }
}

async function answered(call: string, response: Response, success: number): Promise<unknown> {
  const text = await response.text();
  if (response.status === success) return text === '' ? null : (JSON.parse(text) as unknown);
  let code: unknown;
  try {
    code = (JSON.parse(text) as { code?: unknown; error?: unknown }).code ?? (JSON.parse(text) as { error?: unknown }).error;
  } catch {
    // A page of a proxy.
  }
  throw new RefusedCall(call, response.status, typeof code === 'string' ? code : undefined, response.headers);
}

/** An access token. @throws RefusedCall */
export async function tokenFrom(url: string, { clientId, clientSecret }: ClientCredentials): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const answer = await answered('token', await fetch(`${url}/api/oauth/token`, { method: 'POST', body }), 200);
  return (answer as { access_token: string }).access_token;
}

/** A session from a photo: its identifier. @throws RefusedCall */
export async function sessionFrom(url: string, token: string, photo: Uint8Array): Promise<string> {
  const init = { method: 'POST', body: photoForm(photo), headers: { authorization: `Bearer ${token}` } };
  return ((await answered('session', await fetch(`${url}/api/v1/face`, init), 201)) as { sessionId: string }).sessionId;
}

const ofSession = (token: string, sessionId: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'UQ-Session-ID': sessionId,
});

/** Opens an attempt. @throws RefusedCall */
export async function attemptFrom(url: string, token: string, sessionId: string): Promise<OpenAttemptResponse> {
  const headers = { ...ofSession(token, sessionId), 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1/attempts`, { method: 'POST', body: '{}', headers });
  return (await answered('open', response, 201)) as OpenAttemptResponse;
}

/** Sends the frames of an opened attempt when they can have been taken. @throws RefusedCall */
export async function burstTo(url: string, token: string, sessionId: string, attemptId: string, person: Person): Promise<AttemptOutcome> {
  const frames = person.burst();
  await new Promise((resolve) => setTimeout(resolve, SHUTTER_MS));
  return outcomeFrom(url, token, sessionId, attemptId, frames);
}

/**
 * Sends the frames of an opened attempt as the capture does: each as soon as it is taken, then the burst without those that arrived, and once more as a whole if
 * the service that it reached does not have them. @throws RefusedCall
 */
export async function burstAheadTo(
  url: string,
  token: string,
  sessionId: string,
  attemptId: string,
  person: Person,
): Promise<{ outcome: AttemptOutcome; arrived: number; repeated: boolean }> {
  const frames = person.burst();
  await new Promise((resolve) => setTimeout(resolve, SHUTTER_MS));
  const headers = ofSession(token, sessionId);
  const arrivals: boolean[] = [];
  for (const frame of frames) {
    const response = await fetch(`${url}/api/v1/attempts/${attemptId}/frames`, { method: 'POST', body: frameForm([frame]), headers });
    arrivals.push(response.status === 204);
  }
  const rest = frames.map((frame, index) =>
    arrivals[index] === true ? { capturedAtMs: frame.capturedAtMs, ahead: true as const } : frame,
  );
  const arrived = arrivals.filter(Boolean).length;
  try {
    return { outcome: await outcomeFrom(url, token, sessionId, attemptId, rest), arrived, repeated: false };
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.code !== 'INVALID_REQUEST' || arrived === 0) throw error;
    return { outcome: await outcomeFrom(url, token, sessionId, attemptId, frames), arrived, repeated: true };
  }
}

async function outcomeFrom(
  url: string,
  token: string,
  sessionId: string,
  attemptId: string,
  frames: Parameters<typeof frameForm>[0] | readonly Frame[],
): Promise<AttemptOutcome> {
  const init = { method: 'POST', body: frameForm(frames), headers: ofSession(token, sessionId) };
  return (await answered('burst', await fetch(`${url}/api/v1/attempts/${attemptId}/burst`, init), 200)) as AttemptOutcome;
}
