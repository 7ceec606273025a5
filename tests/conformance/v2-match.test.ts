import { verifyFaceSessionResult, verifyIncompleteFaceSessionResult } from '@face-session/verify';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestService, type TestService } from '../kit/service.js';
import { person, type Person } from '../kit/people.js';
import { row } from './row.js';

/* The reference web SDK's own call, as that SDK sends and reads it. */

const PATH = '/api/v2/face/bioid/match';

let service: TestService;
let token: string;
let ben: Person;
let dora: Person;
let benPhoto: Buffer;

beforeAll(async () => {
  // The call is off unless the operator switches it on.
  service = await startTestService({ V2_MATCH: 'true' });
  token = await service.token();
  [ben, dora] = [await person('ben'), await person('dora')];
  benPhoto = ben.idPhoto;
}, 120_000);
afterAll(() => service.close());

function deviceInfo(sdkVersion: string): string {
  const info = { deviceModel: 'Chrome', devicePlatform: 'Linux', deviceVersion: '130', sdkVersion, sdkType: 'WEB' };
  return Buffer.from(JSON.stringify(info)).toString('base64');
}

function headers(sessionId: string, sdkVersion = '4.0.0'): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'UQ-Session-ID': sessionId,
    'UQ-Nonce': 'n-1',
    'UQ-Device-Info': deviceInfo(sdkVersion),
  };
}

function send(
  sessionId: string,
  [first, second]: readonly [Buffer, Buffer],
  sdkVersion?: string,
  at: TestService = service,
): Promise<Response> {
  return fetch(`${at.baseURL}${PATH}`, {
    method: 'POST',
    headers: headers(sessionId, sdkVersion),
    body: JSON.stringify({ liveImage1: first.toString('base64'), liveImage2: second.toString('base64') }),
  });
}

const expected = (sessionId: string) => ({ issuer: service.baseURL, clientId: service.client.clientId, sessionId, nonce: 'n-1' });

row('v2.match', async () => {
  const sessionId = await service.createSession(token, benPhoto);
  const response = await send(sessionId, ben.nod());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  const result = await verifyFaceSessionResult(await response.text(), expected(sessionId));
  expect(result).toMatchObject({ match: true, sessionId, nonce: 'n-1' });
});

row(
  'v2.failures',
  async () => {
    const [still] = ben.nod();
    const moved = (change: (picture: Sharp) => Sharp): Promise<Buffer> =>
      change(sharp(still)).resize(640, 480, { fit: 'cover' }).jpeg({ quality: 90 }).toBuffer();
    const changes: Record<string, (picture: Sharp) => Sharp> = {
      'the same again': (picture) => picture,
      shifted: (picture) => picture.extract({ left: 40, top: 30, width: 600, height: 450 }),
      turned: (picture) => picture.rotate(7),
      tilted: (picture) => picture.affine([1, 0, 0, 0.85]),
      sheared: (picture) => picture.affine([1, 0.1, 0, 1]),
    };
    for (const [name, change] of Object.entries(changes)) {
      const sessionId = await service.createSession(token, benPhoto);
      const response = await send(sessionId, [still, await moved(change)]);
      const body = (await response.json()) as { error: string; message: string };
      expect([name, response.status, body.error, typeof body.message]).toEqual([name, 400, 'FACE_LIVENESS_FAILED', 'string']);
    }
    const sessionId = await service.createSession(token, benPhoto);
    const swapped = await send(sessionId, [ben.nod()[0], dora.nod()[1]]);
    expect([swapped.status, await swapped.json()]).toMatchObject([400, { error: 'FACE_LIVENESS_FAILED' }]);
    const other = await send(sessionId, dora.nod());
    expect([other.status, await other.json()]).toMatchObject([400, { error: 'FACE_NO_MATCH' }]);
    const pictures = dora.nod();
    await send(await service.createSession(token, benPhoto), pictures);
    const replayed = await send(await service.createSession(token, benPhoto), pictures);
    expect(await replayed.json()).toMatchObject({ error: 'FACE_LIVENESS_FAILED' });
  },
  120_000,
);

row(
  'v2.budget',
  async () => {
    const sessionId = await service.createSession(token, benPhoto);
    for (let i = 0; i < 3; i += 1) expect(await (await send(sessionId, dora.nod())).json()).toMatchObject({ error: 'FACE_NO_MATCH' });
    for (const [version, error] of [
      ['3.2.2', 'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS'],
      ['4.1.0', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'],
    ] as const) {
      const over = await send(sessionId, ben.nod(), version);
      expect([over.status, await over.json()]).toMatchObject([400, { error }]);
    }
    const own = await fetch(`${service.baseURL}/api/v1/attempts`, { method: 'POST', headers: headers(sessionId), body: '{}' });
    expect(await own.json()).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' });
  },
  120_000,
);

row('v2.incomplete', async () => {
  const sessionId = await service.createSession(token, benPhoto);
  const none = await fetch(`${service.baseURL}${PATH}`, { headers: headers(sessionId) });
  expect(none.status).toBe(400);
  await send(sessionId, dora.nod());
  const response = await fetch(`${service.baseURL}${PATH}`, { headers: headers(sessionId) });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  const result = await verifyIncompleteFaceSessionResult(await response.text(), expected(sessionId));
  expect(result).toMatchObject({ match: false, error: 'FACE_NO_MATCH' });
});

row('v2.session', async () => {
  const response = await send('d2186cf1-1f0b-4c39-9a74-5f6d4c1d7f3a', ben.nod());
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'SESSION_EXPIRED_OR_NOT_FOUND' }]);
});

row('v2.statuses', async () => {
  const sessionId = await service.createSession(token, benPhoto);
  const post = (body: string, more: Record<string, string> = {}): Promise<Response> =>
    fetch(`${service.baseURL}${PATH}`, { method: 'POST', headers: { ...headers(sessionId), ...more }, body });
  expect((await post('{}', { Authorization: 'Bearer no' })).status).toBe(401);
  const large = Buffer.alloc(5_242_881, 0xff).toString('base64');
  expect((await post(JSON.stringify({ liveImage1: large, liveImage2: 'AAAA' }))).status).toBe(413);
  const text = Buffer.from('no picture').toString('base64');
  expect((await post(JSON.stringify({ liveImage1: text, liveImage2: text }))).status).toBe(415);
  const shapeless = await post('{"liveImage1": 1}');
  expect([shapeless.status, await shapeless.json()]).toMatchObject([
    400,
    { error: 'INVALID_CONFIG', message: expect.any(String) as string },
  ]);
  const untouched = await send(sessionId, ben.nod());
  expect(untouched.status).toBe(200);
});

row('v2.cors', async () => {
  const wanted = 'authorization,content-type,uq-device-info,uq-nonce,uq-session-id,uq-user-id';
  const preflight = await fetch(`${service.baseURL}${PATH}`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': wanted },
  });
  expect(preflight.status).toBe(204);
  const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
  for (const name of wanted.split(',')) expect(allowed).toContain(name);
  expect(['*', 'https://app.example']).toContain(preflight.headers.get('access-control-allow-origin'));
  const answer = await fetch(`${service.baseURL}${PATH}`, { headers: { Origin: 'https://app.example' } });
  expect(['*', 'https://app.example']).toContain(answer.headers.get('access-control-allow-origin'));
});

row('v2.active', async () => {
  const strict = await startTestService({ V2_MATCH: 'true', LIVENESS_POLICY: 'active' });
  try {
    const own = await strict.token();
    const sessionId = await strict.createSession(own, benPhoto);
    const [first, second] = ben.nod();
    const response = await fetch(`${strict.baseURL}${PATH}`, {
      method: 'POST',
      headers: { ...headers(sessionId), Authorization: `Bearer ${own}` },
      body: JSON.stringify({ liveImage1: first.toString('base64'), liveImage2: second.toString('base64') }),
    });
    expect([response.status, await response.json()]).toMatchObject([403, { error: 'FORBIDDEN' }]);
  } finally {
    await strict.close();
  }
});
