import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commands } from './commands.js';

/* What each command prints with --json. In this process: the start of a process costs more than the command. */

const ID = 'bank';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-json-'));
  for (const [name, value] of Object.entries({ DATA_DIR: folder, MASTER_KEY: '1'.repeat(64), WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16' }))
    vi.stubEnv(name, value);
  // Vitest sets it, to a path.
  vi.stubEnv('BASE_URL', undefined);
  await printed('client', 'add', 'Bank', '--id', ID);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(join(folder, 'key.json'), JSON.stringify({ ...publicKey.export({ format: 'jwk' }), alg: 'ECDH-ES' }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** What a command writes to standard output. */
async function printed(name: string, ...args: readonly string[]): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest: unknown[]) => {
    text += String(chunk);
    (rest.find((each) => typeof each === 'function') as (() => void) | undefined)?.();
    return true;
  });
  try {
    await commands.find((command) => command.name === name)?.run(args);
  } finally {
    write.mockRestore();
  }
  return text;
}

const text = expect.any(String) as string;
const client = { clientId: ID, name: 'Bank', disabled: false, test: false, createdAt: text, signingAlgorithm: 'RS256' };
const webhook = { clientId: ID, url: 'http://10.1.2.3/hooks', body: 'event', disabled: false, authentication: { kind: 'none' } };
const url = ['--url', webhook.url];

describe('with --json, the one thing on standard output is JSON', () => {
  it.each<[string, object]>([
    ['migrate', { applied: [] }],
    ['keys add ES256', { algorithm: 'ES256' }],
    ['client show bank', { ...client, secrets: [{ secretId: text, createdAt: text, expiresAt: null }] }],
    ['client set bank --trace-events true', { ...client, policy: { traceEvents: true } }],
    ['client disable bank', { ...client, disabled: true }],
    ['client enable bank', client],
    ['client rotate-secret bank', { clientId: ID, clientSecret: text }],
    ['client result-key bank KEY', { ...client, resultKey: { kty: 'EC', alg: 'ECDH-ES' } }],
    ['client result-key bank none', { ...client, resultKey: null }],
    [`client webhook set bank ${url.join(' ')}`, { secret: expect.stringMatching(/^whsec_/) as string }],
    ['client webhook set bank --events face_session.passed', { ...webhook, events: ['face_session.passed'] }],
    ['client webhook show bank', { ...webhook, secrets: [{ secretId: text, createdAt: text, expiresAt: null }] }],
    ['client webhook rotate-secret bank', { secret: expect.stringMatching(/^whsec_/) as string }],
    ['client webhook disable bank', { clientId: ID, disabled: true }],
    ['client webhook enable bank', { clientId: ID, disabled: false }],
    ['client webhook replay bank --all', { events: 0 }],
    ['client webhook remove bank', { clientId: ID, removed: true }],
    ['client link-page set bank --name Shop', { name: 'Shop', logo: false }],
    ['client link-page show bank', { clientId: ID, name: 'Shop', hasLogo: false }],
    ['backup FILE', { file: text }],
  ])('%s', async (line, shown) => {
    const words = line.replace('KEY', join(folder, 'key.json')).replace('FILE', join(folder, 'copy.db')).split(' ');
    const [name = '', ...args] = words;
    expect(JSON.parse(await printed(name, ...args, '--json'))).toMatchObject(shown);
  });

  it('restore FILE', async () => {
    // Into another folder: in one process SQLite keeps the lock of a database that was closed.
    vi.stubEnv('DATA_DIR', join(folder, 'restored'));
    const restored = await printed('restore', join(folder, 'copy.db'), '--json');
    expect(JSON.parse(restored)).toEqual({ clients: [{ clientId: ID, name: 'Bank', disabled: false }] });
  });

  it.each([
    ['client list', 1, { clientId: ID }],
    ['keys list', 1, { kid: text, algorithm: text }],
    ['keys rotate', 1, { kid: text, signsFrom: text }],
    ['audit --limit 2', 2, { event: text, at: text }],
  ])('%s has a line of it for each', async (line, count, shown) => {
    const [name = '', ...args] = line.split(' ');
    const lines = (await printed(name, ...args, '--json')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(count);
    for (const each of lines) expect(JSON.parse(each)).toEqual(expect.objectContaining({ ...shown }));
  });
});
