import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Limits: each with a low one of its own, so that it is reached. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
beforeAll(async () => {
  const limits = {
    ...generous,
    authenticationFailuresPerMinute: 3,
    unknownIdentifiersPerMinute: 5,
    attemptCallsPerMinute: 4,
    picturesInFlight: 3,
    picturesInFlightPerAddress: 3,
    picturesInFlightPerClient: 2,
  };
  [harness, { anna }] = await Promise.all([startHarness({ limits, trustedProxies: 1, requestSeconds: 5 }), loadPeople()]);
  bank = await harness.addClient();
  await bank.token();
});
afterAll(() => harness.close());

const minute = (): void => {
  harness.clock.advance(60_000);
};

describe('limits', () => {
  it('count no deletion of a session that does not exist: 204 for any UUID, however often', async () => {
    minute();
    const token = await bank.token();
    const statuses: number[] = [];
    for (let call = 0; call < 8; call++) {
      const path = `/api/v1/info/${crypto.randomUUID()}`;
      statuses.push((await bank.call(path, { method: 'DELETE', token })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([204]));
    expect((await bank.call(`/api/v1/info/${crypto.randomUUID()}`, { token })).status).toBe(404);
    expect((await bank.call('/api/v1/info/no-uuid', { method: 'DELETE', token })).status).toBe(400);
    minute();
  });

  it('make who guesses secrets wait, even with the right one, until the minute is over', async () => {
    const ask = (client_secret: string): Promise<Response> =>
      fetch(`${harness.url}/api/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: bank.clientId, client_secret }),
      });
    minute();
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await ask(`guess-${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const waiting = await ask(bank.clientSecret);
    expect([waiting.status, Number(waiting.headers.get('retry-after')) > 0]).toEqual([429, true]);
    minute();
    expect((await ask(bank.clientSecret)).status).toBe(200);
  });

  it('make guesses from many addresses wait, and do not lock the client out where it is known', async () => {
    minute();
    const ask = async (address: string, client_secret: string): Promise<number> => {
      const response = await fetch(`${harness.url}/api/oauth/token`, {
        method: 'POST',
        headers: { 'x-forwarded-for': address },
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: bank.clientId, client_secret }),
      });
      return response.status;
    };
    expect(await ask('192.0.2.1', bank.clientSecret)).toBe(200);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push(await ask(`203.0.113.${i}`, 'guess'));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect([await ask('198.51.100.7', bank.clientSecret), await ask('192.0.2.1', bank.clientSecret)]).toEqual([429, 200]);
  });

  it('count failures by address, whatever form a proxy gives it', async () => {
    const ask = async (address: string, secret = 'guess', id = `p${Math.random()}`): Promise<number> => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
      return (await fetch(`${harness.url}/api/oauth/token`, { method: 'POST', headers: { 'x-forwarded-for': address }, body })).status;
    };
    harness.clock.freeze();
    const statuses = async (addresses: readonly string[]): Promise<number[]> => {
      minute();
      const seen = [];
      for (const address of addresses) seen.push(await ask(address));
      return seen;
    };
    const right = [401, 401, 401, 429, 429];
    expect(await statuses([1, 2, 3, 4, 5].map((port) => `198.51.100.8:5000${port}`))).toEqual(right);
    expect(await statuses(['2001:db8::1', '2001:db8::2', '[2001:db8::3]:443', '"[2001:DB8::4]"', '2001:db8:0:0:5::'])).toEqual(right);
    expect(await statuses(['192.0.2.9', '::ffff:192.0.2.9', '192.0.2.9:1', '::ffff:c000:209', '[::ffff:192.0.2.9]:2'])).toEqual(right);
    expect(await statuses(['2001:db8:0:1::1', '2001:db8:0:2::1', '2001:db8:0:3::1', '2001:db8:0:4::1'])).toEqual([401, 401, 401, 401]);
    minute();
    expect(await ask('192.0.2.2:4001', bank.clientSecret, bank.clientId)).toBe(200);
    for (let i = 1; i <= 5; i++) await ask(`203.0.113.${i}:900${i}`, 'guess', bank.clientId);
    expect(await ask('192.0.2.2:4002', bank.clientSecret, bank.clientId)).toBe(200);
  });

  it('count a session call before its body, so that broken bodies are limited too', async () => {
    minute();
    const sessionId = await bank.createSession(anna.photo);
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '['.repeat(1e6), session: sessionId };
      statuses.push((await bank.call('/api/v2/face/bioid/match', init)).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
  });

  it('make who probes for sessions wait, and leave the known sessions of the address alone', async () => {
    minute();
    const [before, unused] = [await bank.createSession(anna.photo), await bank.createSession(anna.photo)];
    await bank.open(before);
    const open = (session: string): Promise<Response> =>
      bank.call('/api/v1/attempts', { method: 'POST', session, headers: { 'content-type': 'application/json' }, body: '{}' });
    const probe = (i: number): string => `1111111${i}-2222-4333-8444-555555555555`;
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await open(probe(i))).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    for (const session of [before, unused, await bank.createSession(anna.photo)]) expect((await open(session)).status).toBe(201);
    // Another client's session looks as one that does not exist; an unknown one is refused before its pictures are read.
    const foreign = await (await harness.addClient()).createSession(anna.photo);
    expect((await open(foreign)).status).toBe(429);
    const upload = await bank.call(`/api/v1/attempts/${probe(1)}/burst`, {
      method: 'POST',
      session: probe(9),
      body: photoForm(anna.photo, 'frame'),
    });
    expect(upload.status).toBe(429);
    minute();
    expect((await open(probe(1))).status).toBe(404);
  });

  it('make who guesses session and image ids wait', async () => {
    minute();
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await bank.call(`/api/v1/info/img/${String(i).repeat(24)}`)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
    minute();
  });

  it('bound the calls of one session', async () => {
    const sessionId = await bank.createSession(anna.photo);
    for (let i = 0; i < 4; i++) await bank.open(sessionId);
    await expect(bank.open(sessionId)).rejects.toThrow('RATE_LIMITED');
  });

  it('refuse pictures beyond what fits, cleanly and before they are read, and take them again right after', async () => {
    minute();
    const send = (): Promise<Response> => bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo) });
    const responses = await Promise.all(Array.from({ length: 20 }, send));
    const statuses = responses.map((response) => response.status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(2);
    const refused = responses.filter((response) => response.status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) {
      expect([429, 503]).toContain(response.status);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(['BUSY', 'RATE_LIMITED']).toContain(await codeOf(response));
    }
    expect((await send()).status).toBe(201);
  });

  it('refuse pictures beyond what one client may have under way, and leave the rest to the others', async () => {
    minute();
    const other = await harness.addClient();
    await other.token();
    const send = (client: TestClient): Promise<Response> => client.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo) });
    const greedy = Promise.all(Array.from({ length: 8 }, () => send(bank)));
    expect((await send(other)).status).toBe(201);
    const statuses = (await greedy).map((response) => response.status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses).not.toContain(503);
    for (const response of await greedy) if (response.status === 429) expect(response.headers.get('retry-after')).toBe('1');
  });

  it('close a connection whose headers or body never end', { timeout: 60_000 }, async () => {
    const { port } = new URL(harness.url);
    const token = await bank.token();
    const closedAfter = async (start: string, drop: string): Promise<number> =>
      new Promise((resolve) => {
        const started = performance.now();
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(start));
        const dripping = setInterval(() => socket.write(drop), 500);
        socket.on('data', () => undefined);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(dripping);
          resolve(performance.now() - started);
        });
      });
    const upload = [
      'POST /api/v1/face HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      'Content-Length: 100000',
    ].join('\r\n');
    const times = await Promise.all([closedAfter('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a'), closedAfter(`${upload}\r\n\r\n{`, ' ')]);
    expect(Math.max(...times)).toBeLessThan(15_000);
    expect((await bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo) })).status).toBe(201);
  });
});
