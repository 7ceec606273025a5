import type { AttemptOutcome, OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import type { Person } from '../kit/people.js';
import { frameForm, type TestService } from '../kit/service.js';

/** When the first frame of a burst is taken, ms since the attempt was opened. */
const FIRST_FRAME_MS = 100;

/** Runs one attempt of our own protocol with a living person before the camera, at camera rate. */
export async function attempt(
  { baseURL }: TestService,
  token: string,
  sessionId: string,
  person: Person,
  headers: Record<string, string> = {},
  wishes: OpenAttemptRequest = {},
): Promise<AttemptOutcome> {
  const common = { authorization: `Bearer ${token}`, 'UQ-Session-ID': sessionId, ...headers };
  const opened = await fetch(`${baseURL}/api/v1/attempts`, {
    method: 'POST',
    headers: { ...common, 'content-type': 'application/json' },
    body: JSON.stringify(wishes),
  });
  const { attemptId } = (await opened.json()) as OpenAttemptResponse;
  const frames = person.burst(FIRST_FRAME_MS);
  // The service knows that frames cannot arrive before they were taken.
  await new Promise((resolve) => setTimeout(resolve, frames.at(-1)!.capturedAtMs + 50));
  const answer = await fetch(`${baseURL}/api/v1/attempts/${attemptId}/burst`, { method: 'POST', headers: common, body: frameForm(frames) });
  if (answer.status !== 200) throw new Error(`No outcome: ${await answer.text()}`);
  return (await answer.json()) as AttemptOutcome;
}
