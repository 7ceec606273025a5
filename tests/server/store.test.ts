import { randomBytes } from 'node:crypto';
import type { SigningAlgorithm } from '@face-session/protocol';
import { openStore, type AuditEntry, type AuditEventName, type Store } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabases } from '../kit/databases.js';

/* The contract of the store, one suite on each database. */

const NOW = 1_800_000_000_000;
const CLIENT = 'client';

/** An entry of the audit log. The store keeps its details as they are. */
const auditOf = (sessionHash: string, event: AuditEventName, details = {}): AuditEntry =>
  ({ at: NOW, event, clientId: CLIENT, sessionHash, userHash: undefined, details }) as AuditEntry;

describe.each(freshDatabases())('the store on %s', (_, locate) => {
  let store: Store;
  /** A second instance on the same data: another replica, or the command line beside the service. */
  let replica: Store;
  beforeAll(async () => {
    const location = await locate();
    store = openStore(location);
    replica = openStore(location);
    await Promise.all([store.migrate(), replica.migrate()]);
  });
  afterAll(async () => {
    await store.close();
    await replica.close();
  });

  async function session(maxAttempts = 3, over: Partial<{ expiresAt: number }> = {}): Promise<string> {
    const sessionHash = name();
    await store.createSession(
      {
        sessionHash,
        clientId: CLIENT,
        createdAt: NOW,
        expiresAt: NOW + 600_000,
        deleteAt: NOW + 2_400_000,
        maxAttempts,
        templateSealed: Buffer.from('template'),
        ...over,
      },
      auditOf(sessionHash, 'session.created'),
    );
    return sessionHash;
  }
  async function attempt(sessionHash: string, maxAttempts = 3): Promise<{ sessionHash: string; clientId: string; attemptHash: string }> {
    const key = { sessionHash, clientId: CLIENT, attemptHash: name() };
    await store.openAttempt({
      ...key,
      now: NOW,
      maxAttempts,
      userHash: null,
      captureKeyHash: null,
      sealed: Buffer.from('attempt'),
      originSealed: Buffer.from('origin'),
    });
    return key;
  }
  async function charged(sessionHash: string): Promise<{ sessionHash: string; clientId: string; attemptHash: string }> {
    const key = await attempt(sessionHash);
    expect(await store.chargeAttempt(key, NOW)).toMatchObject({ charged: true });
    return key;
  }
  const eventsOf = async (sessionHash: string): Promise<string[]> =>
    (await replica.auditLog({ sessionHash, limit: 10 })).map(({ event }) => event);
  const failure = { code: 'FACE_NO_MATCH', matchLevel: 1 } as const;
  const success = { now: NOW, resultSealed: Buffer.from('result') };
  const image = (): { imageHash: string; imageSealed: Uint8Array; expiresAt: number } => ({
    imageHash: name(),
    imageSealed: Buffer.from('image'),
    expiresAt: NOW + 1_800_000,
  });

  it('has nothing to migrate once two instances migrated at once', async () => {
    expect(await store.pendingMigrations()).toEqual([]);
    expect(await replica.migrate()).toEqual([]);
  });

  it('keeps a client as it was added and changed, and adds no second of the same id', async () => {
    const client = {
      clientId: name(),
      name: 'Bank',
      scopes: ['KYC_FACE_FLOW'],
      disabled: false,
      policy: { livenessPolicy: 'active' },
      resultKey: null,
      signingAlgorithm: 'RS256',
      test: false,
      createdAt: NOW,
    } as const;
    expect(await store.addClient(client)).toBe('added');
    expect(await store.addClient(client)).toBe('exists');
    expect(await replica.findClient(client.clientId)).toEqual(client);
    const change = { disabled: true, resultKey: { kty: 'RSA' }, signingAlgorithm: 'ES256' } as const;
    expect(await store.updateClient(client.clientId, change)).toBe(true);
    expect(await replica.findClient(client.clientId)).toEqual({ ...client, ...change });
    expect(await store.updateClient('nobody', { disabled: true })).toBe(false);
  });

  it('lets old secrets run out while the new one lives on', async () => {
    const clientId = name();
    const [first, second] = [name(), name()];
    for (const secretId of [first, second]) {
      await store.addSecret(clientId, { secretId, secretHash: 'hash', createdAt: NOW, expiresAt: null });
    }
    expect(await store.expireSecrets(clientId, NOW + 1000, second)).toBe(1);
    expect(await store.secretsOf(clientId, NOW + 999)).toHaveLength(2);
    expect((await store.secretsOf(clientId, NOW + 1000)).map((secret) => secret.secretId)).toEqual([second]);
  });

  it('makes one signing key of a generation, however many replicas rotate at once, and each algorithm has its own', async () => {
    const key = (generation: number, algorithm: SigningAlgorithm = 'RS256') => ({
      kid: name(),
      generation,
      algorithm,
      publicJwk: { kty: 'RSA' },
      privateSealed: Buffer.from('sealed'),
      createdAt: NOW,
      activeAt: NOW,
      expiresAt: null,
    });
    const made = await Promise.all([store.addSigningKey(key(1), { retireAt: NOW }), replica.addSigningKey(key(1), { retireAt: NOW })]);
    expect(made.sort()).toEqual(['added', 'taken']);
    await store.addSigningKey(key(2), { retireAt: NOW + 1000 });
    expect((await replica.signingKeys(NOW)).map((k) => [k.generation, k.expiresAt])).toEqual([
      [2, null],
      [1, NOW + 1000],
    ]);
    expect((await replica.signingKeys(NOW + 1000)).map((k) => k.generation)).toEqual([2]);
    expect(await store.addSigningKey(key(1, 'ES256'), { retireAt: NOW })).toBe('added');
    expect((await replica.signingKeys(NOW + 1000)).map((k) => k.algorithm)).toEqual(['RS256', 'ES256']);
  });

  it('ends keys that would end later by themselves too, when it is told to end them now', async () => {
    const key = (generation: number) => ({
      kid: name(),
      generation,
      algorithm: 'EdDSA' as const,
      publicJwk: { kty: 'OKP' },
      privateSealed: Buffer.from('sealed'),
      createdAt: NOW,
      activeAt: NOW,
      expiresAt: null,
    });
    await store.addSigningKey(key(1), { retireAt: NOW });
    await store.addSigningKey(key(2), { retireAt: NOW + 60_000 });
    await store.addSigningKey(key(3), { retireAt: NOW });
    expect((await replica.signingKeys(NOW)).filter((k) => k.algorithm === 'EdDSA').map((k) => k.generation)).toEqual([3]);
  });

  it('charges no more attempts than allowed when fifty ask at once on two replicas', async () => {
    const sessionHash = await session();
    const keys = Array.from({ length: 3 }, () => ({ sessionHash, clientId: CLIENT, attemptHash: name() }));
    // One open attempt is kept at a time, so the fifty fight over one after the other.
    let passes = 0;
    for (const key of keys) {
      await store.openAttempt({
        ...key,
        now: NOW,
        maxAttempts: 3,
        userHash: null,
        captureKeyHash: null,
        sealed: Buffer.from('attempt'),
        originSealed: Buffer.from('origin'),
      });
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? store : replica).chargeAttempt(key, NOW)));
      passes += outcomes.filter((outcome) => outcome.charged).length;
    }
    expect(passes).toBe(3);
    expect(
      await store.openAttempt({
        ...keys[0]!,
        attemptHash: name(),
        now: NOW,
        maxAttempts: 3,
        userHash: null,
        captureKeyHash: null,
        sealed: Buffer.of(1),
        originSealed: Buffer.of(1),
      }),
    ).toEqual({
      opened: false,
      why: 'exhausted',
    });
    expect(await store.findSession(sessionHash, CLIENT, NOW)).toMatchObject({ charged: 3, failed: 0, status: 'open' });
  });

  it('lowers the limit by a wish and never raises it', async () => {
    const sessionHash = await session();
    await attempt(sessionHash, 1);
    await attempt(sessionHash, 3);
    expect(await store.findSession(sessionHash, CLIENT, NOW)).toMatchObject({ maxAttempts: 1 });
  });

  it('replaces an attempt that was never charged', async () => {
    const sessionHash = await session();
    const first = await attempt(sessionHash);
    const second = await attempt(sessionHash);
    expect(await store.chargeAttempt(first, NOW)).toEqual({ charged: false, why: 'conflict' });
    expect(await store.chargeAttempt(second, NOW)).toMatchObject({ charged: true, number: 1, remaining: 2 });
    // The refused charge was undone.
    expect(await store.findSession(sessionHash, CLIENT, NOW)).toMatchObject({ charged: 1 });
  });

  it.each([
    ['unknown', 'unknown', () => Promise.resolve({ sessionHash: name(), clientId: CLIENT, attemptHash: name() }), NOW],
    ['of another client', 'unknown', async () => ({ ...(await attempt(await session())), clientId: 'other' }), NOW],
    ['expired', 'gone', async () => attempt(await session()), NOW + 600_000],
  ] as const)('refuses a session that is %s as %s', async (_which, why, make, now) => {
    const key = await make();
    expect(await store.chargeAttempt(key, now)).toEqual({ charged: false, why });
    const opening = {
      ...key,
      attemptHash: name(),
      now,
      maxAttempts: 3,
      userHash: null,
      captureKeyHash: null,
      sealed: Buffer.of(1),
      originSealed: Buffer.of(1),
    };
    expect(await store.openAttempt(opening)).toEqual({ opened: false, why });
  });

  it('closes the session with its last failure and forgets the template', async () => {
    const sessionHash = await session();
    expect(await store.failAttempt(await charged(sessionHash), failure, auditOf(sessionHash, 'attempt.failed'), null)).toBe(2);
    expect(await store.failAttempt(await charged(sessionHash), failure, auditOf(sessionHash, 'attempt.failed'), null)).toBe(1);
    expect(await store.failAttempt(await charged(sessionHash), failure, auditOf(sessionHash, 'attempt.failed'), null)).toBe(0);
    expect(await replica.findSession(sessionHash, CLIENT, NOW)).toMatchObject({
      status: 'exhausted',
      failed: 3,
      lastFailure: 'FACE_NO_MATCH',
    });
    expect(await eventsOf(sessionHash)).toEqual(['attempt.failed', 'attempt.failed', 'attempt.failed', 'session.created']);
    expect(await store.chargeAttempt({ sessionHash, clientId: CLIENT, attemptHash: name() }, NOW)).toEqual({
      charged: false,
      why: 'exhausted',
    });
  });

  it('lets one of two attempts of a session pass, and nothing after it', async () => {
    const sessionHash = await session();
    const [one, two] = [await charged(sessionHash), await charged(sessionHash)];
    const images = [image(), image()] as const;
    const passed = await Promise.all([
      store.passAttempt({ ...one, ...success, image: images[0] }, auditOf(sessionHash, 'attempt.passed'), null),
      replica.passAttempt({ ...two, ...success, image: images[1] }, auditOf(sessionHash, 'attempt.passed'), null),
    ]);
    expect([...passed].sort()).toEqual([false, true]);
    const kept = await Promise.all(images.map(({ imageHash }) => store.findImage(imageHash, CLIENT, NOW)));
    expect(kept.filter((found) => found !== null)).toHaveLength(1);
    expect(await eventsOf(sessionHash)).toEqual(['attempt.passed', 'session.created']);
    const reopening = {
      ...one,
      attemptHash: name(),
      now: NOW,
      maxAttempts: 3,
      userHash: null,
      captureKeyHash: null,
      sealed: Buffer.of(1),
      originSealed: Buffer.of(1),
    };
    expect(await store.openAttempt(reopening)).toEqual({ opened: false, why: 'used' });
  });

  it('gives an image to its client only and until its end only', async () => {
    const kept = image();
    const key = await charged(await session());
    await store.passAttempt({ ...key, ...success, image: kept }, auditOf(key.sessionHash, 'attempt.passed'), null);
    expect(Buffer.from((await store.findImage(kept.imageHash, CLIENT, NOW))!.imageSealed).toString()).toBe('image');
    expect(await store.findImage(kept.imageHash, 'other', NOW)).toBeNull();
    expect(await store.findImage(kept.imageHash, CLIENT, kept.expiresAt)).toBeNull();
  });

  it('records a challenge together with its audit entry, or neither', async () => {
    const key = await charged(await session());
    const challenge = (of = key): Promise<boolean> =>
      store.challengeAttempt(of, Buffer.from('challenge'), NOW + 10_000, auditOf(key.sessionHash, 'attempt.challenged'));
    expect(await challenge({ ...key, attemptHash: name() })).toBe(false);
    expect(await eventsOf(key.sessionHash)).toEqual(['session.created']);
    expect(await challenge()).toBe(true);
    expect(await challenge()).toBe(false);
    expect(await eventsOf(key.sessionHash)).toEqual(['attempt.challenged', 'session.created']);
  });

  it('takes the answer to a challenge once', async () => {
    const key = await charged(await session());
    expect(await store.challengeAttempt(key, Buffer.from('challenge'), NOW + 10_000, auditOf(key.sessionHash, 'attempt.challenged'))).toBe(
      true,
    );
    const answers = await Promise.all([store.answerChallenge(key, NOW), replica.answerChallenge(key, NOW)]);
    expect(answers.filter((answer) => answer.answered)).toHaveLength(1);
    expect(answers.find((answer) => !answer.answered)).toEqual({ answered: false, why: 'conflict' });
  });

  it('keeps what a person declined for the attempts of the session that follow', async () => {
    const sessionHash = await session();
    const first = await charged(sessionHash);
    await store.failAttempt(first, { ...failure, declinedSealed: Buffer.from('pair') }, auditOf(sessionHash, 'attempt.failed'), null);
    const second = { ...first, attemptHash: name() };
    await store.openAttempt({
      ...second,
      now: NOW,
      maxAttempts: 3,
      userHash: null,
      captureKeyHash: null,
      sealed: Buffer.of(1),
      originSealed: Buffer.of(1),
    });
    const again = await replica.chargeAttempt(second, NOW);
    expect(again.charged && Buffer.from(again.declinedSealed ?? '').toString()).toBe('pair');
    await replica.challengeAttempt(second, Buffer.from('challenge'), NOW + 10_000, auditOf(sessionHash, 'attempt.challenged'));
    const answered = await store.answerChallenge(second, NOW);
    expect(answered.answered && Buffer.from(answered.declinedSealed ?? '').toString()).toBe('pair');
    const other = await charged(await session());
    expect(await store.challengeAttempt(other, Buffer.from('x'), NOW + 1, auditOf(other.sessionHash, 'attempt.challenged'))).toBe(true);
    expect(await store.answerChallenge(other, NOW)).toMatchObject({ declinedSealed: null });
  });

  it('says when the answer to a challenge came too late', async () => {
    const key = await charged(await session());
    await store.challengeAttempt(key, Buffer.from('challenge'), NOW + 10_000, auditOf(key.sessionHash, 'attempt.challenged'));
    expect(await store.answerChallenge(key, NOW + 10_000)).toMatchObject({ answered: true, inTime: false });
  });

  it('tells which frames were used before, on whichever replica', async () => {
    const [a, b, c] = [name(), name(), name()];
    expect(await store.useFrames([a, b], NOW + 1000)).toEqual(new Set());
    expect(await replica.useFrames([b, c, c], NOW + 1000)).toEqual(new Set([b]));
  });

  it('keeps an attested key for its client, and takes each counter once, however many come at once', async () => {
    const key = { clientId: CLIENT, keyHash: name(), now: NOW };
    expect(await store.attestedKey(CLIENT, key.keyHash)).toBeNull();
    expect(await store.useAttestedKey({ ...key, counter: 1 })).toBe(false);
    const publicKey = Buffer.from('key');
    await store.addAttestedKey({ ...key, publicKey });
    const uses = Array.from({ length: 10 }, (_use, index) => (index % 2 ? replica : store).useAttestedKey({ ...key, counter: 7 }));
    expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
    // Registered again it keeps its counter and its key.
    await replica.addAttestedKey({ ...key, publicKey: Buffer.from('other') });
    expect(await replica.useAttestedKey({ ...key, counter: 6 })).toBe(false);
    const found = await replica.attestedKey(CLIENT, key.keyHash);
    expect([Buffer.from(found!.publicKey), found!.counter]).toEqual([publicKey, 7]);
    expect(await replica.attestedKey('other', key.keyHash)).toBeNull();
  });

  it('deletes an attested key half a year after its last use', async () => {
    const day = 24 * 60 * 60 * 1000;
    const retention = { auditLogMs: 1e15, traceEventsMs: 1e15 };
    const [kept, over] = [name(), name()];
    const used = NOW - 184 * day;
    for (const keyHash of [kept, over]) await store.addAttestedKey({ clientId: CLIENT, keyHash, now: used, publicKey: Buffer.of(1) });
    await store.useAttestedKey({ clientId: CLIENT, keyHash: kept, counter: 1, now: NOW - 182 * day });
    await store.purge(NOW, retention);
    expect(await store.attestedKey(CLIENT, over)).toBeNull();
    expect(await store.attestedKey(CLIENT, kept)).not.toBeNull();
  });

  it('deletes a session with its attempts and images', async () => {
    const key = await charged(await session());
    const kept = image();
    await store.passAttempt({ ...key, ...success, image: kept }, auditOf(key.sessionHash, 'attempt.passed'), null);
    expect(await store.deleteSession(key.sessionHash, 'other')).toBe(false);
    expect(await store.deleteSession(key.sessionHash, CLIENT)).toBe(true);
    expect(await store.findImage(kept.imageHash, CLIENT, NOW)).toBeNull();
    expect(await store.findSession(key.sessionHash, CLIENT, NOW)).toBeNull();
    expect(await store.deleteSession(key.sessionHash, CLIENT)).toBe(false);
  });

  it('erases a user with all sessions', async () => {
    const userHash = name();
    for (let i = 0; i < 2; i++) {
      const key = { sessionHash: await session(), clientId: CLIENT, attemptHash: name() };
      await store.openAttempt({
        ...key,
        now: NOW,
        maxAttempts: 3,
        userHash,
        captureKeyHash: null,
        sealed: Buffer.of(1),
        originSealed: Buffer.of(1),
      });
    }
    expect(await replica.eraseUser(userHash)).toBe(2);
    expect(await replica.eraseUser(userHash)).toBe(0);
  });

  it('keeps an enrolled face for its client until it is erased, by itself or with its user', async () => {
    const [enrollmentHash, userHash, other] = [name(), name(), name()];
    const enrollment = { clientId: CLIENT, userHash, templateSealed: Buffer.from('face'), createdAt: NOW };
    await store.addEnrollment({ ...enrollment, enrollmentHash });
    await store.addEnrollment({ ...enrollment, enrollmentHash: other });
    expect(Buffer.from((await replica.findEnrollment(enrollmentHash, CLIENT)) ?? '').toString()).toBe('face');
    expect(await store.findEnrollment(enrollmentHash, 'another client')).toBeNull();
    expect(await store.deleteEnrollment(enrollmentHash, 'another client')).toBe(false);
    expect([await store.deleteEnrollment(enrollmentHash, CLIENT), await store.deleteEnrollment(enrollmentHash, CLIENT)]).toEqual([
      true,
      false,
    ]);
    await store.eraseUser(userHash);
    expect(await replica.findEnrollment(other, CLIENT)).toBeNull();
  });

  it('keeps what is learned of the people of a client: one replica at a time, each user once, until it is forgotten', async () => {
    const [clientId, model, userHash] = [name(), name(), name()];
    expect(await store.population(clientId, model)).toBeNull();
    const first = await Promise.all(
      [store, replica].map((one) => one.putPopulation(clientId, model, { revision: 1, sumsSealed: Buffer.from('1') })),
    );
    expect([...first].sort()).toEqual([false, true]);
    expect(await replica.putPopulation(clientId, model, { revision: 3, sumsSealed: Buffer.from('3') })).toBe(false);
    expect(await replica.putPopulation(clientId, model, { revision: 2, sumsSealed: Buffer.from('2') })).toBe(true);
    const found = await store.population(clientId, model);
    expect([found?.revision, Buffer.from(found?.sumsSealed ?? '').toString()]).toEqual([2, '2']);
    const counted = await Promise.all([store, replica].map((one) => one.countUser(clientId, userHash)));
    expect([...counted].sort()).toEqual([false, true]);
    await store.eraseUser(userHash);
    expect(await store.countUser(clientId, userHash)).toBe(true);
    expect([await store.forgetPopulation(clientId), await replica.forgetPopulation(clientId)]).toEqual([true, false]);
    expect(await store.population(clientId, model)).toBeNull();
    expect(await store.countUser(clientId, userHash)).toBe(true);
  });

  it('adds counts of comparisons exactly, however many add at once, apart by client and scale', async () => {
    const [clientId, scale] = [name(), name()];
    const counts = new Map([
      [-3, 1],
      [80, 2],
    ]);
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? store : replica).addScoreCounts(clientId, scale, counts)));
    await store.addScoreCounts(null, scale, new Map([[80, 5]]));
    expect(Object.fromEntries(await replica.scoreCounts(clientId, scale))).toEqual({ '-3': 20, '80': 40 });
    expect(Object.fromEntries(await replica.scoreCounts(null, scale))).toEqual({ '80': 5 });
    expect(await store.scoreCounts(clientId, name())).toEqual(new Map());
  });

  it('counts exactly, however many count at once', async () => {
    const key = name();
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? store : replica).count(key, NOW + 1000)));
    expect(await store.counted(key)).toBe(40);
    expect(await store.counted(name())).toBe(0);
  });

  it('counts several keys at once, and returns the counts of those that have one', async () => {
    const [a, b, c] = [name(), name(), name()];
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? store : replica).countEach([a, b, a], NOW + 1000)));
    await replica.countEach([b], NOW + 1000);
    await store.countEach([], NOW + 1000);
    expect(Object.fromEntries(await store.countsOf([a, b, c]))).toEqual({ [a]: 20, [b]: 21 });
    expect(await store.countsOf([])).toEqual(new Map());
  });

  it('returns prints of bursts that were kept before and lie in the same cell, the newest, until they expire', async () => {
    const [shared, other] = [name(), name()];
    const print = (...cellHashes: string[]) => ({ printId: name(), printSealed: Buffer.from(name()), cellHashes });
    const [first, second] = [print(shared, other, shared), print(shared)];
    expect(await store.usePrint(first, [shared], NOW + 1000, 10)).toEqual([]);
    const found = await replica.usePrint(second, [shared, other], NOW + 2000, 10);
    expect(found.map(({ printId, printSealed }) => [printId, Buffer.from(printSealed)])).toEqual([[first.printId, first.printSealed]]);
    expect((await store.usePrint(print(), [shared], NOW, 1)).map(({ printId }) => printId)).toEqual([second.printId]);
    expect(await store.usePrint(print(name()), [], NOW + 3000, 10)).toEqual([]);
    await store.purge(NOW + 1500, null);
    expect((await store.usePrint(print(), [shared, other], NOW, 10)).map(({ printId }) => printId)).toEqual([second.printId]);
  });

  it('gives a lease to one replica until it ends', async () => {
    const lease = name();
    const taken = await Promise.all([store.takeLease(lease, NOW, NOW + 1000), replica.takeLease(lease, NOW, NOW + 1000)]);
    expect([...taken].sort()).toEqual([false, true]);
    expect(await replica.takeLease(lease, NOW + 1000, NOW + 2000)).toBe(true);
  });

  it('gives a lease to the next replica that was taken by a clock that was ahead', async () => {
    const lease = name();
    expect(await store.takeLease(lease, NOW + 86_400_000, NOW + 86_401_000)).toBe(true);
    expect(await replica.takeLease(lease, NOW, NOW + 1000)).toBe(true);
    expect(await store.takeLease(lease, NOW, NOW + 1000)).toBe(false);
  });

  it('ends in its time what was written by a clock that was ahead, and keeps what is long-lived when told to', async () => {
    const DAY = 86_400_000;
    const [early, client] = [name(), name()];
    await store.createSession(
      {
        sessionHash: early,
        clientId: CLIENT,
        createdAt: NOW + DAY,
        expiresAt: NOW + DAY + 600_000,
        deleteAt: NOW + DAY + 2_400_000,
        maxAttempts: 3,
        templateSealed: Buffer.from('template'),
      },
      auditOf(early, 'session.created'),
    );
    await store.addSecret(client, { secretId: name(), secretHash: 'hash', createdAt: NOW, expiresAt: NOW + 1 });
    await store.purge(NOW, null);
    expect(await store.findSession(early, CLIENT, NOW)).toMatchObject({ expiresAt: NOW + 600_000 });
    await store.purge(NOW + 600_000, null);
    expect(await store.chargeAttempt(await attempt(early), NOW + 600_000)).toMatchObject({ charged: false });
    expect(await store.findSession(early, CLIENT, NOW + 2_400_000)).toBeNull();
    expect(await store.secretsOf(client, NOW)).toHaveLength(1);
    await store.purge(NOW + 2, { auditLogMs: 1e15, traceEventsMs: 1e15 });
    expect(await store.secretsOf(client, NOW)).toHaveLength(0);
  });

  it('revokes keys by a mark that no clock undoes', async () => {
    const key = (generation: number) => ({
      kid: name(),
      generation,
      algorithm: 'ES256' as const,
      publicJwk: { kty: 'EC' },
      privateSealed: Buffer.from('sealed'),
      createdAt: NOW,
      activeAt: NOW,
      expiresAt: null,
    });
    await store.addSigningKey(key(51), { retireAt: NOW + 60_000 });
    await store.addSigningKey(key(52), 'revoke');
    const at = async (now: number): Promise<number[]> =>
      (await replica.signingKeys(now)).filter((k) => k.algorithm === 'ES256').map((k) => k.generation);
    expect([await at(NOW), await at(NOW - 86_400_000)]).toEqual([[52], [52]]);
  });

  it('takes a write when asked whether it does', async () => {
    await store.checkWrite();
    await Promise.all([store.checkWrite(), replica.checkWrite()]);
  });

  it('keeps facts: the first of a name, or the last', async () => {
    const fact = name();
    expect(await store.fact(fact)).toBeNull();
    expect((await Promise.all([store.addFact(fact, 'a'), replica.addFact(fact, 'a')])).join()).toBe('a,a');
    expect(await replica.addFact(fact, 'b')).toBe('a');
    await replica.setFact(fact, 'c');
    expect(await store.fact(fact)).toBe('c');
  });

  it('keeps the audit log and trace events apart by session and client', async () => {
    const sessionHash = name();
    const entry = auditOf(sessionHash, 'attempt.refused', { camera: 'virtual' });
    await store.addAudit(entry);
    expect(await replica.auditLog({ sessionHash, limit: 10 })).toEqual([entry]);
    const event = {
      receivedAt: NOW,
      clientId: CLIENT,
      sessionHash,
      fields: { category: 'SDK', event: 'INIT', timestamp: '2027-01-15T08:00:00Z' },
    } as const;
    await store.addTraceEvents([event, { ...event, clientId: 'other' }]);
    expect(await replica.traceEvents({ clientId: CLIENT, sessionHash, since: NOW, limit: 10 })).toEqual([event]);
    expect(await replica.traceEvents({ clientId: CLIENT, sessionHash, since: NOW + 1, limit: 10 })).toEqual([]);
  });

  it('purges templates and attempts at expiry, sessions and images at their end, and says how late it was', async () => {
    const retention = { auditLogMs: 1e15, traceEventsMs: 1e15 };
    await store.purge(NOW, retention);
    const open = await attempt(await session(3, { expiresAt: NOW + 500_000 }));
    const passed = await charged(await session());
    const kept = image();
    await store.passAttempt({ ...passed, ...success, image: kept }, auditOf(passed.sessionHash, 'attempt.passed'), null);
    expect(await store.overdueMs(NOW + 499_999)).toBe(0);
    expect(await replica.overdueMs(NOW + 505_000)).toBe(5_000);
    await store.purge(NOW + 505_000, retention);
    expect(await replica.overdueMs(NOW + 505_000)).toBe(0);
    expect(await store.chargeAttempt(open, NOW + 505_000)).toEqual({ charged: false, why: 'gone' });
    expect((await store.findSession(passed.sessionHash, CLIENT, NOW))?.resultSealed).not.toBeNull();
    await store.purge(NOW + 2_400_000, retention);
    expect(await store.findSession(open.sessionHash, CLIENT, NOW)).toBeNull();
    expect(await store.findSession(passed.sessionHash, CLIENT, NOW)).toBeNull();
    expect(await store.purge(NOW + 2_400_000, retention)).toBe(0);
  });
});

function name(): string {
  return randomBytes(16).toString('hex');
}
