import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore, type Store } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type Outcome } from '../kit/process.js';

/* The commands of webhooks, as an operator uses them beside a running service. */

const execute = promisify(execFile);
let folder: string;
let clientId: string;
let secret: string;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-cli-webhook-'));
  clientId = (JSON.parse((await cli('client', 'add', 'Bank', '--json')).stdout) as { clientId: string }).clientId;
  store = openStore({ kind: 'sqlite', file: join(folder, 'face-session.db') });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (...args: readonly string[]): Promise<Outcome> =>
  runCli(args, { DATA_DIR: folder, WORKERS: '1', WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16' });
const webhook = (...args: readonly string[]): Promise<Outcome> => cli('client', 'webhook', ...args);
const shown = async (): Promise<Record<string, unknown>> => JSON.parse((await webhook('show', clientId)).stdout) as Record<string, unknown>;

describe('client webhook', () => {
  it('sets where events go, and prints the signing secret once', async () => {
    const { code, stdout } = await webhook('set', clientId, '--url', 'http://10.1.2.3:8080/hooks');
    expect(code).toBe(0);
    secret = /whsec_\S+/.exec(stdout)?.[0] ?? '';
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await shown()).toEqual({
      clientId,
      url: 'http://10.1.2.3:8080/hooks',
      events: ['face_session.passed', 'face_session.failed', 'face_session.ended', 'link.opened', 'link.expired'],
      body: 'event',
      disabled: false,
      authentication: { kind: 'none' },
      secrets: [{ secretId: expect.any(String) as string, createdAt: expect.any(String) as string, expiresAt: null }],
    });
  });

  it('changes what is given and keeps the rest, without another secret', async () => {
    const credentials = join(folder, 'credentials');
    await writeFile(credentials, 'X-Api-Key: key-that-is-secret\n');
    const changed = await webhook('set', clientId, '--events', 'face_session.passed', '--auth', 'api-key', '--credentials', credentials);
    expect([changed.code, changed.stdout]).toEqual([0, `Changed the webhook of ${clientId}.\n`]);
    expect(await shown()).toMatchObject({
      url: 'http://10.1.2.3:8080/hooks',
      events: ['face_session.passed'],
      authentication: { kind: 'api-key', header: 'x-api-key' },
    });
  });

  it('adds a secret beside the old one', async () => {
    expect((await webhook('rotate-secret', clientId, '--overlap-hours', '2', '--json')).stdout).toMatch(/^\{"secret":"whsec_[^"]+"\}\n$/);
    const { secrets } = (await shown()) as { secrets: { expiresAt: string | null }[] };
    expect(secrets.map(({ expiresAt }) => expiresAt === null)).toEqual([true, false]);
  });

  it('keeps secret and credentials from the disk and from what it prints', async () => {
    // Not by this process: SQLite loses its locks when its own process closes a file of its.
    const files = (await readdir(folder)).filter((file) => file.startsWith('face-session.db'));
    const database = (await execute('cat', files, { cwd: folder, encoding: 'buffer' })).stdout;
    const printed = JSON.stringify([await shown(), (await cli('audit')).stdout]);
    for (const hidden of [secret.slice('whsec_'.length), 'key-that-is-secret']) {
      expect([database.includes(hidden), printed.includes(hidden)]).toEqual([false, false]);
    }
    expect(database.includes('http://10.1.2.3:8080/hooks')).toBe(true);
  });

  it('lists events with what came of them, and delivers them again', async () => {
    const [sessionId, now] = [randomUUID(), Date.now()];
    const sessionHash = createHash('sha256').update(sessionId).digest('hex');
    const audit = { at: now, event: 'session.created' as const, clientId, sessionHash, details: {} };
    const times = { createdAt: now, expiresAt: now + 600_000, deleteAt: now + 600_000 };
    await store.createSession({ sessionHash, clientId, ...times, maxAttempts: 3, templateSealed: Buffer.from('x') }, audit);
    const event = { eventId: 'evt_1', clientId, type: 'face_session.ended', sessionHash, userHash: null, createdAt: now } as const;
    await store.endSession(sessionHash, clientId, { ...event, deleteAt: now + 600_000, contentSealed: null });
    const [leased] = await store.leaseEvents({ clientId, now, leaseUntil: now + 1, limit: 1 });
    const details = { eventId: 'evt_1', type: event.type, tries: 1, outcome: 'answered 200' };
    await store.recordDelivery(leased!, details.outcome, { ...audit, event: 'webhook.delivered', details });
    const listed = JSON.parse((await webhook('list', clientId, '--session', sessionId)).stdout) as object;
    expect(listed).toMatchObject({
      eventId: 'evt_1',
      type: 'face_session.ended',
      state: 'delivered',
      tries: 1,
      lastOutcome: 'answered 200',
    });
    expect((await webhook('list', clientId, '--state', 'pending')).stdout).toBe('');
    expect((await webhook('replay', clientId, 'evt_1')).stdout).toBe('1 event(s) are delivered again, with the same webhook-id.\n');
    expect((await webhook('list', clientId, '--state', 'pending')).stdout).toContain('"eventId":"evt_1"');
  });

  it('tells the audit log what the operator did', async () => {
    const log = (await cli('audit', '--client', clientId)).stdout.trim().split('\n');
    const events = log.map((line) => (JSON.parse(line) as { event: string }).event).filter((event) => event.startsWith('webhook.'));
    expect(events).toEqual(['webhook.replayed', 'webhook.delivered', 'webhook.secret-added', 'webhook.set', 'webhook.set']);
  });

  it('stops and starts deliveries, and removes the webhook with its events', async () => {
    expect((await webhook('disable', clientId)).code).toBe(0);
    expect(await shown()).toMatchObject({ disabled: true });
    expect((await webhook('enable', clientId)).code).toBe(0);
    expect(await shown()).toMatchObject({ disabled: false });
    expect((await webhook('remove', clientId)).stdout).toBe('Removed, with all its events.\n');
    expect((await webhook('list', clientId)).stdout).toBe('');
    expect(await webhook('show', clientId)).toMatchObject({ code: 1, stderr: expect.stringContaining('has no webhook') as string });
  });

  it('refuses what could not be delivered to or sent with, and sets nothing', async () => {
    const refused = await Promise.all(
      [
        ['--url', 'https://169.254.169.254/'],
        ['--url', 'http://10.1.2.3/', '--events', 'face_session.gone'],
        ['--url', 'http://10.1.2.3/', '--auth', 'basic'],
        [],
      ].map((args) => webhook('set', clientId, ...args)),
    );
    expect(refused.map(({ code, stdout, stderr }) => [code, stdout, stderr.trim()])).toEqual([
      [2, '', '--url: 169.254.169.254 is not a public address. The operator can allow it with WEBHOOK_ALLOWED_NETWORKS.'],
      [2, '', expect.stringContaining('there are face_session.passed, face_session.failed')],
      [2, '', expect.stringContaining('--credentials FILE')],
      [2, '', 'Usage: face-session client webhook set ID --url URL'],
    ]);
    expect((await webhook('show', clientId)).code).toBe(1);
  });

  it('warns of a name that cannot be resolved here, and sets it', async () => {
    const { code, stderr } = await webhook('set', clientId, '--url', 'https://no-such-name.invalid/hooks');
    expect([code, stderr]).toEqual([0, expect.stringContaining('Warning: no-such-name.invalid cannot be resolved')]);
  });
});
