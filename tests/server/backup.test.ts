import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@face-session/server';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startReplica, type Outcome, type Replica } from '../kit/process.js';

/* docs/backup.md, as an operator follows it. */

const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'backup.md'), 'utf8');
/** The commands of a section of the page. */
function commandsOf(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^npx face-session (.+)$/gm)].map(([, command]) => command ?? '');
}

let folder: string;
let data: string;
let environment: Record<string, string>;
let store: Store | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-backup-'));
  data = join(folder, 'data');
  environment = { DATA_DIR: data, MASTER_KEY: Buffer.alloc(32, 1).toString('base64') };
  await run('client add Bank --id bank');
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** Keeps the database open in this process, as a running service does. */
async function openHere(): Promise<Store> {
  store = openStore({ kind: 'sqlite', file: join(data, 'face-session.db') });
  await store.ping();
  return store;
}

const run = (command: string, more: Record<string, string> = {}): Promise<Outcome> =>
  runCli(command.split(' '), { PATH: process.env.PATH, ...environment, ...more }, folder);
async function kidsOf({ url }: Replica): Promise<string[]> {
  const response = await fetch(`${url}/api/.well-known/jwks.json`);
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}
const [backUp = ''] = commandsOf('Back up SQLite');
const [restore = ''] = commandsOf('Restore SQLite');

describe('the page on backups', () => {
  it('has the commands that are tried here', () => {
    expect([backUp, restore, commandsOf('Roll back')]).toEqual([
      'backup face-session.backup.db',
      'restore face-session.backup.db --replace',
      [restore],
    ]);
  });
});

describe('a backup of SQLite', () => {
  it('is made while the service runs, has its newest change, is for the owner only and holds no session', async () => {
    const running = await openHere();
    await running.createSession(
      {
        sessionHash: 'session',
        clientId: 'bank',
        createdAt: 1,
        expiresAt: 2e15,
        deleteAt: 2e15,
        maxAttempts: 3,
        templateSealed: Buffer.from('a-sealed-template-that-must-not-be-kept'),
      },
      { at: 1, event: 'session.created', clientId: 'bank', sessionHash: 'session', details: {} },
    );
    expect((await run('client add Shop --id shop')).code).toBe(0);
    expect(await run(backUp)).toMatchObject({ code: 0, stdout: expect.stringContaining('Written to') as string });
    const file = join(folder, 'face-session.backup.db');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const copy = new Database(file, { readonly: true });
    expect(copy.prepare('select client_id from clients order by client_id').all()).toEqual([{ client_id: 'bank' }, { client_id: 'shop' }]);
    expect(copy.prepare('select * from sessions').all()).toEqual([]);
    copy.close();
    expect(await readFile(file, 'latin1')).not.toContain('a-sealed-template');
    // Never over a file that is there.
    expect(await run(backUp)).toMatchObject({ code: 1, stderr: expect.stringContaining('Cannot create') as string });
  });

  it('is restored to a stopped service, and brings back no key that was valid before', async () => {
    // A process of its own: SQLite does not give a lock back before the process that closed it has collected its statements.
    const service = await startReplica(environment);
    const [leaked] = await kidsOf(service);
    await run(backUp);
    await run('keys rotate --revoke');
    await run('client add Late --id late');
    const running = await run(restore);
    expect([running.code, running.stderr]).toEqual([1, expect.stringContaining('in use. Stop the service first.')]);
    await service.stop();
    expect(await run(restore.replace(' --replace', ''))).toMatchObject({ code: 1, stderr: expect.stringContaining('--replace') as string });
    const restored = await run(restore);
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    expect((await run('client list')).stdout).toMatch(/^bank /);
    expect((await run('client list')).stdout).not.toContain('late');
    const again = await startReplica(environment);
    expect(await kidsOf(again)).not.toContain(leaked);
    await again.stop();
    expect((await run('audit --limit 1')).stdout).toContain('store.restored');
    expect((await readdir(data)).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it.each([
    ['a wrong master key', restore, { MASTER_KEY: Buffer.alloc(32, 2).toString('base64') }, 'The master key is not the one of this store'],
    ['a file that is no backup', 'restore junk.db --replace', {}, 'is not a backup'],
    ['no file', 'restore nothing.db --replace', {}, 'There is no file'],
  ])('refuses %s and leaves the database as it was', async (_, command, more, why) => {
    await run(backUp);
    await writeFile(join(folder, 'junk.db'), 'junk '.repeat(1000));
    await run('client add Late --id late');
    const refused = await run(command, more);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(why)]);
    expect((await run('client list')).stdout).toContain('late');
  });
});

describe('a copy of face-session.db alone, made by hand beside its log', () => {
  it('lacks the newest change: what the page warns of', async () => {
    await openHere();
    await run('client add Late --id late');
    const file = join(folder, 'by-hand.db');
    await cp(join(data, 'face-session.db'), file);
    const copy = new Database(file);
    const clients = (): unknown[] => copy.prepare('select client_id from clients').all();
    const late = ((): boolean => {
      try {
        return JSON.stringify(clients()).includes('late');
      } catch {
        return false;
      }
    })();
    copy.close();
    expect(late).toBe(false);
  });
});
