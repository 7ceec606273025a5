import { randomBytes } from 'node:crypto';
import { openStore, type AuditEntry, type Store } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabases } from '../kit/databases.js';

/* The contract of links, one suite on each database. */

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const CLIENT = 'client';

const name = (): string => randomBytes(16).toString('hex');
const audit = (event: string): AuditEntry => ({ at: NOW, event, clientId: CLIENT, details: {} }) as unknown as AuditEntry;

describe.each(freshDatabases())('links on %s', (_, locate) => {
  let store: Store;
  let replica: Store;
  beforeAll(async () => {
    const location = await locate();
    store = openStore(location);
    replica = openStore(location);
    await store.migrate();
    const webhook = {
      clientId: CLIENT,
      url: 'https://backend.example/',
      events: ['link.opened', 'link.expired'],
      body: 'event',
      disabled: false,
    } as const;
    await store.saveWebhook({ ...webhook, secretsSealed: Buffer.from('secrets'), version: 1 }, audit('webhook.set'));
  });
  afterAll(async () => {
    await store.close();
    await replica.close();
  });

  interface Known {
    readonly linkHash: string;
    readonly tokenHash: string;
    readonly sessionHash: string;
    readonly userHash: string;
  }

  async function added(
    over: { readonly expiresAt?: number; readonly enrollmentHash?: string; readonly template?: null } = {},
  ): Promise<Known> {
    const known = { linkHash: name(), tokenHash: name(), sessionHash: name(), userHash: name() };
    const expiresAt = over.expiresAt ?? NOW + HOUR;
    const link = {
      ...known,
      clientId: CLIENT,
      createdAt: NOW,
      expiresAt,
      deleteAt: expiresAt + 24 * HOUR,
      templateSealed: over.template === null ? null : Buffer.from('template'),
      enrollmentSealed: Buffer.from('enrolment'),
      enrollmentHash: over.enrollmentHash ?? null,
      pageSealed: Buffer.from('page'),
      sessionSealed: Buffer.from('session'),
    };
    await store.addLink(link, audit('link.created'));
    return known;
  }

  const start = (from: Store, { linkHash, sessionHash }: Known, deviceHash: string, now = NOW): ReturnType<Store['startLink']> =>
    from.startLink(
      {
        linkHash,
        deviceHash,
        now,
        session: { sessionHash, clientId: CLIENT, createdAt: now, expiresAt: now + 600_000, deleteAt: now + 2_400_000, maxAttempts: 1 },
      },
      { started: { ...audit('link.started'), sessionHash } as AuditEntry, sessionCreated: audit('session.created') },
    );
  const statusOf = async ({ linkHash }: Known, now = NOW): Promise<string | undefined> =>
    (await replica.findLink(linkHash, CLIENT, now))?.status;

  /** One attempt of a link's session, charged. */
  async function charged({ sessionHash }: Known): Promise<{ sessionHash: string; clientId: string; attemptHash: string }> {
    const key = { sessionHash, clientId: CLIENT, attemptHash: name() };
    const [sealed, originSealed] = [Buffer.from('attempt'), Buffer.from('origin')];
    expect(
      await store.openAttempt({ ...key, now: NOW, maxAttempts: 1, userHash: null, captureKeyHash: null, sealed, originSealed }),
    ).toMatchObject({
      opened: true,
    });
    const attempt = await store.chargeAttempt(key, NOW);
    expect(attempt.charged && Buffer.from(attempt.templateSealed).toString()).toBe('template');
    return key;
  }
  const image = () => ({ imageHash: name(), imageSealed: Buffer.from('image'), expiresAt: NOW + 1_800_000 });

  it('are found by their id of their client, or by their token, until their row goes', async () => {
    const link = await added();
    expect(await replica.findLink(link.linkHash, CLIENT, NOW)).toMatchObject({ status: 'created', sessionHash: link.sessionHash });
    expect(await replica.findLink(link.linkHash, 'another', NOW)).toBeNull();
    expect(await replica.findLinkByToken(link.tokenHash, NOW)).toMatchObject({ linkHash: link.linkHash });
    expect(await replica.findLinkByToken(name(), NOW)).toBeNull();
    expect(await replica.findLink(link.linkHash, CLIENT, NOW + 25 * HOUR)).toBeNull();
  });

  it('are opened once, with one event', async () => {
    const link = await added();
    const event = { eventId: name(), clientId: CLIENT, type: 'link.opened', sessionHash: link.sessionHash, userHash: null } as const;
    const outbox = { ...event, createdAt: NOW, deleteAt: NOW + HOUR, contentSealed: null };
    const opened = await Promise.all([store, replica].map((from) => from.openLink(link.linkHash, NOW, audit('link.opened'), outbox)));
    expect(opened.sort()).toEqual([false, true]);
    expect(await statusOf(link)).toBe('opened');
    expect(await store.listDeliveries({ clientId: CLIENT, sessionHash: link.sessionHash }, 10)).toHaveLength(1);
  });

  it('are started by one of fifty devices at once on two replicas, and only by it again', async () => {
    const link = await added();
    const devices = Array.from({ length: 50 }, () => name());
    const outcomes = await Promise.all(devices.map((device, index) => start(index % 2 === 0 ? store : replica, link, device)));
    expect(outcomes.filter((outcome) => outcome === 'started')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(49);
    expect(await start(replica, link, devices[outcomes.indexOf('started')]!)).toBe('resumed');
    expect(await statusOf(link)).toBe('started');
    expect(await store.auditLog({ sessionHash: link.sessionHash, limit: 100 })).toHaveLength(1);
  });

  it('hand their template to the session, and pass with it', async () => {
    const link = await added();
    await start(store, link, 'device');
    const key = await charged(link);
    await store.passAttempt({ ...key, now: NOW, resultSealed: Buffer.from('result'), image: image() }, audit('attempt.passed'), null);
    expect(await statusOf(link)).toBe('passed');
    expect(await start(store, link, 'device')).toBe('over');
  });

  it('have failed with the last failure, also once somebody has fetched the result', async () => {
    const link = await added();
    await start(store, link, 'device');
    await store.failAttempt(await charged(link), { code: 'FACE_NO_MATCH', matchLevel: 1 }, audit('attempt.failed'), null);
    expect(await statusOf(link)).toBe('failed');
    await store.endSession(link.sessionHash, CLIENT, null);
    expect(await statusOf(link)).toBe('failed');
  });

  it('end with their session, and keep how they ended when it is gone', async () => {
    const link = await added();
    await start(store, link, 'device');
    expect(await statusOf(link, NOW + 600_000)).toBe('ended');
    await store.purge(NOW + 2_400_000, null);
    expect(await statusOf(link, NOW + 2_400_000)).toBe('ended');
    await store.purge(NOW + 25 * HOUR, null);
    expect(await statusOf(link, NOW)).toBeUndefined();
  });

  it('expire unless they are started, with an event, and nobody can start them then', async () => {
    const link = await added();
    expect([await statusOf(link, NOW + HOUR), await start(store, link, 'device', NOW + HOUR)]).toEqual(['expired', 'over']);
    expect(await store.overdueMs(NOW + HOUR + 5)).toBeGreaterThanOrEqual(5);
    await store.purge(NOW + HOUR, null);
    expect(await store.overdueMs(NOW + HOUR)).toBe(0);
    const [event] = await store.listDeliveries({ clientId: CLIENT, sessionHash: link.sessionHash }, 10);
    expect(event).toMatchObject({ type: 'link.expired' });
  });

  it('last no longer than seven days, whatever a clock that was ahead wrote', async () => {
    const link = await added({ expiresAt: NOW + 1000 * HOUR });
    await store.purge(NOW, null);
    expect((await store.findLink(link.linkHash, CLIENT, NOW))?.expiresAt).toBe(NOW + 7 * 24 * HOUR);
  });

  it('to a session that is there already start it as long as it is open', async () => {
    const session = {
      createdAt: NOW,
      expiresAt: NOW + 600_000,
      deleteAt: NOW + 2_400_000,
      maxAttempts: 3,
      templateSealed: Buffer.from('template'),
    };
    const [open, ended] = [await added({ template: null }), await added({ template: null })];
    for (const { sessionHash } of [open, ended]) {
      await store.createSession({ ...session, sessionHash, clientId: CLIENT }, audit('session.created'));
    }
    await store.endSession(ended.sessionHash, CLIENT, null);
    expect([await start(store, open, 'device'), await start(store, ended, 'device')]).toEqual(['started', 'over']);
    expect(await statusOf(ended)).toBe('created');
  });

  it('are deleted with their session, with their user, and with the enrolment that nobody started them from', async () => {
    const [alone, withSession, withUser] = [await added(), await added(), await added()];
    for (const link of [alone, withSession, withUser]) await start(store, link, 'device');
    expect(await store.deleteLink(alone.linkHash, 'another')).toBe(false);
    expect(await store.deleteLink(alone.linkHash, CLIENT)).toBe(true);
    expect(await store.findSession(alone.sessionHash, CLIENT, NOW)).toBeNull();
    await store.deleteSession(withSession.sessionHash, CLIENT);
    expect(await store.eraseUser(withUser.userHash)).toBe(1);
    expect(await Promise.all([alone, withSession, withUser].map((link) => statusOf(link)))).toEqual([undefined, undefined, undefined]);

    const enrollmentHash = name();
    const [fresh, started] = [await added({ enrollmentHash }), await added({ enrollmentHash })];
    await start(store, started, 'device');
    const enrollment = { enrollmentHash, clientId: CLIENT, userHash: null, templateSealed: Buffer.from('template'), createdAt: NOW };
    await store.addEnrollment(enrollment);
    await store.deleteEnrollment(enrollmentHash, CLIENT);
    expect([await statusOf(fresh), await statusOf(started)]).toEqual([undefined, 'started']);
  });

  it('are handed over to one of fifty devices at once on two replicas, and only it opens the hand-off again', async () => {
    const link = await added();
    const handOff = { handOffHash: name(), makerHash: 'maker', sealed: Buffer.from('sealed'), expiresAt: NOW + 300_000 };
    expect(await store.saveHandOff(link.linkHash, handOff, NOW)).toBe(true);
    const opened = { ...audit('link.hand-off-opened'), sessionHash: link.sessionHash } as AuditEntry;
    const open = (from: Store, device: string, now = NOW): ReturnType<Store['openHandOff']> =>
      from.openHandOff(handOff.handOffHash, device, now, opened);
    const devices = Array.from({ length: 50 }, () => name());
    const outcomes = await Promise.all(devices.map((device, index) => open(index % 2 === 0 ? store : replica, device)));
    expect([outcomes.filter((outcome) => outcome === 'opened').length, outcomes.filter((outcome) => outcome === 'used').length]).toEqual([
      1, 49,
    ]);
    const winner = devices[outcomes.indexOf('opened')]!;
    expect(await open(replica, winner)).toBe('resumed');
    expect((await replica.findLinkByHandOff(handOff.handOffHash, NOW))?.handOff).toMatchObject({ makerHash: 'maker', deviceHash: winner });
    expect(await store.auditLog({ sessionHash: link.sessionHash, limit: 100 })).toHaveLength(1);
  });

  it('have one hand-off, which can be opened for its time and until they are started', async () => {
    const link = await added();
    const next = () => ({ handOffHash: name(), makerHash: 'maker', sealed: Buffer.from('sealed'), expiresAt: NOW + 300_000 });
    const [first, second] = [next(), next()];
    for (const handOff of [first, second]) expect(await store.saveHandOff(link.linkHash, handOff, NOW)).toBe(true);
    const open = ({ handOffHash }: typeof first, now = NOW): ReturnType<Store['openHandOff']> =>
      replica.openHandOff(handOffHash, 'phone', now, audit('link.hand-off-opened'));
    expect([await replica.findLinkByHandOff(first.handOffHash, NOW), await open(first)]).toEqual([null, 'over']);
    expect(await open(second, NOW + 300_000)).toBe('over');
    await start(store, link, 'computer');
    expect([await open(second), await store.saveHandOff(link.linkHash, next(), NOW)]).toEqual(['over', false]);
  });

  it('carry the hand-off of a session without a link: one of those made at once, unless started or of a link, and told to no webhook', async () => {
    const session = { clientId: CLIENT, createdAt: NOW, expiresAt: NOW + 600_000, deleteAt: NOW + 2_400_000, maxAttempts: 1 };
    const open = async (): Promise<string> => {
      const sessionHash = name();
      await store.createSession({ ...session, sessionHash, templateSealed: Buffer.from('template') }, audit('session.created'));
      return sessionHash;
    };
    const made = (sessionHash: string) => ({
      linkHash: name(),
      tokenHash: name(),
      clientId: CLIENT,
      sessionHash,
      userHash: null,
      createdAt: NOW,
      expiresAt: NOW + 600_000,
      deleteAt: NOW + 900_000,
      pageSealed: Buffer.from('page'),
      handOff: { handOffHash: name(), makerHash: 'maker', sealed: Buffer.from('sealed'), expiresAt: NOW + 300_000 },
    });
    const make = (from: Store, handOff: ReturnType<typeof made>): ReturnType<Store['handOverSession']> =>
      from.handOverSession(handOff, audit('session.hand-off-created'));
    const sessionHash = await open();
    const all = Array.from({ length: 20 }, () => made(sessionHash));
    const outcomes = await Promise.all(all.map((handOff, index) => make(index % 2 === 0 ? store : replica, handOff)));
    expect(new Set(outcomes)).toEqual(new Set(['made']));
    const found = await Promise.all(all.map(({ handOff }) => replica.findLinkByHandOff(handOff.handOffHash, NOW)));
    expect(found.filter((link) => link !== null)).toMatchObject([{ status: 'opened', sessionHash, handOff: { makerHash: 'maker' } }]);
    await store.revokeHandOff(sessionHash, 'another');
    expect(await replica.findLinkByToken(all[found.findIndex((link) => link !== null)]!.tokenHash, NOW)).not.toBeNull();
    await store.revokeHandOff(sessionHash, CLIENT);
    expect(await replica.findLinkByToken(all[found.findIndex((link) => link !== null)]!.tokenHash, NOW)).toBeNull();

    const last = made(sessionHash);
    expect(await make(store, last)).toBe('made');
    const elsewhere = { linkHash: last.linkHash, tokenHash: last.tokenHash, sessionHash, userHash: '' };
    expect(await start(replica, elsewhere, 'phone')).toBe('started');
    await store.revokeHandOff(sessionHash, CLIENT);
    expect([await make(replica, made(sessionHash)), (await replica.findLinkByToken(last.tokenHash, NOW))?.status]).toEqual([
      'started',
      'started',
    ]);
    const linked = await added();
    await start(store, linked, 'device');
    expect([await make(store, made(linked.sessionHash)), await make(store, made(name()))]).toEqual(['linked', 'gone']);

    const unused = await open();
    await make(store, made(unused));
    await store.purge(NOW + 700_000, null);
    expect(await store.listDeliveries({ clientId: CLIENT, sessionHash: unused }, 10)).toEqual([]);
    expect(await make(store, { ...made(unused), createdAt: NOW + 700_000 })).toBe('gone');
  });

  it('have a page of their client, whose logo stays unless it is changed', async () => {
    const page = {
      clientId: CLIENT,
      name: 'Bank',
      returnOrigins: ['https://app.example'],
      privacyURL: null,
      consentVersion: '2026-01',
      frameOrigins: ['https://app.example'],
      captureHandOff: true,
    };
    const logo = { type: 'image/png', bytes: Buffer.from('logo') };
    expect([await store.findLinkPage(CLIENT), await store.findLogo(CLIENT)]).toEqual([null, null]);
    await store.saveLinkPage(page, logo, audit('client.link-page-changed'));
    await store.saveLinkPage({ ...page, name: null }, undefined, audit('client.link-page-changed'));
    expect(await replica.findLinkPage(CLIENT)).toEqual({ ...page, name: null, hasLogo: true });
    const found = await replica.findLogo(CLIENT);
    expect([found?.type, Buffer.from(found?.bytes ?? []).toString()]).toEqual(['image/png', 'logo']);
    await store.saveLinkPage(page, null, audit('client.link-page-changed'));
    expect(await replica.findLogo(CLIENT)).toBeNull();
  });
});
