import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packReleased } from '../../scripts/lib/release-tarballs.mjs';
import { launchChromium } from '../kit/browser.js';
import { cameraBefore } from '../kit/camera.js';
import { person } from '../kit/people.js';
import { freePort } from '../kit/process.js';
import { managers, runIn, startLocalRegistry, type LocalRegistry } from './local-registry.js';

/* Packages as users get them: from a registry, or as tarballs while no registry has them. The registry is on this machine, the apps are in empty folders. */

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Installs download from the public registry what others publish. */
const LONG_MS = 15 * 60_000;

let registry: LocalRegistry;
let folder: string;
/** Caches of the commands: each group of tests has its own, or npm would take from them what it should download. */
let environment: Readonly<Record<string, string>>;
const running: ChildProcess[] = [];
let browser: Browser | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-users-'));
  registry = await startLocalRegistry();
}, LONG_MS);
afterEach(async () => {
  await browser?.close();
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    // The whole group: npx starts the service as a child of its own.
    process.kill(-child.pid!, 'SIGTERM');
    await ended;
  }
}, 60_000);
afterAll(async () => {
  await (registry as LocalRegistry | undefined)?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

type Manager = keyof typeof managers;
const names: readonly Manager[] = ['npm', 'pnpm', 'yarn'];

/** An empty folder of a user; yarn looks for a project above it unless it has a lock file. */
async function emptyFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'package.json'), '{ "name": "app", "private": true }\n');
  await writeFile(join(path, 'yarn.lock'), '');
  return path;
}

async function add(manager: Manager, path: string, ...packages: readonly string[]): Promise<void> {
  await runIn(path, environment, ...managers[manager], manager === 'npm' ? 'install' : 'add', ...packages);
}

/** How a program starts with what the manager installed. */
const nodeOf = (manager: Manager): readonly string[] => (manager === 'yarn' ? [...managers.yarn, 'node'] : [process.execPath]);

/** Runs a backend that imports and requires @face-session/verify, and verifies a genuine and a wrong result of vectors/results.json. */
async function expectBackend(manager: Manager, path: string): Promise<void> {
  await writeFile(
    join(path, 'backend.mjs'),
    `import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import * as imported from '@face-session/verify';
const required = createRequire(import.meta.url)('@face-session/verify');
const { now, options, jwks, results } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const keys = createServer((request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks)));
await new Promise((resolve) => keys.listen(0, '127.0.0.1', resolve));
const serviceURL = 'http://127.0.0.1:' + keys.address().port;
const codeOf = (name, verify) =>
  verify(results.find((each) => each.name === name).result, { ...options, now: () => new Date(now), serviceURL }).then(() => 'accepted', (error) => error.code);
console.log(await codeOf('a match', imported.verifyFaceSessionResult), await codeOf('level 2', required.verifyFaceSessionResult));
keys.close();
keys.closeAllConnections();
`,
  );
  const printed = await runIn(path, environment, ...nodeOf(manager), 'backend.mjs', join(root, 'vectors', 'results.json'));
  expect(printed.trim()).toBe('accepted ERR_RESULT_MATCH_LEVEL_TOO_LOW');
}

/** Bundles a page with what the manager installed in the folder. Returns the code. */
async function bundled(path: string, source: string): Promise<string> {
  await mkdir(join(path, 'app'), { recursive: true });
  await writeFile(join(path, 'app', 'index.html'), '<!doctype html><title>App</title><script type="module" src="/main.js"></script>');
  await writeFile(join(path, 'app', 'main.js'), source);
  await runIn(path, environment, process.execPath, join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'app');
  const assets = join(path, 'app', 'dist', 'assets');
  return (await readdir(assets)).map((name) => (name.endsWith('.js') ? readFileSync(join(assets, name), 'utf8') : '')).join('\n');
}

const capacitorApp = `import { UqudoPlugin } from 'uqudosdk-capacitor'; new UqudoPlugin().init({ issuers: ['https://id.example'] });`;
const reactApp = `import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; import { FaceSession } from '@face-session/react';
createRoot(document.body).render(createElement(FaceSession, { options: { token: 't', sessionId: 's' } }));`;

/** Starts a command in a group of its own, and waits until it has printed the words. Returns what it printed. */
async function startUntil(
  path: string,
  environment: Readonly<Record<string, string>>,
  words: string,
  ...command: string[]
): Promise<string> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: path, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let printed = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        printed += data.toString();
        if (printed.includes(words)) resolve(printed);
      });
    child.once('close', () => {
      reject(new Error(`${command.join(' ')} ended: ${printed}`));
    });
  });
}

describe('while no registry has the packages', () => {
  let tarballs: ReadonlyMap<string, string>;
  beforeAll(async () => {
    environment = registry.environment('tarballs');
    const into = join(folder, 'tarballs');
    await mkdir(into);
    const packed = packReleased(into, { standAlone: true });
    tarballs = new Map(packed.map(({ name, filename }) => [name, join(into, filename)]));
    registry.requestsForOurs();
  }, LONG_MS);
  const tarball = (name: string): string => tarballs.get(`@face-session/${name}`)!;

  it.each(names)(
    '%s installs one tarball for a backend and one for an app, and asks for no package of ours',
    { timeout: LONG_MS },
    async (manager) => {
      const backend = await emptyFolder(`${manager}-tarball-backend`);
      await add(manager, backend, `@face-session/verify@file:${tarball('verify')}`);
      await expectBackend(manager, backend);
      const app = await emptyFolder(`${manager}-tarball-app`);
      if (manager === 'yarn') await writeFile(join(app, '.yarnrc.yml'), 'nodeLinker: node-modules\n');
      await add(manager, app, `uqudosdk-capacitor@file:${tarball('capacitor')}`, '@capacitor/core');
      expect(await bundled(app, capacitorApp)).toContain('face-session-capture');
      expect(registry.requestsForOurs()).toEqual([]);
    },
  );

  it('npx runs the service from one tarball in an empty folder, and asks for no package of ours', { timeout: LONG_MS }, async () => {
    const path = join(folder, 'tarball-service');
    await mkdir(path);
    const port = String(await freePort());
    const printed = await startUntil(
      path,
      { ...environment, npm_config_yes: 'true', PORT: port, WORKERS: '1' },
      'doctor',
      'npx',
      '--ignore-scripts',
      '--package',
      tarball('server'),
      'face-session',
    );
    expect(printed).toContain(`npx --package ${tarball('server')} face-session doctor`);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/l/`)).status).toBe(200);
    expect(registry.requestsForOurs()).toEqual([]);
  });
});

describe('once they are published', () => {
  beforeAll(async () => {
    const publisher = registry.environment('publisher');
    environment = registry.environment('users');
    const printed = await runIn(root, publisher, process.execPath, join('scripts', 'release.mjs'), '--registry', registry.url);
    expect(printed).toContain('@face-session/server is published');
    registry.requestsForOurs();
  }, LONG_MS);

  it('a version is not published twice', { timeout: LONG_MS }, async () => {
    const again = runIn(
      root,
      registry.environment('publisher'),
      process.execPath,
      join('scripts', 'release.mjs'),
      '--registry',
      registry.url,
    );
    await expect(again).rejects.toThrow('was not published');
  });

  it.each(names)(
    '%s installs them from the registry in a backend, a Capacitor app and a React app',
    { timeout: LONG_MS },
    async (manager) => {
      registry.requestsForOurs();
      const backend = await emptyFolder(`${manager}-backend`);
      await add(manager, backend, '@face-session/verify');
      await expectBackend(manager, backend);

      const capacitor = await emptyFolder(`${manager}-capacitor`);
      const react = await emptyFolder(`${manager}-react`);
      if (manager === 'yarn') for (const app of [capacitor, react]) await writeFile(join(app, '.yarnrc.yml'), 'nodeLinker: node-modules\n');
      await add(
        manager,
        capacitor,
        `uqudosdk-capacitor@npm:@face-session/capacitor${manager === 'yarn' ? '@latest' : ''}`,
        '@capacitor/core',
      );
      expect(await bundled(capacitor, capacitorApp)).toContain('face-session-capture');
      await add(manager, react, '@face-session/react', 'react', 'react-dom');
      expect(await bundled(react, reactApp)).toContain('face-session-capture');

      const downloads = registry.requestsForOurs().filter((path) => path.endsWith('.tgz'));
      expect([...new Set(downloads.map((path) => path.replace(/-\d.*/, '').replace(/.*\//, '')))].sort()).toEqual([
        'capacitor',
        'react',
        'verify',
      ]);
    },
  );

  it('docs/quick-start.md leads from an empty folder to a verified result in a browser', { timeout: LONG_MS }, async () => {
    const text = read('docs/quick-start.md');
    const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language = '', code = '']) => ({ language, code }));
    const shell = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code.trim());
    const readme = read('README.md');
    const example = (name: string): string =>
      /^.*?(?=^```)/ms.exec(readme.split('```js\n').find((block) => block.startsWith(`// ${name}\n`)) ?? '')?.[0] ?? '';
    const path = join(folder, 'quick-start');
    await mkdir(path);
    const [servicePort, appPort] = [String(await freePort()), String(await freePort())];
    const user = { ...environment, npm_config_yes: 'true', WORKERS: '1' };

    // 1. The service, in a terminal of its own.
    expect(shell[0]).toBe('npx --ignore-scripts @face-session/server');
    const printed = await startUntil(path, { ...user, PORT: servicePort }, 'doctor', ...(shell[0] ?? '').split(' '));
    const [, url = ''] = /runs at (\S+)[.] /.exec(printed) ?? [];
    const [, clientId = ''] = /client_id: +(\S+)/.exec(printed) ?? [];
    const [, clientSecret = ''] = /client_secret: +(\S+)/.exec(printed) ?? [];

    // 2. Packages and files.
    await runIn(path, user, 'bash', '-euc', shell[1] ?? '');
    const named = blocks.flatMap(({ code }) => {
      const [line, name] = /^(?:\/\/|<!--) ((?:app\/)?[\w.-]+\.(?:js|mjs|html))(?: -->)?\n/.exec(code) ?? [];
      return line === undefined || name === undefined ? [] : [[name, code] as const];
    });
    expect(named.map(([name]) => name).sort()).toEqual(['app/index.html', 'app/main.js']);
    const files = new Map([
      ...named,
      ['app/face-check.js', example('face-check.js').replace('https://id.example.com', url)],
      ['backend.mjs', example('backend.mjs')],
    ] as const);
    for (const [name, code] of files) await writeFile(join(path, name), code);
    const ben = await person('ben');
    await writeFile(join(path, 'id-photo.jpg'), ben.idPhoto);

    // 3. Build and start.
    await runIn(path, user, 'bash', '-euc', shell[2] ?? '');
    const start = (shell[3] ?? '')
      .replace('http://localhost:8080', url)
      .replace('CLIENT_ID=…', `CLIENT_ID=${clientId}`)
      .replace('CLIENT_SECRET=…', `CLIENT_SECRET=${clientSecret}`);
    expect(start).toContain(clientSecret);
    const backend = spawn('bash', ['-euc', start], { cwd: path, env: { ...user, PORT: appPort }, detached: true, stdio: 'ignore' });
    running.push(backend);
    const page = `http://localhost:${appPort}/`;
    while (
      !(await fetch(page).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (backend.exitCode !== null) throw new Error('The backend ended.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    // 4. The person before the camera.
    browser = await launchChromium(await cameraBefore(ben.still, 20));
    const tab = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' })).newPage();
    tab.setDefaultTimeout(120_000);
    await tab.goto(page);
    await tab.getByRole('button', { name: 'Verify me' }).click();
    await tab.getByText(/^(Verified|Not verified.*)$/).waitFor();
    expect(await tab.getByRole('status').textContent()).toBe('Verified');

    // As an app for a phone: what the Capacitor CLI writes.
    const phone = shell.find((block) => block.includes('cap add android')) ?? '';
    await runIn(path, user, 'bash', '-euc', phone);
    expect(existsSync(join(path, 'android', 'app', 'src', 'main', 'assets', 'public', 'index.html'))).toBe(true);
  });
});
