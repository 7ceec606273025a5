import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptOutcome, OpenAttemptResponse, WebhookEvent } from '@face-session/protocol';
import { addClient, openParts, readConfig, setWebhook } from '@face-session/server';
import { expect, it } from 'vitest';
import { startWebhookReceiver } from '../kit/webhook-receiver.js';
import { startReplica, type Replica } from '../kit/process.js';

/*
 * Events survive kills: the service is killed again and again while sessions of a test client end, and the receiver refuses half of the
 * deliveries. FAULT_KILLS=20 FAULT_SESSIONS=200 is the full measure.
 */

const KILLS = Number(process.env.FAULT_KILLS ?? 4);
const SESSIONS = Number(process.env.FAULT_SESSIONS ?? 40);

/** Sessions that run at once. */
const WORKERS = 4;

/** How long events may take to arrive once the last session has ended, in milliseconds. */
const PATIENCE_MS = 60_000;

it(`loses no event in ${KILLS} kills while ${SESSIONS} sessions end and half of the deliveries fail`, { timeout: 600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-crashes-'));
  const environment = {
    DATA_DIR: folder,
    BASE_URL: 'http://localhost:8080',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
    PHOTOS_PER_MINUTE: '100000',
    TOKENS_PER_MINUTE: '100000',
  };
  const parts = await openParts({ ...readConfig(environment), logLevel: 'silent' });
  const receiver = await startWebhookReceiver();
  let replica: Replica | undefined;
  try {
    await parts.store.migrate();
    const { clientId, clientSecret } = await addClient(parts, { name: 'Tester', test: true });
    await setWebhook(parts, null, clientId, { url: receiver.url }, () => Promise.resolve());
    let answers = 0;
    const accepted = new Map<string, WebhookEvent>();
    const idsOf = new Map<string, Set<string>>();
    receiver.answer = (response, { headers, body }) => {
      const [id, event] = [String(headers['webhook-id']), JSON.parse(body) as WebhookEvent];
      idsOf.set(event.data.sessionIdSha256, (idsOf.get(event.data.sessionIdSha256) ?? new Set()).add(id));
      if (answers++ % 2 === 0) response.writeHead(503).end();
      else {
        accepted.set(id, event);
        response.writeHead(204).end();
      }
    };

    replica = await startReplica(environment);
    let sure = 0;
    const sessions: string[] = [];
    const token = await tokenOf(replica.url, clientId, clientSecret);
    const worker = async (): Promise<void> => {
      while (sure < SESSIONS) {
        const { url } = replica!;
        try {
          if (await runSession(url, token, sure % 2 === 0 ? 'pass' : 'no_match', sessions)) sure++;
        } catch {
          // Killed under way. What became of the session is read from the store in the end.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    };
    const working = Promise.all(Array.from({ length: WORKERS }, worker));
    for (let kill = 1; kill <= KILLS; kill++) {
      while (sure < (SESSIONS * kill) / (KILLS + 1)) await new Promise((resolve) => setTimeout(resolve, 5));
      await replica.kill();
      replica = await startReplica(environment);
    }
    await working;

    const ended = new Map<string, string>();
    for (const sessionId of sessions) {
      const hash = createHash('sha256').update(sessionId).digest('hex');
      const { status } = (await parts.store.findSession(hash, clientId, Date.now())) ?? {};
      if (status === 'passed') ended.set(hash, 'face_session.passed');
      if (status === 'exhausted') ended.set(hash, 'face_session.failed');
    }
    expect(ended.size).toBeGreaterThanOrEqual(SESSIONS);
    for (const deadline = Date.now() + PATIENCE_MS; accepted.size < ended.size && Date.now() < deadline;) {
      // Without this the test would wait for the growing delays of deliveries that failed.
      await parts.store.replayEvents({ clientId, state: 'pending' }, Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const arrived = [...accepted.values()].map(({ type, data }) => [data.sessionIdSha256, type] as const);
    expect(new Map(arrived)).toEqual(ended);
    // Every delivery of an event, accepted or not, had one id.
    expect(arrived).toHaveLength(ended.size);
    expect([...idsOf.values()].every((ids) => ids.size === 1)).toBe(true);
  } finally {
    await replica?.kill();
    await receiver.close();
    await parts.store.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function tokenOf(url: string, clientId: string, clientSecret: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const response = await fetch(`${url}/api/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Runs a session to its end; true if the service answered that it ended. */
async function runSession(url: string, token: string, outcome: string, sessions: string[]): Promise<boolean> {
  const call = async <T>(path: string, body: FormData | object, session?: string): Promise<T> => {
    const json = !(body instanceof FormData);
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(json && { 'content-type': 'application/json' }),
        ...(session !== undefined && { 'UQ-Session-ID': session }),
      },
      body: json ? JSON.stringify(body) : body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  };
  const { sessionId } = await call<{ sessionId: string }>('/api/v1/face', { outcome });
  sessions.push(sessionId);
  const { attemptId } = await call<OpenAttemptResponse>('/api/v1/attempts', { maxAttempts: 1 }, sessionId);
  const form = new FormData();
  form.set('frames', JSON.stringify([{ capturedAtMs: 0 }]));
  form.set('frame', new Blob([Buffer.from('ffd8ff', 'hex')]), 'frame.jpg');
  const { outcome: end } = await call<AttemptOutcome>(`/api/v1/attempts/${attemptId}/burst`, form, sessionId);
  return end === 'passed' || end === 'failed';
}
