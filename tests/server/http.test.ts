import { apiErrors, MAX_PHOTO_BYTES } from '@face-session/protocol';
import { problemSchema, tokenResponseSchema } from '@face-session/protocol/schemas';
import { addClientSecret } from '@face-session/server';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, codeOf, frameForm, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Every row of the HTTP table and of the error registry, over the port. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  [harness, { anna, ben }] = await Promise.all([startHarness({ limits: generous }), loadPeople()]);
  bank = await harness.addClient();
});
afterAll(() => harness.close());

const json = { 'content-type': 'application/json' };
const base64 = (picture: Buffer): string => picture.toString('base64');
const post = (body: unknown, headers: Record<string, string> = json): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers,
});
const someSession = '11111111-2222-4333-8444-555555555555';

describe('POST /api/oauth/token', () => {
  const ask = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${harness.url}/api/oauth/token`, { method: 'POST', body: new URLSearchParams(parameters), headers });
  const form = (): Record<string, string> => ({
    grant_type: 'client_credentials',
    client_id: bank.clientId,
    client_secret: bank.clientSecret,
  });
  const basic = (id: string, secret: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });

  it('answers form and Basic credentials with a token that must not be stored', async () => {
    for (const response of [await ask(form()), await ask({ grant_type: 'client_credentials' }, basic(bank.clientId, bank.clientSecret))]) {
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
      const token = tokenResponseSchema.parse(await response.json());
      expect(token).toMatchObject({ token_type: 'bearer', expires_in: 1800, scope: 'KYC_FACE_FLOW KYC_INFO_SDK KYC_EVENT_SDK' });
    }
  });

  it('narrows the scopes to those asked for', async () => {
    const token = await bank.token({ scope: 'KYC_INFO_SDK' });
    expect((await bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo), token })).status).toBe(403);
    expect((await bank.call(`/api/v1/info/${someSession}`, { token })).status).toBe(404);
  });

  it.each([
    ['a wrong secret', () => ask({ ...form(), client_secret: 'wrong' }), 401, 'invalid_client'],
    ['an unknown client', () => ask({ ...form(), client_id: 'nobody' }), 401, 'invalid_client'],
    ['no credentials', () => ask({ grant_type: 'client_credentials' }), 401, 'invalid_client'],
    ['wrong Basic credentials', () => ask({ grant_type: 'client_credentials' }, basic(bank.clientId, 'wrong')), 401, 'invalid_client'],
    ['a broken Basic header', () => ask(form(), { authorization: 'Basic !!!' }), 401, 'invalid_client'],
    ['two ways at once', () => ask(form(), basic(bank.clientId, bank.clientSecret)), 400, 'invalid_request'],
    [
      'another client in the form than in Basic',
      () => ask({ grant_type: 'client_credentials', client_id: 'nobody' }, basic(bank.clientId, bank.clientSecret)),
      400,
      'invalid_request',
    ],
    ['another grant', () => ask({ ...form(), grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['no grant', () => ask({}), 400, 'invalid_request'],
    ['a scope the client does not have', () => ask({ ...form(), scope: 'KYC_FACE_FLOW admin' }), 400, 'invalid_scope'],
    ['a session id that is none', () => ask({ ...form(), session_id: 'x' }), 400, 'invalid_request'],
    ['JSON', () => fetch(`${harness.url}/api/oauth/token`, post(form())), 400, 'invalid_request'],
  ])('refuses %s', async (_, request, status, error) => {
    const response = await request();
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ error })]);
    expect(response.headers.get('www-authenticate')?.startsWith('Basic') ?? false).toBe(status === 401);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('takes the old secret beside the new one until its end, and only the new one after it', async () => {
    const shop = await harness.addClient();
    const { clientSecret, secretId } = await addClientSecret(harness.service, shop.clientId);
    const statusOf = async (secret: string) => (await ask({ grant_type: 'client_credentials' }, basic(shop.clientId, secret))).status;
    expect([await statusOf(shop.clientSecret), await statusOf(clientSecret)]).toEqual([200, 200]);
    await harness.service.store.expireSecrets(shop.clientId, harness.clock(), secretId);
    expect([await statusOf(shop.clientSecret), await statusOf(clientSecret)]).toEqual([401, 200]);
  });

  it('refuses a disabled client, and the tokens it holds', async () => {
    const shop = await harness.addClient();
    expect((await shop.call(`/api/v1/info/${someSession}`)).status).toBe(404);
    await harness.service.store.updateClient(shop.clientId, { disabled: true });
    expect((await ask({ ...form(), client_id: shop.clientId, client_secret: shop.clientSecret })).status).toBe(401);
    expect((await shop.call(`/api/v1/info/${someSession}`)).status).toBe(401);
  });

  it('binds a token to one session, good for its attempts and for nothing else', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const token = await bank.token({ scope: 'KYC_FACE_FLOW', session_id: sessionId });
    expect((await bank.call('/api/v1/attempts', { ...post({}), session: sessionId, token })).status).toBe(201);
    const other = await bank.createSession(anna.photo);
    expect((await bank.call('/api/v1/attempts', { ...post({}), session: other, token })).status).toBe(403);
    expect((await bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo), token })).status).toBe(403);
  });

  it('tells the capture to report trace events only if the operator set it for the client and the scope is there', async () => {
    const claimOf = async (client: TestClient, scope: string): Promise<unknown> => claimsOf(await client.token({ scope })).trace_events;
    const reporting = await harness.addClient({ policy: { traceEvents: true } });
    expect(await claimOf(reporting, 'KYC_FACE_FLOW KYC_EVENT_SDK')).toBe(true);
    expect(await claimOf(reporting, 'KYC_FACE_FLOW')).toBeUndefined();
    for (const policy of [{}, { traceEvents: false }])
      expect(await claimOf(await harness.addClient({ policy }), 'KYC_FACE_FLOW KYC_EVENT_SDK')).toBeUndefined();
  });
});

describe('POST /api/v1/face', () => {
  const send = (init: RequestInit): Promise<Response> => bank.call('/api/v1/face', { method: 'POST', ...init });

  it('makes a session of a form and of JSON', async () => {
    for (const init of [{ body: photoForm(anna.photo) }, post({ idPhoto: base64(anna.photo) })]) {
      const response = await send(init);
      expect([response.status, await response.json()]).toEqual([
        201,
        {
          sessionId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
          quality: expect.objectContaining({
            unifiedQualityScore: expect.any(Number) as number,
            sharpness: expect.any(Number) as number,
          }) as object,
        },
      ]);
    }
  });

  it('makes a session of a WebP or AVIF photo', async () => {
    for (const photo of [await sharp(anna.photo).webp().toBuffer(), await sharp(anna.photo).avif().toBuffer()]) {
      expect((await send({ body: photoForm(photo) })).status).toBe(201);
    }
  });

  it('names the field and the fault of a photo that is cut off', async () => {
    const problem = problemSchema.parse(await (await send({ body: photoForm(anna.photo.subarray(0, anna.photo.length - 500)) })).json());
    expect(problem).toMatchObject({ code: 'PHOTO_INVALID', detail: expect.stringMatching(/^idPhoto: .*cut off/) as string });
  });

  it.each([
    ['no file', () => ({ body: photoForm(Buffer.of(1), 'other') }), 'INVALID_REQUEST'],
    ['an empty form', () => ({ body: new FormData() }), 'PHOTO_MISSING'],
    ['an empty file', () => ({ body: photoForm(Buffer.alloc(0)) }), 'PHOTO_MISSING'],
    ['no idPhoto', () => post({}), 'PHOTO_MISSING'],
    ['broken JSON', () => ({ body: '{', headers: json }), 'INVALID_REQUEST'],
    ['text that is not base64', () => post({ idPhoto: '*** no ***' }), 'PHOTO_INVALID'],
    ['a text file', () => ({ body: photoForm(Buffer.from('hello')) }), 'UNSUPPORTED_MEDIA_TYPE'],
    ['a truncated picture', () => ({ body: photoForm(anna.photo.subarray(0, 2_000)) }), 'PHOTO_INVALID'],
    ['more than 5 MB in a form', () => ({ body: photoForm(Buffer.alloc(MAX_PHOTO_BYTES + 1)) }), 'PAYLOAD_TOO_LARGE'],
    ['more than 5 MB in JSON', () => post({ idPhoto: base64(Buffer.alloc(MAX_PHOTO_BYTES + 1)) }), 'PAYLOAD_TOO_LARGE'],
    ['another content type', () => ({ body: 'photo', headers: { 'content-type': 'text/plain' } }), 'UNSUPPORTED_MEDIA_TYPE'],
  ] as const)('refuses %s', async (_, init, code) => {
    const response = await send(init());
    const problem = problemSchema.parse(await response.json());
    expect([problem.code, response.status]).toEqual([code, apiErrors[code].status]);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('POST /api/v1/face/match', () => {
  const match = (body: unknown): Promise<Response> => bank.call('/api/v1/face/match', post(body));

  it('tells one person from another', async () => {
    const same = await match({ sourceImage: base64(anna.photo), targetImage: base64(anna.burst()[2]!.jpeg) });
    expect(await same.json()).toEqual({ match: true, matchLevel: expect.any(Number) as number });
    const different = await match({ sourceImage: base64(anna.photo), targetImage: base64(ben.photo), minimumMatchLevel: 1 });
    // The service's own floor is 3: a client cannot ask for less.
    expect(await different.json()).toEqual({ match: false, matchLevel: 1 });
  });

  it.each([
    ['a missing picture', { sourceImage: 'AAAA' }, 'INVALID_REQUEST'],
    ['a level that there is not', { sourceImage: 'AAAA', targetImage: 'AAAA', minimumMatchLevel: 6 }, 'INVALID_REQUEST'],
    ['an empty picture', { sourceImage: '', targetImage: 'AAAA' }, 'PHOTO_MISSING'],
    ['no picture', { sourceImage: 'AAAA', targetImage: 'AAAA' }, 'UNSUPPORTED_MEDIA_TYPE'],
  ] as const)('refuses %s', async (_, body, code) => {
    const response = await match(body);
    expect([response.status, await codeOf(response)]).toEqual([apiErrors[code].status, code]);
  });
});

describe('the attempt protocol', () => {
  it.each([
    ['no session header', () => bank.call('/api/v1/attempts', post({})), 'INVALID_REQUEST'],
    ['an unknown session', () => bank.call('/api/v1/attempts', { ...post({}), session: someSession }), 'SESSION_EXPIRED'],
    ['a session id that is none', () => bank.call('/api/v1/attempts', { ...post({}), session: 'x' }), 'SESSION_EXPIRED'],
    ['a wish out of range', () => bank.call('/api/v1/attempts', { ...post({ maxAttempts: 0 }), session: someSession }), 'INVALID_REQUEST'],
    [
      'a nonce that is too long',
      () => bank.call('/api/v1/attempts', { ...post({}, { ...json, 'UQ-Nonce': 'n'.repeat(65) }), session: someSession }),
      'INVALID_REQUEST',
    ],
    [
      'a user identifier that is no UUID',
      () => bank.call('/api/v1/attempts', { ...post({}, { ...json, 'UQ-User-ID': 'me' }), session: someSession }),
      'INVALID_REQUEST',
    ],
    ['an attempt that is no UUID', () => bank.upload(someSession, 'x', 'burst', []), 'INVALID_REQUEST'],
    ['an upload without frames', () => bank.upload(someSession, someSession, 'burst', []), 'INVALID_REQUEST'],
    [
      'an upload that is no form',
      () => bank.call(`/api/v1/attempts/${someSession}/burst`, { ...post({}), session: someSession }),
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['an unknown attempt of an unknown session', () => bank.upload(someSession, someSession, 'burst', anna.burst()), 'SESSION_EXPIRED'],
    ['the gestures of an unknown session', () => bank.upload(someSession, someSession, 'gestures', anna.burst()), 'SESSION_EXPIRED'],
    [
      'a frame that is too large',
      () => bank.upload(someSession, someSession, 'burst', [{ capturedAtMs: 1, jpeg: Buffer.concat([anna.photo, Buffer.alloc(300_000)]) }]),
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'more frames than asked for',
      () => bank.upload(someSession, someSession, 'burst', [...anna.burst(), ...anna.burst()]),
      'PAYLOAD_TOO_LARGE',
    ],
  ] as const)('refuses %s', async (_, request, code) => {
    const response = await request();
    expect([await codeOf(response), response.status]).toEqual([code, apiErrors[code].status]);
  });

  it('refuses the gestures of an attempt that was not challenged, and the session of another client', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId);
    expect(await codeOf(await bank.upload(sessionId, attemptId, 'gestures', anna.burst()))).toBe('ATTEMPT_CONFLICT');
    const shop = await harness.addClient();
    expect(await codeOf(await shop.upload(sessionId, attemptId, 'burst', anna.burst()))).toBe('SESSION_EXPIRED');
    await expect(shop.open(sessionId)).rejects.toThrow('SESSION_EXPIRED');
  });

  it('takes frames of a burst ahead, and judges them with the burst that names them', () =>
    harness.clock.frozenDuring(async () => {
      const sessionId = await bank.createSession(anna.photo);
      const { attemptId, framesAhead } = await bank.open(sessionId);
      expect(framesAhead).toBe(true);
      const frames = anna.burst();
      const last = frames.at(-1)!;
      harness.clock.advance(last.capturedAtMs + 200);
      const shop = await harness.addClient();
      expect(await codeOf(await shop.upload(sessionId, attemptId, 'frames', [last]))).toBe('ATTEMPT_CONFLICT');
      for (const frame of frames.slice(0, -1)) expect((await bank.upload(sessionId, attemptId, 'frames', [frame])).status).toBe(204);
      const named = frames.slice(0, -1).map(({ capturedAtMs }) => ({ capturedAtMs, ahead: true as const }));
      // A frame that was never sent: nothing is charged, and the whole burst may follow.
      const lost = await bank.upload(sessionId, attemptId, 'burst', [...named.slice(1), { capturedAtMs: 1, ahead: true }, last]);
      expect([lost.status, await codeOf(lost)]).toEqual([400, 'INVALID_REQUEST']);
      const gestures = await bank.upload(sessionId, attemptId, 'gestures', [...named, last]);
      expect([gestures.status, await codeOf(gestures)]).toEqual([400, 'INVALID_REQUEST']);
      const judged = (await (await bank.upload(sessionId, attemptId, 'burst', [...named, last])).json()) as { outcome: string };
      expect(judged.outcome).toBe('passed');
      expect(await codeOf(await bank.upload(sessionId, attemptId, 'frames', [last]))).toBe('ATTEMPT_CONFLICT');
    }));

  it('judges frames that were sent ahead as those of a whole burst: one that was used before is a replay', () =>
    harness.clock.frozenDuring(async () => {
      const frames = anna.burst();
      const sessionId = await bank.createSession(anna.photo);
      expect((await bank.attempt(await bank.createSession(anna.photo), frames)).outcome).toBe('passed');
      const { attemptId } = await bank.open(sessionId);
      harness.clock.advance(frames.at(-1)!.capturedAtMs + 200);
      for (const frame of frames) await bank.upload(sessionId, attemptId, 'frames', [frame]);
      const named = frames.map(({ capturedAtMs }) => ({ capturedAtMs, ahead: true as const }));
      const judged = (await (await bank.upload(sessionId, attemptId, 'burst', named)).json()) as { outcome: string };
      expect(judged).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
      expect((await harness.lastAudit(bank))?.details).toMatchObject({ reason: 'freshFrames' });
    }));
});

describe('trace events', () => {
  const event = { category: 'FACE_SESSION', event: 'START', page: 'FACE', timestamp: '2026-01-02T03:04:05Z' } as const;

  it('are taken, counted, and given back to their client only', async () => {
    const [shop, sessionId] = [await harness.addClient(), crypto.randomUUID()];
    const sent = await shop.call('/api/v1/events', post({ events: [{ ...event, sessionId, statusCode: 'FACE_BLUR_DETECTED' }] }));
    expect(sent.status).toBe(204);
    const read = async (client: TestClient, session?: string): Promise<unknown> =>
      ((await (await client.call('/api/v1/events', { ...(session !== undefined && { session }) })).json()) as { events: unknown[] }).events;
    expect(await read(shop, sessionId)).toEqual([{ ...event, statusCode: 'FACE_BLUR_DETECTED', receivedAt: expect.any(String) as string }]);
    expect(await read(bank)).toEqual([]);
    const metrics = await (await fetch(`${harness.url}/metrics`)).text();
    expect(metrics).toContain(
      `face_session_trace_events_total{event="START",status_code="FACE_BLUR_DETECTED",client="${shop.clientId}"} 1`,
    );
  });

  it('are refused in another shape and without the scope', async () => {
    expect(await codeOf(await bank.call('/api/v1/events', post({ events: [{ ...event, event: 'OTHER' }] })))).toBe('INVALID_REQUEST');
    const token = await bank.token({ scope: 'KYC_FACE_FLOW' });
    expect(await codeOf(await bank.call('/api/v1/events', { ...post({ events: [event] }), token }))).toBe('FORBIDDEN');
  });
});

describe('public and operation endpoints', () => {
  it('publish the signing keys, public members only, to be cached a while', async () => {
    const response = await fetch(`${harness.url}/api/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('say that the service lives and is ready', async () => {
    expect((await fetch(`${harness.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${harness.url}/readyz`)).json()).toEqual({
      status: 'ready',
      checks: { store: true, keys: true, models: true },
    });
  });

  it('give Prometheus what is worth an alert, by client, with labels from closed lists and of registered clients only', async () => {
    await bank.attempt(await bank.createSession(anna.photo), anna.burst());
    await bank.attempt(await bank.createSession(anna.photo), ben.burst());
    await bank.call(`/api/v1/info/${crypto.randomUUID()}`);
    await fetch(`${harness.url}/api/v1/face`, { method: 'POST', headers: { authorization: 'Bearer guessed' } });
    const metrics = await (await fetch(`${harness.url}/metrics`)).text();
    for (const name of [
      `face_session_attempts_total{outcome="passed",reason="match",client="${bank.clientId}"} `,
      `face_session_attempts_total{outcome="failed",reason="no_match",client="${bank.clientId}"} `,
      'face_session_stage_seconds_bucket{le="0.005",stage="reference"}',
      'face_session_request_seconds_count{method="POST",route="/api/v1/face",status="201"}',
      `face_session_refusals_total{code="NOT_FOUND",client="${bank.clientId}"} `,
      'face_session_refusals_total{code="UNAUTHORIZED",client="none"} ',
      'face_session_queue_pictures',
      'face_session_in_flight_requests',
      'face_session_workers_resident_memory_bytes',
      'face_session_workers_cpu_seconds_total',
      'face_session_model_load_seconds',
      'face_session_purge_lag_seconds',
      'face_session_purged_total',
      'face_session_trace_events_total',
    ]) {
      expect(metrics).toContain(name);
    }
    const registered = (await harness.service.store.listClients()).map(({ clientId }) => clientId);
    const labels = new Set([...metrics.matchAll(/client="([^"]*)"/g)].map(([, label]) => label));
    expect([...labels].filter((label) => label !== 'none' && !registered.includes(label ?? ''))).toEqual([]);
    expect(metrics.replaceAll(/client="[^"]*"/g, '')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('keep the metrics to who knows METRICS_TOKEN, where one is set', async () => {
    const guarded = await startHarness({ metricsToken: 'for Prometheus' });
    const statusWith = async (headers: HeadersInit = {}) => (await fetch(`${guarded.url}/metrics`, { headers })).status;
    expect(await statusWith()).toBe(401);
    expect(await statusWith({ authorization: 'Bearer for Prometheu' })).toBe(401);
    expect(await statusWith({ authorization: 'Bearer for Prometheus' })).toBe(200);
    await guarded.close();
  });

  it('answer an unknown address with a problem', async () => {
    const response = await bank.call('/api/v1/nothing');
    expect(problemSchema.parse(await response.json()).code).toBe('NOT_FOUND');
  });
});

describe('browsers of any origin', () => {
  it('may send the headers of the protocol, but get no access to the token endpoint', async () => {
    const preflight = (path: string): Promise<Response> =>
      fetch(`${harness.url}${path}`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,uq-session-id,uq-nonce,uq-user-id,uq-device-info',
        },
      });
    const allowed = await preflight('/api/v1/attempts');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('uq-session-id');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const token = await fetch(`${harness.url}/api/oauth/token`, { method: 'POST', headers: { origin: 'https://app.example' } });
    expect(token.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('see the code of an error', async () => {
    const response = await fetch(`${harness.url}/api/v1/attempts`, { method: 'POST', headers: { origin: 'https://app.example' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });
});

describe('the log', () => {
  it('has a line for each request with its id and route, and no secret, token, identifier or picture', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const nonce = `nonce-${crypto.randomUUID()}`;
    const { attemptId } = await bank.open(sessionId, {}, { 'UQ-Nonce': nonce });
    await bank.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session: sessionId, body: frameForm(anna.burst()) });
    await bank.call(`/api/v1/info/${sessionId}`);
    await bank.call(`/api/v1/info/img/${'0'.repeat(24)}`);
    const log = harness.log.join('');
    expect(log).toContain('"route":"/api/v1/info/:sessionId"');
    for (const secret of [sessionId, attemptId, nonce, bank.clientSecret, await bank.token(), '0'.repeat(24), '/9j/']) {
      expect(log).not.toContain(secret);
    }
  });
});
