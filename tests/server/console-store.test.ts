import { openStore, rollUp, SOURCES_MS, type SessionSource, type Store } from '@face-session/server';
import { afterEach, describe, expect, it } from 'vitest';
import { seedStore } from '../../bench/src/seed/seed-store.js';
import { freshDatabases } from '../kit/databases.js';

/* What the console keeps, on every kind of store. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** A moment of which nothing depends. */
const NOW = Date.UTC(2026, 5, 10, 15, 20);

describe.each(freshDatabases())('on %s', (_kind, locate) => {
  let store: Store;
  const open = async (): Promise<Store> => {
    store = openStore(await locate());
    await store.migrate();
    return store;
  };
  afterEach(() => store.close());

  /** Sums of a span over all its time, by name and value. */
  const sums = async (span: 'hour' | 'day'): Promise<Record<string, number>> => {
    const names = ['outcome', 'stage', 'attempts', 'reason', 'left', 'seconds', 'level', 'platform'];
    const found = await store.totals({ span, from: 0, to: NOW + DAY_MS, names, clientIds: null, isSplit: false });
    return Object.fromEntries(found.map(({ name, value, count }) => [`${name} ${value}`, count]));
  };

  it('totals are those of the summaries, however often and in whatever pieces entries are read', async () => {
    await open();
    const report = await seedStore(store, { days: 2, sessionsPerDay: 80, seed: 3, now: NOW });
    const summaries = await store.findSummaries({}, 10_000);
    expect(summaries).toHaveLength(report.sessions);
    const before = await sums('day');
    const count = (outcome: string): number => summaries.filter((each) => each.outcome === outcome).length;
    expect(before).toMatchObject({ 'outcome passed': count('passed'), 'outcome failed': count('failed'), 'stage 1': report.sessions });
    expect(await sums('hour')).toEqual(before);
    await rollUp({ store, clock: () => NOW });
    await rollUp({ store, clock: () => NOW + 60_000 });
    expect(await sums('day')).toMatchObject({ 'stage 1': report.sessions });
    // Sessions that were open end, and move from one count to another.
    await rollUp({ store, clock: () => NOW + DAY_MS });
    const after = await sums('day');
    expect(after['outcome open']).toBeUndefined();
    expect(Object.entries(after).reduce((all, [name, value]) => all + (name.startsWith('outcome') ? value : 0), 0)).toBe(report.sessions);
  });

  it('a later entry of a session moves it from one outcome to another', async () => {
    await open();
    const session = { clientId: 'bank', sessionHash: 'a'.repeat(64) };
    await store.addAudit({ ...session, at: NOW, event: 'session.created', details: {} });
    await rollUp({ store, clock: () => NOW + 1_000 });
    expect(await sums('day')).toEqual({ 'outcome open': 1, 'stage 1': 1, 'attempts 0': 1 });
    await store.addAudit({ ...session, at: NOW + 5_000, event: 'session.deleted', details: {} });
    await rollUp({ store, clock: () => NOW + 6_000 });
    expect(await sums('day')).toEqual({ 'outcome deleted': 1, 'left deleted': 1, 'stage 1': 1, 'attempts 0': 1 });
  });

  it('pages of a search hold every session once, newest first', async () => {
    await open();
    const { sessions } = await seedStore(store, { days: 1, sessionsPerDay: 60, seed: 5, now: NOW });
    const found = [];
    for (let page = await store.findSummaries({}, 7); page.length > 0;) {
      found.push(...page);
      page = await store.findSummaries({}, 7, page.at(-1));
    }
    expect(new Set(found.map(({ sessionHash }) => sessionHash)).size).toBe(sessions);
    expect(found.map(({ createdAt }) => createdAt)).toEqual(found.map(({ createdAt }) => createdAt).sort((one, other) => other - one));
    const [first] = found;
    expect(await store.findSummaries({ userHash: first?.userHash ?? '' }, 5)).toEqual(first?.userHash ? [first] : []);
  });

  it('what it shows goes with the audit log, and counts stay', async () => {
    await open();
    await seedStore(store, { days: 1, sessionsPerDay: 40, seed: 9, now: NOW });
    const days = await sums('day');
    await store.purge(NOW + 100 * DAY_MS, { auditLogMs: 90 * DAY_MS, traceEventsMs: 30 * DAY_MS });
    expect(await store.findSummaries({}, 10)).toEqual([]);
    expect(await sums('hour')).toEqual({});
    expect(await sums('day')).toEqual(days);
    await store.purge(NOW + 410 * DAY_MS, { auditLogMs: 90 * DAY_MS, traceEventsMs: 30 * DAY_MS });
    expect(await sums('day')).toEqual({});
  });

  it('counts addresses and photos that come back, for a week, and not those of a session that was deleted', async () => {
    await open();
    const source = (session: string, hash: string, passed = false, at = NOW): SessionSource => ({
      sessionHash: session,
      kind: 'address',
      hash,
      at,
      passed,
    });
    await store.noteSources([source('s1', 'a'), source('s2', 'a', true), source('s3', 'b'), { ...source('s1', 'a'), kind: 'photo' }]);
    // A later attempt takes the place of the one before.
    await store.noteSources([source('s3', 'a', true, NOW + 1)]);
    expect(await store.frequent('address', NOW, 2, 5)).toEqual([{ hash: 'a', sessions: 3, passed: 2 }]);
    expect(await store.frequent('address', NOW + 1, 2, 5)).toEqual([]);
    expect(await store.frequent('photo', NOW, 1, 5)).toEqual([{ hash: 'a', sessions: 1, passed: 0 }]);
    const shared = await store.sharedSources(['s1', 's9']);
    expect(shared.map(({ kind, sessions }) => [kind, sessions]).sort()).toEqual([
      ['address', 3],
      ['photo', 1],
    ]);
    const [expiresAt, maxAttempts, templateSealed] = [NOW + DAY_MS, 3, Uint8Array.of(1)];
    for (const [sessionHash, userHash] of [
      ['s1', 'u1'],
      ['s2', null],
    ] as const) {
      await store.createSession(
        { sessionHash, clientId: 'bank', createdAt: NOW, expiresAt, deleteAt: expiresAt, maxAttempts, templateSealed, userHash },
        { at: NOW, event: 'session.created', clientId: 'bank', sessionHash, details: {} },
      );
    }
    await store.eraseUser('u1');
    await store.deleteSession('s2', 'bank');
    expect(await store.frequent('address', NOW, 1, 5)).toEqual([{ hash: 'a', sessions: 1, passed: 1 }]);
    await store.purge(NOW + 1 + SOURCES_MS, { auditLogMs: 90 * DAY_MS, traceEventsMs: 30 * DAY_MS });
    expect(await store.frequent('address', 0, 1, 5)).toEqual([]);
  });

  it('a ticket is taken once and in time, and a passkey that was copied is noticed', async () => {
    await open();
    const operator = { operatorId: 'o1', name: 'Ada', role: 'admin', disabled: false, createdAt: NOW } as const;
    expect(await store.addOperator(operator)).toBe('added');
    expect(await store.addOperator({ ...operator, operatorId: 'o2' })).toBe('exists');
    await store.addTicket({ ticketHash: 't', kind: 'registration', operatorId: 'o1', expiresAt: NOW + 1_000 });
    expect(await store.takeTicket('challenge', 't', NOW)).toBeNull();
    expect(await store.takeTicket('registration', 't', NOW + 1_000)).toBeNull();
    const taken = await Promise.all([store.takeTicket('registration', 't', NOW), store.takeTicket('registration', 't', NOW)]);
    expect(taken.filter((ticket) => ticket !== null)).toHaveLength(1);
    await store.addCredential({
      credentialId: 'c',
      operatorId: 'o1',
      publicKey: Uint8Array.of(1, 2),
      counter: 3,
      createdAt: NOW,
      usedAt: null,
    });
    expect(await store.useCredential('c', 4, NOW)).toBe(true);
    expect(await store.useCredential('c', 4, NOW)).toBe(false);
    await store.addCredential({
      credentialId: 'd',
      operatorId: 'o1',
      publicKey: Uint8Array.of(1),
      counter: 0,
      createdAt: NOW,
      usedAt: null,
    });
    expect([await store.useCredential('d', 0, NOW), await store.useCredential('d', 0, NOW)]).toEqual([true, true]);
    await store.addOperatorSession({ sessionHash: 's', operatorId: 'o1', createdAt: NOW, seenAt: NOW });
    expect((await store.findOperatorSession('s'))?.operator).toEqual(operator);
    await store.updateOperator('o1', { disabled: true });
    expect(await store.findOperatorSession('s')).toBeNull();
    await store.removeOperator('o1');
    expect(await store.findCredential('c')).toBeNull();
  });

  it('a session has one review, whoever decides at the same time', async () => {
    await open();
    const review = { sessionHash: 'r', clientId: 'bank', decidedAt: NOW, operator: 'Rosa', decision: 'person', note: '' };
    const added = await Promise.all([store.addReview(review), store.addReview({ ...review, operator: 'Ruth' })]);
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await store.findReviews(['r'])).toHaveLength(1);
  });
});
