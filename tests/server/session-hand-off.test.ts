import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setWebhook, startService, type Service } from '@face-session/server';
import type { CreateHandOffResponse } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';

/* The hand-off of a session that a capture runs: over the service's port, as the capture makes it and the hosted page opens it, on two replicas. */

const MINUTE = 60_000;
const scopes = ['KYC_FACE_FLOW', 'KYC_FACE_LINK', 'KYC_INFO_SDK'] as const;

let harness: Harness;
let replica: Service;
let replicaURL: string;
let tester: TestClient;
beforeAll(async () => {
  harness = await startHarness({ limits: generous });
  const { config, clock, logger } = harness.service;
  // Of one public address, as replicas are.
  replica = await startService({ config: { ...config, port: 0 }, clock, logger });
  replicaURL = `http://localhost:${String(replica.config.port)}`;
  tester = await harness.addClient({ name: 'Bank', test: true, scopes });
  await allow(tester);
});
afterAll(async () => {
  await replica.close();
  await harness.close();
});

async function allow({ clientId }: TestClient, over: object = {}): Promise<void> {
  const page = { name: null, returnOrigins: [], privacyURL: null, consentVersion: null, frameOrigins: [], captureHandOff: true, ...over };
  const audit = { at: 0, event: 'client.link-page-changed', clientId, details: { ...page, logo: false } } as const;
  await harness.service.store.saveLinkPage({ clientId, ...page }, null, audit);
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const newKey = (): string => randomBytes(32).toString('base64url');
const page = (call: string, body: object, url = replicaURL): Promise<Response> => fetch(`${url}/api/v1/links/${call}`, json(body));
const read = async (response: Response | Promise<Response>): Promise<Record<string, string>> =>
  (await (await response).json()) as Record<string, string>;

async function session(outcome = 'pass', client = tester): Promise<{ sessionId: string; token: string }> {
  const { sessionId } = await read(client.call('/api/v1/face', json({ outcome })));
  return { sessionId: sessionId!, token: await client.token({ scope: 'KYC_FACE_FLOW', session_id: sessionId! }) };
}

type Made = CreateHandOffResponse & { readonly token: string; readonly secret: string; readonly computer: string };

const handOff = (of: { sessionId: string; token: string }, body: object, headers: Record<string, string> = {}): Promise<Response> => {
  const init = json(body);
  return tester.call('/api/v1/face/hand-off', {
    ...init,
    headers: { ...(init.headers as object), ...headers },
    session: of.sessionId,
    token: of.token,
  });
};

async function handedOver(of: { sessionId: string; token: string }, body: object = {}, headers?: Record<string, string>): Promise<Made> {
  const computer = newKey();
  const response = await handOff(of, { deviceKey: computer, ...body }, headers);
  if (response.status !== 201) throw new Error(await response.text());
  const made = (await response.json()) as CreateHandOffResponse & { token: string };
  return { ...made, computer, secret: /^#h\.([\w-]{43})$/.exec(new URL(made.url).hash)![1]! };
}

const frames = [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }];

/** What the other device does: opens, starts, and runs one attempt. */
async function runElsewhere({ secret }: Made, phone = newKey()): Promise<void> {
  await read(page('hand-off/open', { handOff: secret, deviceKey: phone }));
  const started = await read(page('hand-off/start', { handOff: secret, deviceKey: phone }));
  expect(started.outcome).toBe('started');
  const headers = { authorization: `Bearer ${started.accessToken!}`, ...(started.nonce !== undefined && { 'uq-nonce': started.nonce }) };
  await tester.attempt(started.sessionId!, frames, started.options as unknown as object, headers);
}

const resultOf = (of: { sessionId: string; token: string }, made: Pick<Made, 'token' | 'computer'>): Promise<Response> =>
  tester.call('/api/v1/face/hand-off/result', {
    ...json({ token: made.token, deviceKey: made.computer }),
    session: of.sessionId,
    token: of.token,
  });
const stateOf = ({ token, computer }: Made, url?: string): Promise<Record<string, string>> =>
  read(page('hand-off/state', { token, deviceKey: computer }, url));

describe('a session handed over by its capture', () => {
  it('runs on another device, with nonce and wishes of the capture, and its result comes to the device that handed it over', async () => {
    const of = await session();
    const nonce = randomUUID();
    const made = await handedOver(of, { locale: 'de', options: { maxAttempts: 1 } }, { 'uq-nonce': nonce });
    expect(made.code).toMatch(/^[A-Z]{4,8} \d\d$/);
    expect(await stateOf(made)).toMatchObject({ status: 'opened', handOff: 'waiting', code: made.code });
    expect((await resultOf(of, made)).status).toBe(404);
    const phone = newKey();
    const opened = await read(page('hand-off/open', { handOff: made.secret, deviceKey: phone }));
    expect(opened).toMatchObject({ outcome: 'opened', code: made.code, link: { name: 'Bank', locale: 'de', allowHandOff: 'never' } });
    expect(opened.link as unknown as object).not.toHaveProperty('returnURL');
    await runElsewhere(made, phone);
    // The device that handed over reads it on either replica.
    for (const url of [harness.url, replicaURL]) expect(await stateOf(made, url)).toMatchObject({ status: 'passed', handOff: 'opened' });
    const result = await resultOf(of, made);
    expect([result.status, result.headers.get('content-type')]).toEqual([200, 'application/jwt']);
    expect(claimsOf(await result.text()).data).toMatchObject({ sessionId: of.sessionId, nonce, face: { match: true } });
    const events = (await harness.service.store.auditLog({ clientId: tester.clientId, limit: 20 })).map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['session.hand-off-created', 'link.hand-off-opened', 'link.started', 'result.read']));
  });

  it('gives its result to no other device, no other session and no other client', async () => {
    const [of, other] = [await session(), await session()];
    const made = await handedOver(of);
    await runElsewhere(made);
    expect((await resultOf(of, { ...made, computer: newKey() })).status).toBe(404);
    expect((await resultOf(of, { ...made, token: newKey() })).status).toBe(404);
    expect((await resultOf(other, made)).status).toBe(404);
    expect((await tester.call(`/api/v1/info/${of.sessionId}`, { token: of.token })).status).toBe(403);
    const stranger = await harness.addClient({ test: true, scopes });
    const body = json({ token: made.token, deviceKey: made.computer });
    expect((await stranger.call('/api/v1/face/hand-off/result', { ...body, session: of.sessionId })).status).toBe(404);
    expect((await resultOf(of, made)).status).toBe(200);
  });

  it('gives no result of attempts that the device ran itself', async () => {
    const of = await session();
    const made = await handedOver(of);
    await tester.attempt(of.sessionId, frames);
    expect(await stateOf(made)).toMatchObject({ handOff: 'waiting' });
    expect((await resultOf(of, made)).status).toBe(404);
  });

  it('has one URL at a time, which ends with the next one, with its revocation, after five minutes, and with the session', async () => {
    const open = async ({ secret }: Made): Promise<string> => {
      const response = await page('hand-off/open', { handOff: secret, deviceKey: newKey() });
      return response.status === 200 ? (await read(response)).outcome! : String(response.status);
    };
    const of = await session();
    const [first, second] = [await handedOver(of), await handedOver(of)];
    expect([await open(first), await open(second)]).toEqual(['404', 'opened']);
    const third = await handedOver(of);
    expect((await tester.call('/api/v1/face/hand-off', { method: 'DELETE', session: of.sessionId, token: of.token })).status).toBe(204);
    expect(await open(third)).toBe('404');
    const late = await handedOver(of);
    harness.clock.advance(5 * MINUTE);
    expect([await open(late), (await stateOf(late)).handOff]).toEqual(['over', 'expired']);
    const last = await handedOver(of);
    harness.clock.advance(5 * MINUTE);
    expect([await open(last), (await stateOf(last)).status]).toEqual(['over', 'expired']);
    expect((await handOff(of, { deviceKey: newKey() })).status).toBe(404);
  });

  it('is not made again, and not revoked, once another device has started', async () => {
    const of = await session('no_match');
    const made = await handedOver(of);
    await runElsewhere(made);
    expect((await handOff(of, { deviceKey: newKey() })).status).toBe(403);
    await tester.call('/api/v1/face/hand-off', { method: 'DELETE', session: of.sessionId, token: of.token });
    expect(await stateOf(made)).toMatchObject({ status: 'started', handOff: 'opened', failedAttempts: 1 });
  });

  it('is made once, however many hand-offs are asked for at once on two replicas', async () => {
    const of = await session();
    const urls = [harness.url, replicaURL];
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${of.token}`, 'uq-session-id': of.sessionId };
    const all = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const body = JSON.stringify({ deviceKey: newKey() });
        return (await (await fetch(`${urls[index % 2]!}/api/v1/face/hand-off`, { method: 'POST', headers, body })).json()) as {
          url: string;
        };
      }),
    );
    const opened = await Promise.all(
      all.map(({ url }) => page('hand-off/open', { handOff: new URL(url).hash.slice('#h.'.length), deviceKey: newKey() })),
    );
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('a hand-off by a capture is refused', () => {
  it('unless the operator allows it for the client, and gave it the scope of links', async () => {
    const client = await harness.addClient({ test: true, scopes });
    const of = await session('pass', client);
    const attempt = async (): Promise<number> =>
      (await client.call('/api/v1/face/hand-off', { ...json({ deviceKey: newKey() }), session: of.sessionId, token: of.token })).status;
    expect(await attempt()).toBe(403);
    await allow(client);
    expect(await attempt()).toBe(201);
    await allow(client, { captureHandOff: false });
    expect(await attempt()).toBe(403);
    const without = await harness.addClient({ test: true, scopes: ['KYC_FACE_FLOW'] });
    await allow(without);
    const { sessionId } = await read(without.call('/api/v1/face', json({})));
    const refused = await without.call('/api/v1/face/hand-off', { ...json({ deviceKey: newKey() }), session: sessionId! });
    expect([refused.status, (await read(refused)).detail]).toEqual([403, expect.stringContaining('--capture-hand-off allow')]);
  });

  it('with the token of another session, or without the scope of sessions', async () => {
    const [of, other] = [await session(), await session()];
    expect((await handOff({ ...of, token: other.token }, { deviceKey: newKey() })).status).toBe(403);
    expect((await handOff({ ...of, token: await tester.token({ scope: 'KYC_INFO_SDK' }) }, { deviceKey: newKey() })).status).toBe(403);
  });

  it('for the session of a link, whose own allowHandOff decides', async () => {
    const { url, sessionId } = await read(tester.call('/api/v1/links', json({})));
    const started = await read(page('start', { token: new URL(url!).hash.slice(1), deviceKey: newKey() }));
    const of = { sessionId: sessionId!, token: started.accessToken! };
    const response = await handOff(of, { deviceKey: newKey() });
    expect([response.status, (await read(response)).detail]).toEqual([403, expect.stringContaining('allowHandOff')]);
  });

  it('without the consent that the client asks for: the other device asks for it', async () => {
    const client = await harness.addClient({ test: true, scopes });
    await allow(client, { consentVersion: '7' });
    const of = await session('pass', client);
    const response = await client.call('/api/v1/face/hand-off', {
      ...json({ deviceKey: newKey() }),
      session: of.sessionId,
      token: of.token,
    });
    const secret = new URL((await read(response)).url!).hash.slice('#h.'.length);
    const phone = newKey();
    expect(await read(page('hand-off/open', { handOff: secret, deviceKey: phone }))).toMatchObject({ link: { consentVersion: '7' } });
    expect((await page('hand-off/start', { handOff: secret, deviceKey: phone })).status).toBe(400);
    expect((await read(page('hand-off/start', { handOff: secret, deviceKey: phone, consentVersion: '7' }))).outcome).toBe('started');
  });
});

it('tells the webhook of no link, since the client has made none', async () => {
  const client = await harness.addClient({ test: true, scopes });
  await allow(client);
  const webhook = { url: 'https://receiver.example/', events: ['link.opened', 'link.expired', 'face_session.ended'] } as const;
  await setWebhook(harness.service, null, client.clientId, webhook, () => Promise.resolve());
  const of = await session('pass', client);
  const init = { ...json({ deviceKey: newKey() }), session: of.sessionId, token: of.token };
  const secret = new URL((await read(client.call('/api/v1/face/hand-off', init))).url!).hash.slice('#h.'.length);
  await page('hand-off/open', { handOff: secret, deviceKey: newKey() });
  harness.clock.advance(11 * MINUTE);
  const { store } = harness.service;
  await store.purge(harness.clock(), null);
  const events = (await store.listDeliveries({ clientId: client.clientId }, 10)).map(({ type }) => type);
  expect(events).toEqual(['face_session.ended']);
});

it('leaves neither its secrets nor the nonce in the database or the log', async () => {
  const of = await session();
  const nonce = randomUUID();
  const made = await handedOver(of, {}, { 'uq-nonce': nonce });
  const files = (await readdir(harness.folder)).filter((file) => file.includes('.db'));
  const disk = Buffer.concat(await Promise.all(files.map((file) => readFile(join(harness.folder, file))))).toString('latin1');
  const text = disk + harness.log.join('');
  expect([made.secret, made.token, made.computer, nonce, of.sessionId].filter((secret) => text.includes(secret))).toEqual([]);
});
