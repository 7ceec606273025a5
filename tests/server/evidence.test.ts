import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../kit/people.js';
import { runCli } from '../kit/process.js';
import { startHarness, type Harness, type TestClient } from '../kit/service.js';

/* `face-session evidence` on the store of a service that ran a session. */

const METRICS_TOKEN = 'a-token-of-sixteen-or-more';

describe('an evidence pack', () => {
  let harness: Harness;
  let client: TestClient;
  let sessionId: string;
  let folder: string;
  let at: string;
  const cli = (...args: string[]) =>
    runCli(['evidence', ...args], {
      PATH: process.env.PATH,
      DATA_DIR: harness.folder,
      METRICS_TOKEN,
      LOG_LEVEL: 'silent',
      KEY_ROTATION_DAYS: '30',
    });
  const inPack = async <Content = Record<string, never>>(name: string, pack = 'pack'): Promise<Content> =>
    JSON.parse(await readFile(join(folder, pack, name), 'utf8')) as Content;
  const filesOf = async (pack: string): Promise<string[]> =>
    (await readdir(join(folder, pack), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, pack).length + 1))
      .sort();

  beforeAll(async () => {
    harness = await startHarness();
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    client = await harness.addClient({ name: 'Shop <b>"&', policy: { livenessPolicy: 'active' } });
    const anna = await person('anna');
    sessionId = await client.createSession(anna.photo);
    await client.attempt(sessionId, anna.burst());
    at = new Date(harness.clock()).toISOString();
    expect(await cli('--out', join(folder, 'pack'), '--at', at)).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await harness.close();
  });

  it('is the same bytes for the same store, settings and time', async () => {
    expect((await cli('--out', join(folder, 'again'), '--at', at)).code).toBe(0);
    const files = await filesOf('pack');
    expect(await filesOf('again')).toEqual(files);
    for (const file of files)
      expect([file, await readFile(join(folder, 'again', file), 'utf8')]).toEqual([
        file,
        await readFile(join(folder, 'pack', file), 'utf8'),
      ]);
  });

  it('has a signature that holds, and names what was changed, added or taken away', async () => {
    expect(await cli('--check', join(folder, 'pack'))).toMatchObject({ code: 0 });
    expect((await cli('--out', join(folder, 'changed'), '--at', at)).code).toBe(0);
    const changed = (name: string): string => join(folder, 'changed', name);
    await writeFile(changed('settings.json'), '{}\n');
    await writeFile(changed('more.txt'), '');
    await rm(changed('keys.json'));
    const faults = await cli('--check', join(folder, 'changed'));
    expect(faults.code).toBe(1);
    expect(faults.stderr).toMatch(/keys\.json is missing; settings\.json is changed; more\.txt was added/);
    await writeFile(changed('manifest.json'), (await readFile(changed('manifest.json'), 'utf8')).replace('"format": 1', '"format":  1'));
    expect((await cli('--check', join(folder, 'changed'))).stderr).toMatch(/manifest\.json is not the one that was signed/);
    await writeFile(changed('manifest.jws'), `${await client.token()}\n`);
    expect((await cli('--check', join(folder, 'changed'))).stderr).toMatch(/not of a key that the service publishes/);
  });

  it('says what is set and from where, and what was kept and done, as the store has it', async () => {
    const settings = await inPack<{
      service: { name: string; origin: string; value: string }[];
      clients: { clientId: string; policy: object }[];
    }>('settings.json');
    expect(settings.service).toContainEqual(expect.objectContaining({ name: 'KEY_ROTATION_DAYS', origin: 'environment', value: '30' }));
    expect(settings.service).toContainEqual(expect.objectContaining({ name: 'WORKERS', origin: 'default', value: '(default)' }));
    expect(settings.service).toContainEqual(expect.objectContaining({ name: 'METRICS_TOKEN', origin: 'environment', value: '(secret)' }));
    expect(settings.clients).toEqual([expect.objectContaining({ clientId: client.clientId, policy: { livenessPolicy: 'active' } })]);
    const { kinds } = await inPack<{ kinds: { kind: string; oldestAgeSeconds: number | null; keptSeconds: number }[] }>('retention.json');
    expect(kinds).toContainEqual(
      expect.objectContaining({ kind: 'templates', keptSeconds: 600, oldestAgeSeconds: expect.any(Number) as number }),
    );
    expect(await inPack('keys.json')).toMatchObject({
      rotationDays: 30,
      published: [{ kid: (await harness.service.keys.jwks()).keys[0]?.kid }],
    });
    expect(await inPack('versions.json')).toMatchObject({ runtime: { node: process.version }, calibration: { of: 'shipped' } });
    const { texts } = await inPack<{ texts: { language: string; text: string }[] }>('consents.json');
    expect(texts).toContainEqual({ language: 'en', text: 'I agree that my face is compared with the photo on my ID.' });
  });

  it('has the threats of docs/security.md, each with how its tests ended or that it is not recorded', async () => {
    const { threats } = await inPack<{ threats: { section: string; attack: string; tests: string[]; result: string | null }[] }>(
      'threats.json',
    );
    expect(threats.length).toBeGreaterThan(80);
    expect(threats).toContainEqual(
      expect.objectContaining({ section: 'Attacks on availability', attack: 'a picture that takes too long' }),
    );
    for (const { tests, result } of threats) expect(result === null).toBe(tests.length === 0);
  });

  it('holds no secret and no identifier of a session, in whatever file', async () => {
    for (const file of await filesOf('pack')) {
      const content = await readFile(join(folder, 'pack', file), 'utf8');
      for (const secret of [METRICS_TOKEN, client.clientSecret, sessionId]) expect([file, content.includes(secret)]).toEqual([file, false]);
    }
  });

  it('has a page that reads what others named as text', async () => {
    const page = await readFile(join(folder, 'pack', 'index.html'), 'utf8');
    expect(page).toContain('Shop &lt;b&gt;&quot;&amp;');
    expect(page).not.toMatch(/<b>|<script|https?:\/\/(?!localhost)[^<]*" *>/);
    for (const title of ['Versions', 'Retention', 'Threat model', 'What is not certified']) expect(page).toContain(`>${title}</h2>`);
  });

  it.each([
    [['--out', 'x', '--check', 'y'], 2, /evidence --out FOLDER, or evidence --check FOLDER/],
    [['--out', 'x', '--at', 'yesterday'], 2, /--at must be a time in ISO 8601/],
    [['--check', '/nowhere'], 1, /manifest.json or manifest.jws is missing/],
  ])('%j is refused with what to do', async (args, code, says) => {
    const outcome = await cli(...args);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(says);
  });

  it('does not mix with what a folder has', async () => {
    expect(await cli('--out', join(folder, 'pack'))).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not empty/) as string });
  });
});
