import { createHash, randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@face-session/protocol';
import { addWebhookSecret, openedWebhook, setWebhook, type WebhookSettings } from '@face-session/server';
import { verifyFaceSessionResult, verifyIncompleteFaceSessionResult, verifyWebhook } from '@face-session/verify';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWebhookReceiver, type Received, type WebhookReceiver } from '../kit/webhook-receiver.js';
import { claimsOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Webhooks from a real session to a real port. */

const USER = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
const MINUTE = 60_000;

let harness: Harness;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  const settings = { limits: generous, webhookAllowedNetworks: ['127.0.0.1'] };
  [harness, { anna, ben }] = await Promise.all([startHarness(settings), loadPeople()]);
});
afterAll(() => harness.close());

const receivers: WebhookReceiver[] = [];
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await newReceiver();
});
afterEach(async () => {
  for (const open of receivers.splice(0)) await open.close();
});

async function newReceiver(): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver();
  receivers.push(started);
  return started;
}

interface Customer extends TestClient {
  readonly secret: string;
}

/** A client with a webhook. */
async function customer(settings: Partial<WebhookSettings> = {}, to = receiver): Promise<Customer> {
  const client = await harness.addClient();
  return { ...client, secret: await set(client, { url: to.url, ...settings }) };
}

/** Sets a webhook; the new secret, if there is one. */
async function set({ clientId }: TestClient, settings: Partial<WebhookSettings>): Promise<string> {
  let secret = '';
  const keep = (made: string): Promise<void> => Promise.resolve(void (secret = made));
  await setWebhook(harness.service, await openedWebhook(harness.service, clientId), clientId, settings, keep);
  return secret;
}

/** A session that nobody runs: it expires. Its event costs no inference. Returns the hash of its id. */
async function expired({ clientId }: TestClient, { service } = harness): Promise<string> {
  const { store, clock } = service;
  const sessionHash = createHash('sha256').update(randomUUID()).digest('hex');
  const now = clock();
  const audit = { at: now, event: 'session.created' as const, clientId, sessionHash, details: {} };
  const times = { createdAt: now - 10 * MINUTE, expiresAt: now, deleteAt: now + 30 * MINUTE };
  await store.createSession({ sessionHash, clientId, ...times, maxAttempts: 3, templateSealed: Buffer.from('x') }, audit);
  await service.purge();
  return sessionHash;
}

const now = (): Date => new Date(harness.clock());
const eventOf = ({ body }: Received): WebhookEvent => JSON.parse(body) as WebhookEvent;
const deliveriesOf = ({ clientId }: TestClient) => harness.service.store.listDeliveries({ clientId }, 100);
/** Waits until the service has recorded what came of a delivery. */
async function recorded(client: TestClient, state: { state?: string; lastOutcome?: unknown; tries?: number }): Promise<void> {
  await expect.poll(async () => (await deliveriesOf(client))[0], { timeout: 20_000 }).toMatchObject(state);
}

describe('a webhook', () => {
  it('tells a success with the result that the app has, and both verify', async () => {
    const bank = await customer();
    const sessionId = await bank.createSession(anna.photo);
    const outcome = await bank.attempt(sessionId, anna.burst(), {}, { 'UQ-Nonce': 'nonce-1', 'UQ-User-ID': USER });
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const [delivery] = await receiver.waitFor(1);
    const { body, headers } = delivery!;
    const { id, event, jwsResult } = verifyWebhook(body, headers, { secret: bank.secret, now });
    expect(id).toMatch(/^evt_[0-9a-f]{32}$/);
    const sessionIdSha256 = createHash('sha256').update(sessionId).digest('hex');
    expect(event).toMatchObject({ type: 'face_session.passed', data: { sessionId, sessionIdSha256, userIdentifier: USER } });
    expect(claimsOf(jwsResult!)).toMatchObject({ jti: claimsOf(outcome.result).jti, data: claimsOf(outcome.result).data });
    const options = { issuer: harness.url, clientId: bank.clientId, sessionId, nonce: 'nonce-1', now };
    await expect(verifyFaceSessionResult(jwsResult!, options)).resolves.toMatchObject({ match: true, userIdentifier: USER });
    // One result: the second copy of it is a replay.
    await expect(verifyFaceSessionResult(outcome.result, options)).rejects.toMatchObject({ code: 'ERR_RESULT_REPLAYED' });
  });

  it('is verified by the library of Standard Webhooks, and not once it was changed', async () => {
    const bank = await customer();
    await expired(bank);
    const [delivery] = await receiver.waitFor(1);
    const { body } = delivery!;
    const headers = delivery!.headers as Record<string, string>;
    expect(new Webhook(bank.secret).verify(body, headers)).toEqual(eventOf(delivery!));
    expect(() => new Webhook(bank.secret).verify(`${body} `, headers)).toThrow();
  });

  it('tells the last failure, and an end by the app, with results that say so', async () => {
    const bank = await customer();
    const failed = await bank.createSession(anna.photo);
    await bank.attempt(failed, ben.burst(), { maxAttempts: 1 }, { 'UQ-Nonce': 'nonce-2' });
    const ended = await bank.createSession(anna.photo);
    await bank.attempt(ended, ben.burst(), {}, { 'UQ-Nonce': 'nonce-3' });
    const incomplete = await bank.call('/api/v1/face/end', { method: 'POST', session: ended });
    const deliveries = await receiver.waitFor(2);
    const events = deliveries.map(eventOf);
    expect(events.map(({ type, data }) => [type, data.reason]).toSorted()).toEqual([
      ['face_session.ended', 'app'],
      ['face_session.failed', undefined],
    ]);
    for (const [sessionId, nonce] of [
      [failed, 'nonce-2'],
      [ended, 'nonce-3'],
    ] as const) {
      const { data } = events.find((event) => event.data.sessionId === sessionId)!;
      const options = { issuer: harness.url, clientId: bank.clientId, sessionId, nonce, now };
      const verified = await verifyIncompleteFaceSessionResult(data.jwsResult!, options);
      expect(verified).toMatchObject({ match: false, error: 'FACE_NO_MATCH' });
    }
    expect(claimsOf(await incomplete.text()).jti).toBe(claimsOf(events.find(({ data }) => data.sessionId === ended)!.data.jwsResult!).jti);
  });

  it('tells an expiry by the hash of the session', async () => {
    const bank = await customer();
    const sessionIdSha256 = await expired(bank);
    const [delivery] = await receiver.waitFor(1);
    expect(eventOf(delivery!)).toEqual({
      type: 'face_session.ended',
      timestamp: expect.any(String) as string,
      data: { sessionIdSha256, reason: 'expired' },
    });
  });

  it('is told the events that it asks for and no others', async () => {
    const bank = await customer({ events: ['face_session.passed'] });
    await expired(bank);
    expect(await deliveriesOf(bank)).toEqual([]);
  });

  it('has the body and the authentication of the reference if it is set to them', async () => {
    const bank = await customer({ body: 'reference', authentication: { kind: 'basic', user: 'face', password: 's:3' } });
    await expired(bank);
    const sessionId = await bank.createSession(anna.photo);
    await bank.attempt(sessionId, ben.burst(), { maxAttempts: 1 });
    const [delivery] = await receiver.waitFor(1);
    expect(Object.keys(JSON.parse(delivery!.body) as object)).toEqual(['jwsResult']);
    expect(delivery!.headers.authorization).toBe(`Basic ${Buffer.from('face:s:3').toString('base64')}`);
    expect(verifyWebhook(delivery!.body, delivery!.headers, { secret: bank.secret, now }).event).toBeNull();
    // An expiry has no result, and so no place in this body.
    expect((await deliveriesOf(bank)).map(({ type }) => type)).toEqual(['face_session.failed']);
  });

  it('sends an API key in the header that it names', async () => {
    const bank = await customer({ authentication: { kind: 'api-key', header: 'x-api-key', value: 'key-7' } });
    await expired(bank);
    expect((await receiver.waitFor(1))[0]!.headers['x-api-key']).toBe('key-7');
  });
});

describe('a delivery', () => {
  it('is repeated until it is accepted, with one id, and a result signed anew under one jti', async () => {
    const bank = await customer();
    const answers = [500, 302, 0];
    receiver.answer = (response) => {
      const status = answers.shift() ?? 204;
      if (status === 0) response.destroy();
      else response.writeHead(status).end();
    };
    const sessionId = await bank.createSession(anna.photo);
    await bank.attempt(sessionId, ben.burst(), { maxAttempts: 1 });
    for (const [count, lastOutcome] of [
      [1, 'answered 500'],
      [2, 'answered 302'],
      [3, 'ECONNRESET'],
    ] as const) {
      await receiver.waitFor(count);
      await recorded(bank, { state: 'pending', lastOutcome, tries: count });
      harness.clock.advance(15 * MINUTE);
    }
    const deliveries = await receiver.waitFor(4);
    await recorded(bank, { state: 'delivered', lastOutcome: 'answered 204', tries: 4 });
    expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(deliveries.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(4);
    const claims = deliveries.map((delivery) => claimsOf(eventOf(delivery).data.jwsResult!));
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(1);
    expect(Number(claims[3]!.iat) - Number(claims[0]!.iat)).toBeGreaterThanOrEqual(45 * 60);
    const audit = await harness.service.store.auditLog({ clientId: bank.clientId, event: 'webhook.delivered', limit: 10 });
    expect(audit).toMatchObject([{ details: { type: 'face_session.failed', tries: 4, outcome: 'answered 204' } }]);
  });

  it('to a receiver that never answers delays no other client, and is given up after 5 seconds', async () => {
    const [dead, alive] = [receiver, await newReceiver()];
    dead.answer = () => undefined;
    const [slow, quick] = [await customer({}, dead), await customer({}, alive)];
    for (let count = 0; count < 10; count++) await expired(slow);
    const started = Date.now();
    await dead.waitFor(4);
    await expired(quick);
    await alive.waitFor(1);
    expect(Date.now() - started).toBeLessThan(4_500);
    expect(dead.received).toHaveLength(4);
    await expect
      .poll(async () => (await deliveriesOf(slow)).filter(({ lastOutcome }) => lastOutcome === 'no answer in 5 s').length, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(4);
  });

  it('stops for a receiver that is gone (410), and goes on when the operator enables it', async () => {
    const bank = await customer();
    receiver.answer = (response) => response.writeHead(410).end();
    await expired(bank);
    await expect.poll(async () => (await harness.service.store.findWebhook(bank.clientId))?.disabled, { timeout: 20_000 }).toBe(true);
    await expired(bank);
    harness.clock.advance(MINUTE);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(receiver.received).toHaveLength(1);
    receiver.answer = (response) => response.writeHead(204).end();
    const { store } = harness.service;
    const webhook = (await store.findWebhook(bank.clientId))!;
    const audit = { at: 0, event: 'webhook.enabled' as const, clientId: bank.clientId, details: {} };
    await store.saveWebhook({ ...webhook, disabled: false, version: webhook.version + 1 }, audit);
    await receiver.waitFor(3);
  });

  it('is signed with both secrets during a rotation', async () => {
    const bank = await customer();
    const current = (await openedWebhook(harness.service, bank.clientId))!;
    let added = '';
    await addWebhookSecret(harness.service, current, 60 * MINUTE, (secret) => Promise.resolve(void (added = secret)));
    await expired(bank);
    const [during] = await receiver.waitFor(1);
    for (const secret of [bank.secret, added]) expect(verifyWebhook(during!.body, during!.headers, { secret, now }).id).toMatch(/^evt_/);
    harness.clock.advance(61 * MINUTE);
    await expired(bank);
    const after = (await receiver.waitFor(2))[1]!;
    expect(verifyWebhook(after.body, after.headers, { secret: added, now }).id).toMatch(/^evt_/);
    expect(() => verifyWebhook(after.body, after.headers, { secret: bank.secret, now })).toThrow('No signature of the delivery fits');
  });

  it('of a deleted session does not happen', async () => {
    const bank = await customer();
    receiver.answer = (response) => response.writeHead(503).end();
    const sessionId = await bank.createSession(anna.photo);
    await bank.attempt(sessionId, ben.burst(), { maxAttempts: 1 });
    await recorded(bank, { lastOutcome: 'answered 503' });
    await bank.call(`/api/v1/info/${sessionId}`, { method: 'DELETE' });
    expect(await deliveriesOf(bank)).toEqual([]);
  });

  it('is counted in the metrics', async () => {
    const bank = await customer();
    await expired(bank);
    await receiver.waitFor(1);
    await recorded(bank, { state: 'delivered' });
    const metrics = await (await fetch(`${harness.url}/metrics`)).text();
    expect(metrics).toContain(`face_session_webhook_deliveries_total{outcome="delivered",client="${bank.clientId}"} 1`);
    expect(metrics).toMatch(/face_session_webhook_deliveries_total\{outcome="failed",client="[^"]+"\} [1-9]/);
    expect(metrics).toMatch(/face_session_webhook_pending_events \d+/);
    expect(metrics).toMatch(/face_session_webhook_pending_age_seconds \d/);
  });
});

describe('the service', () => {
  it('calls nothing outside the Internet unless the operator allows the network', async () => {
    const closed = await startHarness();
    try {
      const elsewhere = receiver.url.replace('127.0.0.1', '127.0.0.2');
      for (const [host, url] of [
        [harness, elsewhere],
        [closed, receiver.url],
        [closed, receiver.url.replace('127.0.0.1', 'localhost')],
        [closed, receiver.url.replace('http:', 'https:')],
        [closed, receiver.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
      ] as const) {
        const client = await host.addClient();
        const { clientId } = client;
        await setWebhook(host.service, null, clientId, { url }, () => Promise.resolve());
        const sessionHash = await expired(client, host);
        await expect
          .poll(async () => (await host.service.store.listDeliveries({ clientId, sessionHash }, 1))[0]?.lastOutcome, { timeout: 20_000 })
          .toMatch(/is not a public address/);
      }
      expect(receiver.received).toEqual([]);
    } finally {
      await closed.close();
    }
  });

  it('writes no URL, secret, credential or result of a webhook to its log', async () => {
    const bank = await customer({
      url: `${receiver.url}/path-that-is-secret`,
      authentication: { kind: 'basic', user: 'u', password: 'pass-word-7' },
    });
    receiver.answer = (response) => response.writeHead(500).end();
    await expired(bank);
    await recorded(bank, { lastOutcome: 'answered 500' });
    const log = harness.log.join('');
    expect(log).toContain('webhook not delivered');
    expect(log).not.toMatch(/path-that-is-secret|pass-word-7|whsec_|eyJ/);
    expect(log).not.toContain(bank.secret.slice(6));
  });
});
