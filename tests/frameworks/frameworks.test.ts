import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fastifyStatic from '@fastify/static';
import { verifyFaceSessionResult } from '@face-session/verify';
import Fastify from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { startHarness, type Harness, type TestClient } from '../kit/service.js';

/*
 * The apps of docs/frameworks, each made with the commands of its page by the framework's own scaffold, in Chromium without a camera. It downloads the frameworks from
 * the npm registry, so `npm test` leaves it to `npm run test:frameworks`.
 */

const root = join(import.meta.dirname, '..', '..');
const examples = join(root, 'examples', 'frameworks');
const run = promisify(execFile);
const MINUTE = 60_000;

let folder: string;
let harness: Harness;
let client: TestClient;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-frameworks-'));
  const packages = ['@face-session/capture', '@face-session/react'].flatMap((name) => ['--workspace', name]);
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, ...packages], { cwd: root });
  harness = await startHarness();
  client = await harness.addClient({ name: 'CI', test: true });
  browser = await launchChromium({ kind: 'none' });
}, 2 * MINUTE);
afterAll(async () => {
  await browser.close();
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Framework {
  readonly name: string;
  /** What builds the app, and checks its types and templates. */
  readonly commands: readonly string[];
  /** Where the built app is, in the app's folder. */
  readonly output: string;
  /** A mistake that the types must not allow: in which file, what is written, and in whose place. */
  readonly mistake: readonly [file: string, right: string, wrong: string];
}

const frameworks: readonly Framework[] = [
  { name: 'react', commands: ['npm run build'], output: 'dist', mistake: ['src/App.tsx', 'setStep(event)', 'setStep(event.detail)'] },
  {
    name: 'vue',
    commands: ['npm run build'],
    output: 'dist',
    mistake: ['src/components/FaceCheck.vue', 'event.detail.event', 'event.detail.value'],
  },
  {
    name: 'svelte',
    commands: ['npm run check', 'npm run build'],
    output: 'dist',
    mistake: ['src/lib/FaceCheck.svelte', 'event.detail.event', 'event.detail.value'],
  },
  {
    name: 'angular',
    commands: ['npm run build'],
    output: 'dist/check/browser',
    mistake: ['src/app/face-check.ts', '$event.detail.event', '$event.detail.value'],
  },
];

/** The app of a framework's page, made with its commands in a folder of its own. Returns the app's folder. */
async function makeApp(name: string): Promise<string> {
  const parent = mkdtempSync(join(folder, `${name}-`));
  execFileSync('bash', ['-c', `cp ${folder}/*.tgz ${parent}`]);
  const page = readFileSync(join(root, 'docs', 'frameworks', `${name}.md`), 'utf8');
  const commands = /```sh\n([^]*?)```/.exec(page)![1]!;
  await shell(parent, commands);
  const app = join(parent, 'check');
  cpSync(join(examples, name), app, { recursive: true });
  const shared = readFileSync(join(examples, 'face-session.ts'), 'utf8');
  expect(shared).toContain('https://id.example.com');
  writeFileSync(join(app, 'src', 'face-session.ts'), shared.replace('https://id.example.com', harness.url));
  return app;
}

/** Runs commands as somebody would who copies them. */
async function shell(cwd: string, commands: string): Promise<string> {
  const env = {
    ...process.env,
    CI: 'true',
    NG_CLI_ANALYTICS: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    TMPDIR: folder,
  };
  try {
    const { stdout, stderr } = await run('bash', ['-euc', commands], { cwd, env, timeout: 10 * MINUTE, maxBuffer: 16 * 1024 * 1024 });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${commands}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** The customer's backend with the built app: what the README's backend answers, for a test client. */
async function serve(app: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = Fastify();
  let kept = { sessionId: '', nonce: '' };
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  server.post('/face-session', async (_request, reply) => {
    const made = await client.call('/api/v1/face', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    kept = { sessionId: ((await made.json()) as { sessionId: string }).sessionId, nonce: `nonce ${String(Math.random())}` };
    const token = await client.token({ scope: 'KYC_FACE_FLOW KYC_EVENT_SDK', session_id: kept.sessionId });
    return reply.code(201).send({ token, ...kept });
  });
  server.post('/face-session/result', async (request) => {
    const expected = { issuer: `${harness.url}/test`, clientId: client.clientId, ...kept, allowTest: true };
    const { matchLevel } = await verifyFaceSessionResult(String(request.body), expected);
    return { verified: true, matchLevel };
  });
  await server.register(fastifyStatic, { root: app });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url: address.replace('127.0.0.1', 'localhost'), close: () => server.close() };
}

describe.each(frameworks)('the app of $name', ({ name, commands, output, mistake: [file, right, wrong] }) => {
  let app: string;
  test(
    'is made with the commands of its page, and builds',
    async () => {
      app = await makeApp(name);
      for (const command of commands) await shell(app, command);
      expect(existsSync(join(app, output, 'index.html'))).toBe(true);
    },
    15 * MINUTE,
  );

  test(
    'runs a session of a test client in the browser, to the result that the backend verifies',
    async () => {
      const served = await serve(join(app, output));
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
      try {
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('pageerror', (error) => void complaints.push(error.message));
        await page.goto(served.url);
        await page.getByRole('button', { name: 'Check it’s me' }).click();
        await expect.poll(() => page.locator('p[role=status]').textContent(), { timeout: MINUTE }).toBe('Verified');
        expect([await page.getByText('FINISH').count(), complaints]).toEqual([1, []]);
      } finally {
        await context.close();
        await served.close();
      }
    },
    2 * MINUTE,
  );

  test(
    'does not build with a wrong use of an event of the session',
    async () => {
      const source = readFileSync(join(app, file), 'utf8');
      expect(source).toContain(right);
      writeFileSync(join(app, file), source.replace(right, wrong));
      await expect(shell(app, commands[0]!)).rejects.toThrow(/Property '\w+' does not exist|is not assignable/);
    },
    5 * MINUTE,
  );
});
