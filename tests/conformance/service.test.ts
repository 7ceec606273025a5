import { createHash, randomUUID } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import jwt, { type JwtHeader, type JwtPayload } from 'jsonwebtoken';
import jwksClient from 'jwks-rsa';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestService, type TestService } from '../kit/service.js';
import { attempt } from './live-attempt.js';
import { person, type Person } from '../kit/people.js';
import { row } from './row.js';

/* The HTTP API and the result as strict clients of the reference read them. */

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface ResultClaims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  data: {
    face: {
      match: boolean;
      matchLevel: number;
      error: string | null;
      falseAcceptRate: number | null;
      auditTrailImageId: string;
      auditTrailImageIdChecksum: string;
    };
    sessionId: string;
    nonce?: string;
    userIdentifier?: string;
  };
}

let service: TestService;
let token: string;
let ben: Person;
let dora: Person;
let benPhoto: Buffer;
let doraPhoto: Buffer;
/** One finished session. */
let sessionId: string;
let jws: string;
const nonce = 'nonce-of-the-backend';
const userIdentifier = randomUUID();

beforeAll(async () => {
  service = await startTestService();
  token = await service.token();
  [ben, dora] = [await person('ben'), await person('dora')];
  [benPhoto, doraPhoto] = [ben.idPhoto, dora.idPhoto];
  sessionId = await service.createSession(token, benPhoto);
  const outcome = await attempt(service, token, sessionId, ben, { 'UQ-Nonce': nonce, 'UQ-User-ID': userIdentifier });
  if (outcome.outcome !== 'passed') throw new Error(`The right person did not pass: ${JSON.stringify(outcome)}`);
  jws = outcome.result;
}, 120_000);
afterAll(() => service.close());

function call(path: string, init: RequestInit = {}, accessToken: string | null = token): Promise<Response> {
  const headers = new Headers(init.headers);
  if (accessToken !== null) headers.set('authorization', `Bearer ${accessToken}`);
  return fetch(`${service.baseURL}${path}`, { ...init, headers });
}
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
function form(picture: Uint8Array | string, type = 'image/jpeg'): RequestInit {
  const data = new FormData();
  data.set('idPhoto', new Blob([picture as Uint8Array<ArrayBuffer>], { type }), 'id.jpg');
  return { method: 'POST', body: data };
}
async function tokenFor(parameters: Record<string, string>): Promise<Response> {
  return call('/api/oauth/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }) }, null);
}
const credentials = (): { client_id: string; client_secret: string } => ({
  client_id: service.client.clientId,
  client_secret: service.client.clientSecret,
});
const claims = (): ResultClaims => jwt.decode(jws) as unknown as ResultClaims;
const contentType = (response: Response): string | undefined => response.headers.get('content-type')?.split(';')[0];

row('http.token', async () => {
  const response = await tokenFor(credentials());
  expect(response.status).toBe(200);
  expect(contentType(response)).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
    token_type: 'bearer',
    expires_in: 1800,
    scope: expect.stringContaining('KYC_FACE_FLOW') as string,
    jti: expect.stringMatching(UUID_V4) as string,
  });
  expect((await tokenFor({ ...credentials(), client_secret: 'wrong' })).status).toBe(401);
});

row('http.scopes', async () => {
  const { access_token: narrow } = (await (await tokenFor({ ...credentials(), scope: 'KYC_INFO_SDK' })).json()) as { access_token: string };
  expect((await call('/api/v1/face', form(benPhoto), narrow)).status).toBe(403);
  expect((await call(`/api/v1/info/${sessionId}`, {}, narrow)).status).toBe(200);
});

row('http.face.multipart', async () => {
  const response = await call('/api/v1/face', form(benPhoto));
  expect(response.status).toBe(201);
  expect(contentType(response)).toBe('application/json');
  expect(await response.json()).toEqual({ sessionId: expect.stringMatching(UUID_V4) as string, quality: expect.any(Object) as object });
});

row('http.face.json', async () => {
  const response = await call('/api/v1/face', json({ idPhoto: benPhoto.toString('base64') }));
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ sessionId: expect.stringMatching(UUID_V4) as string, quality: expect.any(Object) as object });
});

row('http.face.errors', async () => {
  const statusOf = async (init: RequestInit, accessToken?: string | null): Promise<number> =>
    (await call('/api/v1/face', init, accessToken)).status;
  expect(await statusOf(json({}))).toBe(400);
  expect(await statusOf(json({ idPhoto: 'bm90IGEgcGljdHVyZQ==' }))).toBe(415);
  expect(await statusOf(form(benPhoto.subarray(0, 2_000)))).toBe(400);
  expect(await statusOf(form('GIF89a', 'image/gif'))).toBe(415);
  expect(await statusOf(form(benPhoto), null)).toBe(401);
  expect(await statusOf(form(benPhoto), `${token}x`)).toBe(401);
  expect(await statusOf(form(Buffer.concat([benPhoto, Buffer.alloc(5_242_881)])))).toBe(413);
});

row('http.match', async () => {
  const match = async (body: Record<string, unknown>): Promise<unknown> => (await call('/api/v1/face/match', json(body))).json();
  const [a, b] = [benPhoto.toString('base64'), doraPhoto.toString('base64')];
  expect(await match({ sourceImage: a, targetImage: a })).toEqual({ match: true, matchLevel: 5 });
  expect(await match({ sourceImage: a, targetImage: b })).toEqual({ match: false, matchLevel: 1 });
  // The service's own floor, 3 unless configured, holds for whoever asks for less.
  expect(await match({ sourceImage: a, targetImage: b, minimumMatchLevel: 1 })).toEqual({ match: false, matchLevel: 1 });
  expect((await call('/api/v1/face/match', json({ sourceImage: a }))).status).toBe(400);
  expect((await call('/api/v1/face/match', json({ sourceImage: a, targetImage: b }), null)).status).toBe(401);
});

row('http.image', async () => {
  const response = await call(`/api/v1/info/img/${claims().data.face.auditTrailImageId}`);
  expect(response.status).toBe(200);
  expect(contentType(response)).toBe('image/jpeg');
  expect((await call(`/api/v1/info/img/${claims().data.face.auditTrailImageId}`, {}, null)).status).toBe(401);
  expect((await call('/api/v1/info/img/5eabf184827ca836b8e28cf0')).status).toBe(404);
});

row('http.result', async () => {
  const response = await call(`/api/v1/info/${sessionId}`);
  expect(response.status).toBe(200);
  expect(contentType(response)).toBe('application/jwt');
  expect(await response.text()).toBe(jws);
});

row('http.jwks', async () => {
  const response = await call('/api/.well-known/jwks.json', {}, null);
  expect(response.status).toBe(200);
  expect(contentType(response)).toBe('application/json');
  const { keys } = (await response.json()) as { keys: Record<string, string>[] };
  for (const key of keys) {
    expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.any(String) as string });
    expect(key).not.toHaveProperty('d');
  }
});

row('result.header', () => {
  expect(decodeProtectedHeader(jws)).toEqual({ alg: 'RS256', kid: expect.any(String) as string });
});

row('result.claims', () => {
  const { iss, aud, iat, exp, jti } = claims();
  expect([iss, aud]).toEqual([service.baseURL, service.client.clientId]);
  expect(exp - iat).toBe(600);
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(120);
  expect(jti).toMatch(UUID_V4);
  expect(jti).not.toBe(sessionId);
});

row('result.data', async () => {
  expect(claims().data).toMatchObject({ sessionId, nonce, userIdentifier });
  const bare = await service.createSession(token, benPhoto);
  const outcome = await attempt(service, token, bare, ben);
  const { data } = jwt.decode(outcome.outcome === 'passed' ? outcome.result : '') as unknown as ResultClaims;
  expect(Object.keys(data).sort()).toEqual(['face', 'sessionId']);
});

row('result.face', () => {
  expect(claims().data.face).toEqual({
    match: true,
    matchLevel: expect.any(Number) as number,
    error: null,
    falseAcceptRate: expect.anything() as number,
    auditTrailImageId: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
    auditTrailImageIdChecksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
    livenessMethod: 'burst',
    centreVersion: expect.stringMatching(/^[0-9a-f]{12}/) as string,
  });
});

row('result.deviceAttestation', async () => {
  const bare = await service.createSession(token, benPhoto);
  const device = { risk: { bot: false }, info: { platform: 'ANDROID', model: 'One' } };
  const outcome = await attempt(service, token, bare, ben, {}, { device });
  const { data } = jwt.decode(outcome.outcome === 'passed' ? outcome.result : '') as unknown as { data: object };
  expect(data).toMatchObject({ deviceAttestation: { ...device, measuredBy: { bot: 'client' } } });
});

row('result.falseAcceptRate', () => {
  const { falseAcceptRate, matchLevel } = claims().data.face;
  expect(matchLevel).toBe(5);
  expect(falseAcceptRate).toBeGreaterThan(0);
  expect(falseAcceptRate).toBeLessThanOrEqual(1e-5);
});

row('result.checksum', async () => {
  const { auditTrailImageId, auditTrailImageIdChecksum } = claims().data.face;
  const image = Buffer.from(await (await call(`/api/v1/info/img/${auditTrailImageId}`)).arrayBuffer());
  expect(`sha256:${createHash('sha256').update(image).digest('hex')}`).toBe(auditTrailImageIdChecksum);
});

row('result.jose', async () => {
  const keys = createRemoteJWKSet(new URL(`${service.baseURL}/api/.well-known/jwks.json`));
  const { payload } = await jwtVerify(jws, keys, {
    issuer: service.baseURL,
    audience: service.client.clientId,
    algorithms: ['RS256'],
    requiredClaims: ['jti', 'iat', 'exp', 'data'],
  });
  expect(payload['data']).toMatchObject({ sessionId });
});

row('result.jsonwebtoken', async () => {
  const client = jwksClient({ jwksUri: `${service.baseURL}/api/.well-known/jwks.json` });
  const payload = await new Promise<JwtPayload>((resolve, reject) => {
    jwt.verify(
      jws,
      (header: JwtHeader, done) => {
        client.getSigningKey(header.kid).then(
          (key) => {
            done(null, key.getPublicKey());
          },
          (error: unknown) => {
            done(error as Error);
          },
        );
      },
      { algorithms: ['RS256'], issuer: service.baseURL, audience: service.client.clientId },
      (error, decoded) => {
        if (error) reject(error);
        else resolve(decoded as JwtPayload);
      },
    );
  });
  expect(payload['data']).toMatchObject({ sessionId, face: { match: true } });
});

row('attempts.single', async () => {
  expect(claims().data.face.match).toBe(true);
  const again = await call('/api/v1/attempts', {
    ...json({}),
    headers: { 'content-type': 'application/json', 'UQ-Session-ID': sessionId },
  });
  expect([again.status, await again.json()]).toMatchObject([404, { code: 'SESSION_EXPIRED' }]);
});

row(
  'attempts.budget',
  async () => {
    const session = await service.createSession(token, benPhoto);
    for (const remainingAttempts of [2, 1, 0]) {
      expect(await attempt(service, token, session, dora)).toMatchObject({ outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts });
    }
    const fourth = await call('/api/v1/attempts', {
      ...json({}),
      headers: { 'content-type': 'application/json', 'UQ-Session-ID': session },
    });
    expect(await fourth.json()).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' });
  },
  120_000,
);

row('attempts.incomplete', async () => {
  const session = await service.createSession(token, benPhoto);
  await attempt(service, token, session, dora, { 'UQ-Nonce': nonce });
  const response = await call('/api/v1/face/end', { method: 'POST', headers: { 'UQ-Session-ID': session, 'UQ-Nonce': nonce } });
  expect(response.status).toBe(200);
  const { data } = jwt.decode(await response.text()) as unknown as ResultClaims;
  expect(data).toMatchObject({ sessionId: session, nonce, face: { match: false, error: 'FACE_NO_MATCH' } });
});

row('http.delete', async () => {
  const { auditTrailImageId } = claims().data.face;
  const response = await call(`/api/v1/info/${sessionId}`, { method: 'DELETE' });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect((await call(`/api/v1/info/img/${auditTrailImageId}`)).status).toBe(404);
  expect((await call(`/api/v1/info/${sessionId}`)).status).toBe(404);
});
