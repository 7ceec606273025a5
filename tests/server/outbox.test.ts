import { randomBytes } from 'node:crypto';
import { webhookEventTypes, type WebhookEventType } from '@face-session/protocol';
import { openStore, type AuditEntry, type Store } from '@face-session/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabases } from '../kit/databases.js';

/* The contract of webhooks and their outbox, one suite on each database. */

const NOW = 1_800_000_000_000;
const THREE_DAYS = 3 * 24 * 60 * 60 * 1000;
const RETENTION = { auditLogMs: 1e15, traceEventsMs: 1e15 };

const name = (): string => randomBytes(16).toString('hex');

describe.each(freshDatabases())('the outbox on %s', (_, locate) => {
  let store: Store;
  let replica: Store;
  let clientId: string;
  beforeAll(async () => {
    const location = await locate();
    store = openStore(location);
    replica = openStore(location);
    await store.migrate();
  });
  afterAll(async () => {
    await store.close();
    await replica.close();
  });
  beforeEach(async () => {
    clientId = await newClient();
  });

  /** An entry of the audit log; the store looks at nothing of it. */
  const audit = (event: string, over: object = {}): AuditEntry =>
    ({ at: NOW, event, clientId, details: {}, ...over }) as unknown as AuditEntry;

  async function newClient(events: readonly WebhookEventType[] = webhookEventTypes): Promise<string> {
    const id = name();
    await store.addClient({
      clientId: id,
      name: 'Bank',
      scopes: ['KYC_FACE_FLOW'],
      disabled: false,
      policy: {},
      resultKey: null,
      signingAlgorithm: 'RS256',
      test: false,
      createdAt: NOW,
    });
    const webhook = { clientId: id, url: 'https://backend.example/', events, body: 'event' as const, disabled: false };
    await store.saveWebhook({ ...webhook, secretsSealed: Buffer.from('secrets'), version: 1 }, audit('webhook.set'));
    return id;
  }

  const eventOf = (
    sessionHash: string,
    type: WebhookEventType,
    over: { readonly userHash?: string; readonly createdAt?: number } = {},
  ) => ({
    eventId: name(),
    clientId,
    type,
    sessionHash,
    userHash: over.userHash ?? null,
    createdAt: over.createdAt ?? NOW,
    deleteAt: (over.createdAt ?? NOW) + THREE_DAYS,
    contentSealed: Buffer.from('content'),
  });

  async function session(
    maxAttempts = 3,
    userHash: string | null = null,
  ): Promise<{ sessionHash: string; charge: () => Promise<AttemptKey> }> {
    const sessionHash = name();
    await store.createSession(
      {
        sessionHash,
        clientId,
        createdAt: NOW,
        expiresAt: NOW + 600_000,
        deleteAt: NOW + 2_400_000,
        maxAttempts,
        templateSealed: Buffer.from('template'),
      },
      audit('session.created'),
    );
    const charge = async (): Promise<AttemptKey> => {
      const key = { sessionHash, clientId, attemptHash: name() };
      const [sealed, originSealed] = [Buffer.from('attempt'), Buffer.from('origin')];
      await store.openAttempt({ ...key, now: NOW, maxAttempts: 3, userHash, captureKeyHash: null, sealed, originSealed });
      expect(await store.chargeAttempt(key, NOW)).toMatchObject({ charged: true });
      return key;
    };
    return { sessionHash, charge };
  }
  type AttemptKey = { readonly sessionHash: string; readonly clientId: string; readonly attemptHash: string };

  const image = () => ({ imageHash: name(), imageSealed: Buffer.from('image'), expiresAt: NOW + 1_800_000 });
  const failure = { code: 'FACE_NO_MATCH', matchLevel: 1 } as const;
  const typesOf = async (): Promise<string[]> => (await replica.listDeliveries({ clientId }, 100)).map(({ type }) => type);
  const lease = (from: Store, now: number, limit = 10) => from.leaseEvents({ clientId, now, leaseUntil: now + 30_000, limit });
  async function pending(over: { readonly userHash?: string; readonly createdAt?: number } = {}): Promise<ReturnType<typeof eventOf>> {
    const { sessionHash, charge } = await session();
    const event = eventOf(sessionHash, 'face_session.passed', over);
    const passed = { ...(await charge()), now: NOW, resultSealed: Buffer.from('result'), image: image() };
    await store.passAttempt(passed, audit('attempt.passed'), event);
    return event;
  }

  describe('has an event', () => {
    it('of a success, once, whichever replica records it', async () => {
      const { sessionHash, charge } = await session();
      const [one, two] = [await charge(), await charge()];
      const success = () => ({ now: NOW, resultSealed: Buffer.from('result'), image: image() });
      const event = eventOf(sessionHash, 'face_session.passed');
      const recorded = await Promise.all([
        store.passAttempt({ ...one, ...success() }, audit('attempt.passed'), event),
        replica.passAttempt({ ...two, ...success() }, audit('attempt.passed'), { ...event, eventId: name() }),
      ]);
      expect(recorded.toSorted()).toEqual([false, true]);
      expect(await typesOf()).toEqual(['face_session.passed']);
    });

    it('of the last failure, and of none before', async () => {
      const { sessionHash, charge } = await session(2);
      const event = eventOf(sessionHash, 'face_session.failed');
      await store.failAttempt(await charge(), failure, audit('attempt.failed'), event);
      expect(await typesOf()).toEqual([]);
      await store.failAttempt(await charge(), failure, audit('attempt.failed'), event);
      expect(await typesOf()).toEqual(['face_session.failed']);
    });

    it('of an end by the app while attempts were left, and of none after the last failure', async () => {
      const open = await session();
      await store.endSession(open.sessionHash, clientId, eventOf(open.sessionHash, 'face_session.ended'));
      const exhausted = await session(1);
      await store.failAttempt(await exhausted.charge(), failure, audit('attempt.failed'), null);
      await store.endSession(exhausted.sessionHash, clientId, eventOf(exhausted.sessionHash, 'face_session.ended'));
      expect(await typesOf()).toEqual(['face_session.ended']);
    });

    it('of a session that expired, once, with nothing sealed', async () => {
      const { sessionHash } = await session();
      await session().then(({ charge }) => charge());
      await store.purge(NOW + 599_999, RETENTION);
      expect(await typesOf()).toEqual([]);
      await Promise.all([store.purge(NOW + 600_000, RETENTION), replica.purge(NOW + 600_000, RETENTION)]);
      expect(await typesOf()).toEqual(['face_session.ended', 'face_session.ended']);
      const leased = await lease(store, NOW + 600_000);
      expect(leased.find((event) => event.sessionHash === sessionHash)).toMatchObject({ contentSealed: null, tries: 1 });
    });

    it('of no expiry that the client has not asked for', async () => {
      clientId = await newClient(['face_session.passed']);
      await session();
      await store.purge(NOW + 600_000, RETENTION);
      expect(await typesOf()).toEqual([]);
    });

    it('or no conclusion: what records one without the other is rolled back', async () => {
      const { sessionHash, charge } = await session();
      const passed = { ...(await charge()), now: NOW, resultSealed: Buffer.from('result'), image: image() };
      const broken = { ...eventOf(sessionHash, 'face_session.passed'), deleteAt: null as unknown as number };
      await expect(store.passAttempt(passed, audit('attempt.passed'), broken)).rejects.toThrow();
      expect(await typesOf()).toEqual([]);
      expect(await store.findSession(sessionHash, clientId, NOW)).toMatchObject({ status: 'open', resultSealed: null });
    });
  });

  describe('hands an event out', () => {
    it('to one replica at a time, until the lease ends', async () => {
      await Promise.all(Array.from({ length: 20 }, () => pending()));
      const leased = (await Promise.all([store, replica, store, replica].map((one) => lease(one, NOW)))).flat();
      expect(new Set(leased.map(({ eventId }) => eventId)).size).toBe(leased.length);
      while (leased.length < 20) {
        const more = await lease(store, NOW);
        expect(more.length).toBeGreaterThan(0);
        leased.push(...more);
      }
      expect(await lease(store, NOW + 29_999)).toEqual([]);
      expect(await replica.leaseEvents({ clientId, now: NOW + 30_000, leaseUntil: NOW + 60_000, limit: 3 })).toHaveLength(3);
    });

    it('again after a failure when its time has come, and not after a delivery', async () => {
      await pending();
      const [first] = await lease(store, NOW);
      await store.recordFailure(first!, 'answered 500', NOW + 5_000);
      expect(await lease(store, NOW + 4_999)).toEqual([]);
      const [second] = await lease(replica, NOW + 5_000);
      expect(second).toMatchObject({ eventId: first!.eventId, tries: 2 });
      await replica.recordDelivery(second!, 'answered 200', audit('webhook.delivered', { at: NOW + 5_100 }));
      expect(await lease(store, NOW + THREE_DAYS - 1)).toEqual([]);
      expect(await store.listDeliveries({ clientId, state: 'delivered' }, 10)).toMatchObject([
        { state: 'delivered', deliveredAt: NOW + 5_100, nextAt: null, lastOutcome: 'answered 200', tries: 2 },
      ]);
    });

    it('whose lease has ended, and forgets the failure that comes too late', async () => {
      await pending();
      const [slow] = await lease(store, NOW);
      const [second] = await lease(replica, NOW + 30_000);
      await store.recordFailure(slow!, 'answered 500', NOW);
      expect(await lease(store, NOW + 30_001)).toEqual([]);
      await replica.recordDelivery(second!, 'answered 200', audit('webhook.delivered'));
      await store.recordFailure(second!, 'answered 500', NOW);
      expect(await lease(store, NOW + 60_000)).toEqual([]);
    });

    it('of no client and no webhook that is disabled', async () => {
      await pending();
      expect(await store.clientsWithDueEvents(NOW)).toContain(clientId);
      await store.updateClient(clientId, { disabled: true });
      expect(await store.clientsWithDueEvents(NOW)).not.toContain(clientId);
      await store.updateClient(clientId, { disabled: false });
      const webhook = (await store.findWebhook(clientId))!;
      await store.saveWebhook({ ...webhook, disabled: true, version: 2 }, audit('webhook.disabled'));
      expect(await store.clientsWithDueEvents(NOW)).not.toContain(clientId);
    });

    it('again when it is replayed: one, those of a session, those that wait, or those from a time on', async () => {
      const [early, late] = [await pending({ createdAt: NOW - 1_000 }), await pending()];
      for (const event of await lease(store, NOW)) await store.recordDelivery(event, 'answered 200', audit('webhook.delivered'));
      const replay = (filter: object): Promise<number> => store.replayEvents({ clientId, ...filter }, NOW);
      expect(await replay({ state: 'pending' })).toBe(0);
      expect(await replay({ eventId: early.eventId })).toBe(1);
      expect(await replay({ state: 'pending' })).toBe(1);
      expect(await replay({ sessionHash: late.sessionHash })).toBe(1);
      expect(await replay({ from: NOW })).toBe(1);
      expect(await replay({})).toBe(2);
      expect(await store.replayEvents({ clientId: await newClient() }, NOW)).toBe(0);
      expect((await lease(store, NOW)).map(({ tries }) => tries)).toEqual([1, 1]);
    });
  });

  describe('deletes an event', () => {
    it('with its session, its user or its webhook, and after its session', async () => {
      const [ofSession, ofUser] = [await pending(), await pending({ userHash: name() })];
      await store.purge(NOW + 2_400_000, RETENTION);
      expect(await store.findSession(ofSession.sessionHash, clientId, NOW)).toBeNull();
      expect(await store.deleteSession(ofSession.sessionHash, 'other')).toBe(false);
      expect(await store.deleteSession(ofSession.sessionHash, clientId)).toBe(true);
      expect(await store.deleteSession(ofSession.sessionHash, clientId)).toBe(false);
      expect(await typesOf()).toHaveLength(1);
      await store.eraseUser(ofUser.userHash!);
      expect(await typesOf()).toEqual([]);
      await pending();
      expect(await store.removeWebhook(clientId, audit('webhook.removed'))).toBe(true);
      expect(await store.removeWebhook(clientId, audit('webhook.removed'))).toBe(false);
      expect(await typesOf()).toEqual([]);
    });

    it('after three days, and names one that was never delivered in the audit log', async () => {
      const [given, delivered] = [await pending(), await pending()];
      const leased = await lease(store, NOW);
      await store.recordDelivery(
        leased.find(({ eventId }) => eventId === delivered.eventId)!,
        'answered 200',
        audit('webhook.delivered'),
      );
      await store.recordFailure(
        leased.find(({ eventId }) => eventId === given.eventId)!,
        'answered 500',
        NOW + THREE_DAYS + 1,
      );
      await store.purge(NOW + THREE_DAYS - 1, RETENTION);
      expect(await typesOf()).toHaveLength(2);
      await store.purge(NOW + THREE_DAYS, null);
      expect(await typesOf()).toHaveLength(2);
      expect(await lease(store, NOW + THREE_DAYS)).toEqual([]);
      await store.purge(NOW + THREE_DAYS, RETENTION);
      expect(await typesOf()).toEqual([]);
      expect(await replica.auditLog({ clientId, event: 'webhook.given-up', limit: 10 })).toMatchObject([
        { sessionHash: given.sessionHash, details: { eventId: given.eventId, tries: 1, outcome: 'answered 500' } },
      ]);
    });

    it('no later than three days after a clock that was ahead is right again', async () => {
      await pending({ createdAt: NOW + 365 * THREE_DAYS });
      await store.purge(NOW, RETENTION);
      expect(await lease(store, NOW)).toHaveLength(1);
      await store.purge(NOW + THREE_DAYS, RETENTION);
      expect(await typesOf()).toEqual([]);
    });
  });

  it('counts what waits', async () => {
    const before = await store.pendingEvents();
    await pending({ createdAt: NOW - 5_000 });
    await pending();
    const waiting = await replica.pendingEvents();
    expect(waiting.count).toBe(before.count + 2);
    expect(waiting.oldestAt).toBeLessThanOrEqual(NOW - 5_000);
  });

  it('keeps a webhook as it was set, and refuses a change of a version that is not the last', async () => {
    const webhook = (await replica.findWebhook(clientId))!;
    expect(webhook).toMatchObject({
      url: 'https://backend.example/',
      events: webhookEventTypes,
      body: 'event',
      disabled: false,
      version: 1,
    });
    const change = { ...webhook, url: 'https://other.example/', body: 'reference' as const, version: 2 };
    const saved = await Promise.all([store.saveWebhook(change, audit('webhook.set')), replica.saveWebhook(change, audit('webhook.set'))]);
    expect(saved.toSorted()).toEqual(['conflict', 'saved']);
    expect(await store.saveWebhook({ ...change, version: 1 }, audit('webhook.set'))).toBe('conflict');
    expect(await store.findWebhook(clientId)).toMatchObject({ url: 'https://other.example/', body: 'reference', version: 2 });
    expect(await store.findWebhook(name())).toBeNull();
    expect(await store.auditLog({ clientId, event: 'webhook.set', limit: 10 })).toHaveLength(1);
  });
});
