import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocatorEnvironment } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliFile, runCli, type Outcome } from '../kit/process.js';

/* The command line, as an operator uses it before and beside a running service. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cli = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  runCli(args, { DATA_DIR: folder, WORKERS: '1', ...environment });

const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

/** A module that lets Node resolve a package as from a folder without it. */
function notInstalled(name: string): string {
  const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
  const parent = "{ ...context, parentURL: 'file:///nowhere/module.js' }";
  const hooks = `export const resolve = (name, context, next) => next(name, name === '${name}' ? ${parent} : context);`;
  return asModule(`import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`);
}

/** The one line of JSON that a command printed. */
const jsonOf = ({ stdout }: Outcome): unknown => JSON.parse(stdout);

const lines = ({ stdout }: Outcome): string[] => stdout.trim().split('\n');

describe('the command line', () => {
  it('brings the store to its newest schema, once', async () => {
    expect((await cli(['migrate'])).stdout).toContain('Applied: 0001-first-schema');
    expect((await cli(['migrate'])).stdout).toContain('up to date');
    expect(jsonOf(await cli(['migrate', '--json']))).toEqual({ applied: [] });
  });

  it('registers a client, changes it and gives it another secret, each shown once', async () => {
    const added = await cli(['client', 'add', 'My Bank', '--signing-algorithm', 'ES256']);
    const [id = '', secret = ''] = lines(added).map((line) => line.split(/:\s+/)[1] ?? '');
    expect(secret).toHaveLength(43);
    const changed = await cli(['client', 'set', id, '--scopes', 'KYC_FACE_FLOW', '--max-attempts', '2', '--liveness-policy', 'active']);
    expect(changed.code).toBe(0);
    await cli([
      'client',
      'set',
      id,
      '--exclude-gesture',
      'FACE_TURN',
      '--allow-closed-eyes',
      'true',
      '--trace-events',
      'true',
      '--camera-evidence',
      'gestures',
    ]);
    expect((await cli(['client', 'rotate-secret', id, '--overlap-hours', '1'])).stdout).toContain('1 older secret(s) end in 1 hours');
    await cli(['client', 'disable', id]);
    const shown = await cli(['client', 'show', id]);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      name: 'My Bank',
      scopes: ['KYC_FACE_FLOW'],
      disabled: true,
      signingAlgorithm: 'ES256',
      policy: {
        livenessPolicy: 'active',
        maxAttempts: 2,
        excludedGesture: 'FACE_TURN',
        allowClosedEyes: true,
        traceEvents: true,
        cameraEvidence: 'gestures',
      },
      secrets: [{ expiresAt: null }, { expiresAt: expect.any(String) as string }],
    });
    expect(shown.stdout).not.toContain(secret);
    const without = await cli([
      'client',
      'set',
      id,
      '--exclude-gesture',
      'none',
      '--allow-closed-eyes',
      'false',
      '--trace-events',
      'false',
      '--json',
    ]);
    expect((jsonOf(without) as { policy: object }).policy).toEqual({
      livenessPolicy: 'active',
      maxAttempts: 2,
      allowClosedEyes: false,
      traceEvents: false,
      cameraEvidence: 'gestures',
    });
    expect(jsonOf(await cli(['client', 'enable', id, '--json']))).toMatchObject({ clientId: id, disabled: false });
    expect(lines(await cli(['client', 'list']))).toEqual([expect.stringMatching(`^${id}  enabled   KYC_FACE_FLOW  My Bank$`)]);
  }, 180_000);

  it('tells the audit log what the operator changed, and no secret', async () => {
    const log = await cli(['audit']);
    const events = lines(log).map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual([
      'client.enabled',
      'client.changed',
      'client.disabled',
      'client.secret-added',
      'client.changed',
      'client.changed',
      'client.added',
    ]);
    expect(log.stdout).not.toMatch(/secretHash|[\w-]{43}/);
  });

  it.each(['serve', 'migrate', 'client', 'link', 'keys', 'erase', 'audit', 'backup', 'restore', 'evaluate', 'doctor'])(
    '%s --help says what it does and starts nothing',
    async (name) => {
      const untouched = join(folder, `help-${name}`);
      const { code, stdout } = await cli([name, '--help'], { DATA_DIR: untouched });
      expect([code, stdout.startsWith(name), existsSync(untouched)]).toEqual([0, true, false]);
    },
  );

  it('help COMMAND says the same', async () => {
    const { code, stdout } = await cli(['help', 'backup']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^backup FILE/)]);
  });

  it('says its version', async () => {
    expect((await cli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('keeps no client whose secret nobody could read', async () => {
    const before = (await cli(['client', 'list'])).stdout;
    const lost = spawn(process.execPath, [cliFile, 'client', 'add', 'Lost'], {
      env: { DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    lost.stdout.destroy();
    let stderr = '';
    lost.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code: unknown = await new Promise((resolve) => lost.once('close', resolve));
    expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing was stored')]);
    expect((await cli(['client', 'list'])).stdout).toBe(before);
  });

  it('is read by machines with --json', async () => {
    const added = JSON.parse((await cli(['client', 'add', 'Machine', '--json'])).stdout) as object;
    expect(Object.keys(added)).toEqual(['clientId', 'clientSecret']);
    const listed = lines(await cli(['client', 'list', '--json'])).map((line) => JSON.parse(line) as { name: string });
    expect(listed.map(({ name }) => name)).toContain('Machine');
    expect(jsonOf(await cli(['backup', join(folder, 'copy.db'), '--json']))).toEqual({ file: join(folder, 'copy.db') });
  });

  it('writes the audit log for a spreadsheet, by time and outcome', async () => {
    const { stdout } = await cli(['audit', '--format', 'csv', '--from', '2020-01-01', '--limit', '1']);
    expect(stdout).toMatch(/^at,event,clientId,sessionHash,userHash,details\n\d{4}-[^,]+,client\.added,/);
    expect((await cli(['audit', '--to', '2020-01-01'])).stdout).toBe('');
    expect((await cli(['audit', '--outcome', 'passed'])).stdout).toBe('');
  });

  it.each([
    [['erase', 'not-a-uuid'], 'USER_IDENTIFIER must be a UUID'],
    [['evaluate', 'calibrate'], 'FOLDER is missing'],
    [['evaluate', 'calibrate', '.', '--unknown'], "Unknown option '--unknown'"],
    [['client', 'add', 'Shop', '--exclude-gesture', 'NOD'], 'FACE_MOVE, FACE_TILT, FACE_TURN, none'],
    [['client', 'add', 'Shop', '--signing-algorithm', 'HS256'], 'RS256, ES256, EdDSA'],
    [['client', 'add', 'Shop', '--max-attempts', '4'], '1, 2, 3'],
    [['--version', 'surplus'], 'Unexpected argument "surplus"'],
    [['nothing'], 'no command "nothing"'],
  ])('refuses %j as malformed with exit code 2', async (args, why) => {
    const { code, stderr } = await cli(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(stderr).not.toContain('    at ');
  });

  it('names a setting that is misspelt', async () => {
    const { code, stderr } = await cli(['client', 'list'], { LIVENES_POLICY: 'active' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('LIVENES_POLICY is not a setting. Did you mean LIVENESS_POLICY?')]);
  });

  it('says in one line that a port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await cli(['serve'], { DATA_DIR: join(folder, 'busy'), PORT: String(port), LOG_LEVEL: 'silent' });
    taken.close();
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining(`Port ${String(port)} of 127.0.0.1 is in use`)]]);
  });

  it.each([
    [['client', 'set', 'nobody', '--max-attempts', '2'], 'no client nobody'],
    [['evaluate', 'calibrate', '/nowhere'], 'manifest.jsonl'],
  ])('refuses %j with a line that says why, and no stack', async (args, why) => {
    const { code, stderr } = await cli(args);
    expect(code).toBe(1);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain('    at ');
  });

  it('rotates the keys of every algorithm in use, and ends the others after a leak', async () => {
    expect((await cli(['keys', 'add', 'ES256'])).stdout).toContain('ES256 is published');
    const rotated = lines(await cli(['keys', 'rotate', '--json'])).map((line) => JSON.parse(line) as { algorithm: string });
    expect(rotated.map(({ algorithm }) => algorithm).sort()).toEqual(['ES256', 'RS256']);
    expect(rotated[0]).toEqual({ ...rotated[0], kid: expect.any(String) as string, signsFrom: isoTime, publishedUntil: null });
    expect(jsonOf(await cli(['erase', crypto.randomUUID(), '--json']))).toEqual({ sessions: 0 });
    expect(
      lines(await cli(['keys', 'list']))
        .map((line) => line.split('  ')[1])
        .sort(),
    ).toEqual(['ES256', 'ES256', 'RS256']);
    const revoked = lines(await cli(['keys', 'rotate', '--revoke']));
    const left = lines(await cli(['keys', 'list']));
    expect(left.map((line) => line.split('  ')[0]).sort()).toEqual(revoked.map((line) => line.split('  ')[0]).sort());
    // The keys of test results are apart.
    expect(lines(await cli(['keys', 'rotate', '--test']))).toHaveLength(1);
    expect(await cli(['keys', 'list'])).toMatchObject({ stdout: left.map((line) => `${line}\n`).join('') });
    const ofTest = lines(await cli(['keys', 'list', '--test'])).map((line) => line.split('  ')[0]);
    expect([ofTest.length, left.filter((line) => ofTest.includes(line.split('  ')[0]))]).toEqual([1, []]);
  });

  it('names the package to install where evaluate is not installed', async () => {
    const { code, stderr } = await cli(['evaluate', 'match', folder], {
      NODE_OPTIONS: `--import ${notInstalled('@face-session/evaluate')}`,
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Install it beside @face-session/server')]);
  });

  it('calibrates on pictures, and says when they are too few', async () => {
    const data = join(folder, 'pictures');
    await mkdir(data);
    await writeFile(join(data, 'manifest.jsonl'), '{"set":"people","path":"a.jpg","label":"anna"}\n');
    const { code, stderr } = await cli(['evaluate', 'calibrate', data]);
    expect([code, stderr]).toEqual([1, 'No set of people, at least two, one with several pictures.\n']);
  });

  it.each([
    ['is not there', null, /nowhere\.json: ENOENT/],
    ['is no JSON', 'liveSpoofScore = 0.7', /thresholds\.json: Unexpected token/],
    [
      'contradicts itself',
      '{"format":"face-session-liveness/1","origin":"us","burst":{"liveSpoofScore":2}}',
      /thresholds\.json: .*liveSpoofScore is above 1/,
    ],
  ])('measures liveness by no thresholds in a file that %s', async (_, text, message) => {
    const data = join(folder, 'people');
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'manifest.jsonl'), '');
    const file = join(folder, text === null ? 'nowhere.json' : 'thresholds.json');
    if (text !== null) await writeFile(file, text);
    const { code, stderr } = await cli(['evaluate', 'liveness', data, '--calibration', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says that all is well, and warns of what is for one machine only', async () => {
    const { code, stdout } = await cli(['doctor'], allocatorEnvironment);
    expect(code).toBe(0);
    for (const line of [
      'ok    configuration',
      'ok    store',
      'ok    keys',
      'ok    masterKey',
      'ok    clock',
      'ok    memory',
      'ok    models',
      'warn  tls',
    ]) {
      expect(stdout).toContain(line);
    }
  });

  it('says everything that keeps the service from working', async () => {
    await chmod(join(folder, 'master.key'), 0o644);
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{}');
    const readable = await cli(['doctor'], { CALIBRATION_FILE: broken });
    await chmod(join(folder, 'master.key'), 0o600);
    expect(readable.code).toBe(1);
    expect(readable.stdout).toMatch(/FAIL {2}masterKey .*chmod 600/);
    expect(readable.stdout).toMatch(/FAIL {2}models /);
    const lax = await cli(['doctor'], { LIVENESS_CALIBRATION_FILE: broken });
    expect(lax.stdout).toMatch(/FAIL {2}models .*Not a liveness calibration: format/);
    const stolen = await cli(['doctor', '--json'], { MASTER_KEY: Buffer.alloc(32, 1).toString('hex') });
    const findings = lines(stolen).map((line) => JSON.parse(line) as { check: string; level: string; says: string });
    expect(findings).toContainEqual({ check: 'keys', level: 'fail', says: expect.any(String) as string });
    expect(findings).toContainEqual({ check: 'store', level: 'ok', says: expect.stringContaining('sqlite') as string });
    const gone = await cli(['doctor'], { DATABASE_URL: 'postgres://127.0.0.1:1/none', MASTER_KEY: Buffer.alloc(32, 1).toString('hex') });
    expect(gone.stdout).toMatch(/FAIL {2}store /);
    const wrong = await cli(['doctor'], { PORT: 'x', BASE_URL: 'http://id.example' });
    expect(wrong.stdout).toMatch(/FAIL {2}configuration[^]*PORT[^]*BASE_URL/);
  });
});
