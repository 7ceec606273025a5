import { createHmac } from 'node:crypto';
import type { SigningAlgorithm } from '@face-session/protocol';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, importJWK, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Attacks on tokens, objects and the door, as a table. Headings are those of the OWASP API Security Top 10 (2023) and of OWASP ASVS 5.0. */

let harness: Harness;
let bank: TestClient;
let shop: TestClient;
let anna: Person;
beforeAll(async () => {
  [harness, { anna }] = await Promise.all([startHarness({ limits: generous }), loadPeople()]);
  [bank, shop] = [await harness.addClient(), await harness.addClient()];
});
afterAll(() => harness.close());

const someSession = '11111111-2222-4333-8444-555555555555';
const json = { 'content-type': 'application/json' };
async function statusWith(token: string, path = `/api/v1/info/${someSession}`): Promise<number> {
  return (await bank.call(path, { token })).status;
}
async function parts(): Promise<{ header: Record<string, unknown>; claims: JWTPayload; token: string }> {
  const token = await bank.token();
  const [header = '', claims = ''] = token.split('.');
  const decode = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: decode(header), claims: decode(claims), token };
}
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('API2 broken authentication; ASVS 5.0 V9 self-contained tokens', () => {
  it('takes the token that it made (or this table would prove nothing)', async () => {
    expect(await statusWith(await bank.token())).toBe(404);
  });

  it.each<[string, () => Promise<string>]>([
    ['alg none', async () => new UnsecuredJWT((await parts()).claims).encode()],
    [
      'alg none with the header of a true token',
      async () => {
        const { header, claims } = await parts();
        return `${encode({ ...header, alg: 'none' })}.${encode(claims)}.${encode('x')}`;
      },
    ],
    [
      'HS256 with the public key as its secret',
      async () => {
        const { header, claims } = await parts();
        const jwks = (await (await fetch(`${harness.url}/api/.well-known/jwks.json`)).json()) as { keys: JWK[] };
        const pem = await exportSPKI((await importJWK({ ...jwks.keys[0], ext: true }, 'RS256')) as CryptoKey);
        const body = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
        return `${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`;
      },
    ],
    [
      'a foreign key under a known kid',
      async () => {
        const { header, claims } = await parts();
        return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign((await generateKeyPair('RS256')).privateKey);
      },
    ],
    [
      'a foreign key under its own kid',
      async () => {
        const { claims } = await parts();
        const header = { alg: 'RS256', typ: 'at+jwt', kid: '../../etc/passwd' };
        return new SignJWT(claims).setProtectedHeader(header).sign((await generateKeyPair('RS256')).privateKey);
      },
    ],
    [
      'a foreign key named by jku and given as jwk',
      async () => {
        const { claims } = await parts();
        const pair = await generateKeyPair('RS256', { extractable: true });
        const header = { alg: 'RS256', typ: 'at+jwt', kid: 'x', jku: 'http://127.0.0.1:1/jwks', jwk: await exportJWK(pair.publicKey) };
        return new SignJWT(claims).setProtectedHeader(header).sign(pair.privateKey);
      },
    ],
    [
      'changed claims under the old signature',
      async () => {
        const { claims, token } = await parts();
        const [header, , signature] = token.split('.');
        return `${header}.${encode({ ...claims, sub: shop.clientId, client_id: shop.clientId })}.${signature}`;
      },
    ],
    ['no signature', async () => `${(await bank.token()).split('.').slice(0, 2).join('.')}.`],
    ['a signed result in the place of a token', async () => resultOf(bank)],
    ['another issuer', () => signedByService({ iss: 'https://evil.example' })],
    ['another audience', () => signedByService({ aud: bank.clientId })],
    ['an expiry in the past', () => signedByService({ exp: Math.floor(harness.clock() / 1000) - 1 })],
    ['no expiry', () => signedByService({ exp: undefined })],
    ['the type of a plain JWT', () => signedByService({}, 'JWT')],
    ['the ES256 key of results', () => signedByService({}, 'at+jwt', 'ES256')],
    ['the EdDSA key of results', () => signedByService({}, 'at+jwt', 'EdDSA')],
    ['a client that does not exist', () => signedByService({ sub: 'nobody', client_id: 'nobody' })],
    ['a subject that is not the client', () => signedByService({ sub: shop.clientId })],
    ['garbage', () => Promise.resolve('a.b.c')],
  ])('refuses %s', async (_, forge) => {
    expect(await statusWith(await forge())).toBe(401);
  });

  it('refuses a token after its half hour', async () => {
    const token = await bank.token();
    harness.clock.advance(30 * 60 * 1000);
    expect(await statusWith(token)).toBe(401);
    [bank, shop] = [await harness.addClient(), await harness.addClient()];
  });

  it('refuses every token after its key was revoked', async () => {
    const client = await harness.addClient();
    const token = await client.token();
    await harness.service.keys.rotate({ revoke: true });
    expect(await statusWith(token)).toBe(401);
    [bank, shop] = [await harness.addClient(), await harness.addClient()];
  });

  it('takes a token in the Authorization header only', async () => {
    const token = await bank.token();
    expect((await fetch(`${harness.url}/api/v1/info/${someSession}?access_token=${token}`)).status).toBe(401);
    const form = { method: 'POST', body: new URLSearchParams({ access_token: token }) };
    expect((await fetch(`${harness.url}/api/v1/attempts`, form)).status).toBe(401);
  });

  it('takes as long for an unknown client as for a wrong secret', { retry: 3 }, async () => {
    const time = async (id: string, secret: string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 40; i++) {
        const started = performance.now();
        await fetch(`${harness.url}/api/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
        }).then((response) => response.arrayBuffer());
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[20] ?? 0;
    };
    const almost = `${bank.clientSecret.slice(0, -1)}${bank.clientSecret.endsWith('A') ? 'B' : 'A'}`;
    const [unknown, wrong, near] = [
      await time('nobody', 'x'.repeat(43)),
      await time(bank.clientId, 'x'.repeat(43)),
      await time(bank.clientId, almost),
    ];
    expect(Math.max(unknown, wrong, near) / Math.min(unknown, wrong, near)).toBeLessThan(2);
  });
});

describe('API1 and API5 broken object and function level authorisation', () => {
  it('answers another client as if the session and image did not exist', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId);
    const result = await resultOf(bank);
    const { sessionId: passed, face } = claimsOf(result).data;
    const answers = async (own: string, image: string): Promise<unknown[]> =>
      Promise.all(
        [
          shop.call('/api/v1/attempts', { method: 'POST', body: '{}', headers: json, session: own }),
          shop.upload(own, attemptId, 'burst', anna.burst()),
          shop.call('/api/v1/face/end', { method: 'POST', session: own }),
          shop.call(`/api/v1/info/${own}`),
          shop.call(`/api/v1/info/${own}`, { method: 'DELETE' }),
          shop.call(`/api/v1/info/img/${image}`),
        ].map(async (response) => {
          const { status, text } = await response.then(async (answer) => ({ status: answer.status, text: await answer.text() }));
          return { status, ...(text === '' ? {} : (JSON.parse(text) as object)), requestId: null };
        }),
      );
    expect(await answers(sessionId, String(face?.auditTrailImageId))).toEqual(await answers(someSession, '0'.repeat(24)));
    expect((await bank.call(`/api/v1/info/${passed}`)).status).toBe(200);
  });

  it.each([
    ['KYC_FACE_FLOW', () => bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo) })],
    ['KYC_FACE_FLOW', () => bank.call('/api/v1/attempts', { method: 'POST', body: '{}', headers: json, session: someSession })],
    ['KYC_INFO_SDK', () => bank.call(`/api/v1/info/${someSession}`)],
    ['KYC_INFO_SDK', () => bank.call(`/api/v1/info/img/${'0'.repeat(24)}`)],
    ['KYC_INFO_SDK', () => bank.call(`/api/v1/info/${someSession}`, { method: 'DELETE' })],
    ['KYC_EVENT_SDK', () => bank.call('/api/v1/events')],
  ] as const)('asks for the scope %s, and takes it from tokens in use when the client loses it', async (scope, call) => {
    await call();
    const client = (await harness.service.store.findClient(bank.clientId))!;
    await harness.service.store.updateClient(bank.clientId, { scopes: client.scopes.filter((granted) => granted !== scope) });
    expect((await call()).status).toBe(403);
    await harness.service.store.updateClient(bank.clientId, { scopes: client.scopes });
    expect((await call()).status).not.toBe(403);
  });
});

describe('API8 security misconfiguration', () => {
  it('sends headers that leave a browser nothing to do with an answer', async () => {
    for (const path of ['/api/v1/info/x', '/healthz', '/api/nothing', '/api/.well-known/jwks.json']) {
      const { headers } = await fetch(`${harness.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('tells nothing of its inside in an error', async () => {
    const bodies = await Promise.all(
      [
        bank.call('/api/v1/face', { method: 'POST', body: '{"idPhoto":', headers: json }),
        bank.call('/api/v1/face', { method: 'POST', body: '{"__proto__":{}}', headers: json }),
        bank.call('/api/v1/attempts/%00/burst', { method: 'POST' }),
        bank.call('/api/v1/info/%2e%2e%2f%2e%2e%2fetc%2fpasswd'),
        fetch(`${harness.url}/assets/..%2f..%2fpackage.json`),
        fetch(`${harness.url}/api/oauth/token`, {
          method: 'POST',
          body: 'grant_type=%',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      ].map(async (response) => (await response).text()),
    );
    for (const body of bodies) {
      expect(body).not.toMatch(/node_modules|at \w+ \(|\.ts|\.js:|sqlite|SELECT|stack/i);
      expect(body).not.toContain(process.cwd());
    }
  });
});

async function resultOf(client: TestClient): Promise<string> {
  const outcome = await client.attempt(await client.createSession(anna.photo), anna.burst());
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

/** A token signed with the service's own key but with other claims: what only a fault of its own could make. */
async function signedByService(
  changed: Readonly<Record<string, unknown>>,
  typ = 'at+jwt',
  algorithm: SigningAlgorithm = 'RS256',
): Promise<string> {
  const { claims } = await parts();
  const all: Record<string, unknown> = { ...claims, ...changed };
  return harness.service.keys.sign(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), { typ, algorithm });
}
