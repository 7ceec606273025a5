import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFaceSessionResult } from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canConfine, startConfined, type Confined } from '../kit/confined.js';
import { loadPeople } from '../kit/people.js';
import { attemptFrom, burstTo, sessionFrom, tokenFrom } from '../kit/session-calls.js';
import { buildImage, whyNoImage, type BuiltImage } from './build-image.js';

/*
 * The image of deploy/, built and run as a container: the steps of its Dockerfile, unprivileged, with a root that cannot be written, no network but its own loopback,
 * and a volume. A run of its own: npm run test:image.
 */

/** The base, two installs and a build. */
const BUILD_MS = 20 * 60_000;

/** Most that the image may add to its base, in bytes: the packages of the service with the models, the native libraries and the run-time assets. */
const MOST_ADDED = 180e6;

/** The user `node` of the official image. */
const NODE = 1000;

const why = (await whyNoImage()) ?? ((await canConfine()) ? undefined : 'bubblewrap cannot be installed');
if (why !== undefined) console.log(`The image is not built: ${why}.`);

describe.skipIf(why !== undefined)('the image', () => {
  let folder: string;
  let image: BuiltImage;
  let running: Confined | undefined;
  /** What the image has over its base, as paths. */
  let added: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'face-session-image-'));
    image = await buildImage(folder, (line) => {
      console.log(line);
    });
    const inBase = new Set(filesOf(image.baseFiles));
    added = filesOf(image.files).filter((path) => !inBase.has(path));
  }, BUILD_MS);
  afterAll(async () => {
    await running?.stop();
    await (image as BuiltImage | undefined)?.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 120_000);

  const environmentOf = (): Record<string, string> =>
    Object.fromEntries(
      (image.settings.Env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
    );

  /** Runs the image with a fresh volume, unless one is given. */
  const start = async (data?: string, over: Readonly<Record<string, string>> = {}): Promise<Confined> => {
    await running?.stop();
    const { settings, files } = image;
    const volume = data ?? mkdtempSync(join(folder, 'data-'));
    // An engine gives a fresh volume the owner that the folder of the image has.
    if (data === undefined) chownSync(volume, NODE, NODE);
    const confinement = {
      root: files,
      volume: { folder: volume, at: '/data' },
      user: NODE,
      environment: { ...environmentOf(), WORKERS: '1', ...over },
      workingFolder: settings.WorkingDir ?? '/',
      port: 8080,
    };
    running = await startConfined(confinement, [...(settings.Entrypoint ?? []), ...(settings.Cmd ?? [])], '/readyz');
    return running;
  };
  const stop = async (): Promise<number | null> => {
    const code = await running!.stop();
    running = undefined;
    return code;
  };

  it('says how it is run', () => {
    expect(image.settings).toMatchObject({
      User: 'node',
      WorkingDir: '/app',
      Entrypoint: ['node', 'packages/server/dist/cli.js'],
      Cmd: ['serve'],
      Volumes: { '/data': {} },
      ExposedPorts: { '8080/tcp': {} },
    });
    expect(environmentOf()).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', DATA_DIR: '/data' });
    const { uid, gid, mode } = statSync(join(image.files, 'data'));
    expect([uid, gid, mode & 0o777]).toEqual([NODE, NODE, 0o700]);
  });

  it('says what it is, as the packages do', () => {
    const { license, repository } = JSON.parse(readFileSync(join(image.files, 'app/packages/server/package.json'), 'utf8')) as {
      license: string;
      repository: { url: string };
    };
    expect(image.settings.Labels).toMatchObject({
      'org.opencontainers.image.title': 'Face Session',
      'org.opencontainers.image.licenses': license,
      'org.opencontainers.image.source': repository.url.replace(/^git\+|\.git$/g, ''),
    });
  });

  it('adds the service to its base, and nothing of a clone or of the build', () => {
    expect(added.filter((path) => !path.startsWith('app/') && path !== 'data')).toEqual([]);
    const unwanted = /(^|\/)(\.git|\.npmrc|\.env[^/]*|\.cache|tests?|test-photos|.*\.test\.[cm]?[jt]s|.*\.(key|pem|db|tsbuildinfo))$/;
    const ours = added.filter((path) => !/^app\/node_modules\/(?!@face-session)/.test(path));
    expect(ours.filter((path) => unwanted.test(path))).toEqual([]);
    expect(ours.filter((path) => /^app\/packages\/[^/]+\/(src|scripts)\//.test(path))).toEqual([]);
    expect(readdirSync(join(image.files, 'app/packages')).sort()).toEqual([
      'capture',
      'face',
      'link-page',
      'liveness',
      'protocol',
      'server',
    ]);
  });

  it('has no package that only a build or a test needs', () => {
    const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const packages = added.filter((path) => /^app\/(.*\/)?node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const dev = packages.filter((path) => lock.packages[path.slice('app/'.length, -'/package.json'.length)]?.dev === true);
    expect(packages.length).toBeGreaterThan(50);
    expect(dev).toEqual([]);
    // npm does not call them so: the bench needs them at run time.
    for (const name of ['vite', 'rolldown', 'lightningcss', 'playwright-core', 'onnxruntime-web', 'typescript'])
      expect([name, existsSync(join(image.files, 'app/node_modules', name))]).toEqual([name, false]);
  });

  it('is no larger than it has to be', () => {
    const bytes = added.reduce((sum, path) => sum + statSync(join(image.files, path)).size, 0);
    console.log(`The image has ${String(Math.round(bytes / 1e6))} MB over its base.`);
    expect(bytes).toBeLessThan(MOST_ADDED);
    expect(bytes).toBeGreaterThan(MOST_ADDED / 3);
  });

  it('tells no secret in its settings and its history', () => {
    const told = JSON.stringify([image.settings, image.history]);
    expect(told).not.toMatch(/secret|password|token|_key|authorization|npm_config|proxy/i);
  });

  it('carries a session to a verified result, unprivileged, without network or a root that it can write', async () => {
    const { anna } = await loadPeople();
    const container = await start();
    const added = await container.run([...image.settings.Entrypoint!, 'client', 'add', 'My Bank', '--json']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const client = JSON.parse(added.stdout) as { clientId: string; clientSecret: string };

    const token = await tokenFrom(container.url, client);
    const sessionId = await sessionFrom(container.url, token, anna.photo);
    const { attemptId } = await attemptFrom(container.url, token, sessionId);
    const outcome = await burstTo(container.url, token, sessionId, attemptId, anna);
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const options = { issuer: 'http://localhost:8080', clientId: client.clientId, sessionId, nonce: null, serviceURL: container.url };
    await expect(verifyFaceSessionResult(outcome.result, options)).resolves.toMatchObject({ match: true });

    expect(container.status).toMatchObject({
      Uid: [NODE, NODE, NODE, NODE].join('\t'),
      Gid: [NODE, NODE, NODE, NODE].join('\t'),
      CapEff: '0'.repeat(16),
      NoNewPrivs: '1',
    });
    const tries = `const { writeFileSync } = require('node:fs');
const codes = ['/app/x', '/data/x', '/tmp/x'].map((path) => { try { writeFileSync(path, ''); return 'written'; } catch ({ code }) { return code; } });
const socket = require('node:net').connect({ host: '192.0.2.1', port: 443 });
socket.on('error', ({ code }) => console.log(JSON.stringify([...codes, code])));`;
    expect(JSON.parse((await container.run(['node', '-e', tries])).stdout)).toEqual(['EROFS', 'written', 'written', 'ENETUNREACH']);
    expect(await stop()).toBe(0);
  }, 180_000);

  it('is healthy as long as it is ready, by its own check', async () => {
    const container = await start();
    const [kind, ...check] = image.settings.Healthcheck?.Test ?? [];
    expect(kind).toBe('CMD');
    expect(await container.run(check)).toMatchObject({ code: 0 });
    expect(await container.run(check, { PORT: '8081' })).toMatchObject({ code: 1 });
    await stop();
  }, 180_000);

  it('goes on with its data in another container, and writes only for its own user', async () => {
    const data = join(folder, 'kept');
    mkdirSync(data);
    chownSync(data, NODE, NODE);
    const first = await start(data);
    const { clientId, clientSecret } = JSON.parse(
      (await first.run([...image.settings.Entrypoint!, 'client', 'add', 'My Bank', '--json'])).stdout,
    ) as { clientId: string; clientSecret: string };
    await stop();
    const secret = readdirSync(data).filter((name) => /\.key$|\.db/.test(name));
    expect(secret).toEqual(expect.arrayContaining(['face-session.db', 'master.key']));
    for (const name of secret) expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0]);
    const second = await start(data);
    await expect(tokenFrom(second.url, { clientId, clientSecret })).resolves.toMatch(/./);
    await stop();
  }, 180_000);
});

/** Paths of files and links under a folder, and of the folders that are empty. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => !entry.isDirectory() || readdirSync(path).length === 0)
    .map(({ path }) => path.slice(folder.length + 1));
}
