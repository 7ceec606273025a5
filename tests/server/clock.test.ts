import { join } from 'node:path';
import { openParts } from '@face-session/server';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameForm, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* A clock that is wrong, at the start or while the service runs, and set right again. */

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
let anna: Person;
beforeAll(async () => {
  ({ anna } = await loadPeople());
});

async function ready(harness: Harness): Promise<[number, unknown]> {
  const response = await fetch(`${harness.url}/readyz`);
  return [response.status, ((await response.json()) as { checks: unknown }).checks];
}
const allGood = [200, { store: true, keys: true, models: true }];

/** What a customer does: a token, a session, a success, the result again. */
async function worksFor(client: TestClient): Promise<void> {
  const token = await client.token();
  expect(token).toMatch(/^ey/);
  const sessionId = await client.createSession(anna.photo);
  const outcome = await client.attempt(sessionId, anna.burst());
  expect(outcome).toMatchObject({ outcome: 'passed' });
  expect((await client.call(`/api/v1/info/${sessionId}`, { token: await client.token() })).status).toBe(200);
}

describe.each([
  ['a day ahead', DAY],
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
  ['a day behind', -DAY],
])('a clock that is %s at the first start', (_, clockAheadMs) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ limits: generous }, { clockAheadMs });
  });
  afterAll(() => harness.close());

  it('and is set right while the service runs: it goes on signing, also after a restart, and is ready all the time', async () => {
    const client = await harness.addClient();
    expect(await client.token()).toMatch(/^ey/);
    harness.clock.set(-clockAheadMs);
    expect(await ready(harness)).toEqual(allGood);
    await worksFor(await harness.addClient());
    await harness.restart();
    expect(await ready(harness)).toEqual(allGood);
    await worksFor(await harness.addClient());
  });
});

describe('a clock that is set while the service runs', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ limits: generous });
  });
  afterAll(() => harness.close());

  it('an hour back: a good burst is charged once and passes, and the limits go on counting', async () => {
    await harness.service.keys.rotate();
    harness.clock.set(-HOUR);
    expect(await ready(harness)).toEqual(allGood);
    await worksFor(await harness.addClient());
    harness.clock.set(HOUR);
    await worksFor(await harness.addClient());
  });

  it('an hour back while an attempt is under way: the attempt passes with a new token', async () => {
    const client = await harness.addClient();
    const sessionId = await client.createSession(anna.photo);
    const { attemptId } = await client.open(sessionId);
    harness.clock.set(-HOUR);
    const response = await client.call(`/api/v1/attempts/${attemptId}/burst`, {
      method: 'POST',
      session: sessionId,
      token: await client.token(),
      body: frameForm(anna.burst()),
    });
    expect(await response.json()).toMatchObject({ outcome: 'passed' });
    harness.clock.set(HOUR);
  });

  it('never brings back a key that was revoked elsewhere: seconds later its tokens are refused', async () => {
    const client = await harness.addClient();
    const token = await client.token();
    harness.clock.set(-HOUR);
    const operator = await openParts({ ...harness.service.config, logLevel: 'silent' });
    await operator.keys.rotate({ revoke: true });
    await operator.store.close();
    harness.clock.advance(5_000);
    expect((await client.call('/api/v1/info/img/none', { token })).status).toBe(401);
    harness.clock.set(HOUR);
    expect((await client.call('/api/v1/info/img/none', { token })).status).toBe(401);
    await worksFor(await harness.addClient());
  });

  it('gives no token more than its half hour beyond the error of the clock that issued it', async () => {
    harness.clock.set(DAY);
    const client = await harness.addClient();
    const token = await client.token();
    harness.clock.set(-DAY);
    expect((await client.call('/api/v1/info/img/none', { token })).status).toBe(401);
  });

  it('lets a session that it made while ahead end ten minutes after it was set right', async () => {
    harness.clock.set(DAY);
    const client = await harness.addClient();
    const sessionId = await client.createSession(anna.photo);
    harness.clock.set(-DAY);
    await harness.service.purge();
    const fresh = await client.token();
    await harness.service.purge();
    const call = (): Promise<Response> =>
      client.call('/api/v1/attempts', {
        method: 'POST',
        session: sessionId,
        token: fresh,
        body: '{}',
        headers: { 'Content-Type': 'application/json' },
      });
    expect((await call()).status).toBe(201);
    harness.clock.advance(10 * 60 * 1000);
    expect((await call()).status).toBe(404);
  });
});

describe('a service that cannot sign', () => {
  it('says so, charges nothing and answers 503', async () => {
    const harness = await startHarness({ limits: generous });
    try {
      const client = await harness.addClient();
      const sessionId = await client.createSession(anna.photo);
      const { attemptId } = await client.open(sessionId);
      // Private keys are decrypted once: only a start finds the damage.
      const raw = new Database(join(harness.folder, 'face-session.db'));
      raw.exec(`update signing_keys set private_sealed = x'00'`);
      raw.close();
      await harness.restart();
      expect(await ready(harness)).toEqual([503, { store: true, keys: false, models: true }]);
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
      });
      expect((await fetch(`${harness.url}/api/oauth/token`, { method: 'POST', body })).status).toBe(503);
      expect((await client.upload(sessionId, attemptId, 'burst', anna.burst())).status).toBe(503);
      const raw2 = new Database(join(harness.folder, 'face-session.db'));
      expect(raw2.prepare('select charged from sessions').all()).toEqual([{ charged: 0 }]);
      raw2.close();
    } finally {
      await harness.close();
    }
  });
});
