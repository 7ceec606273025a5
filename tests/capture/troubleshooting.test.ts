import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faults, type Fault } from '@face-session/capture';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page as AppPage } from '../kit/page.js';
import { appSource, openApp, type App } from './app.js';
import { mistakes, startOptions, type Mistake, type Surroundings } from './mistakes.js';
import { startStubService, type StubService } from './stub-service.js';

/* docs/troubleshooting.md: each of its rows is made, and what it leads to is what it says. */

/** A row of the document's table. */
interface Row {
  readonly fault: string;
  readonly reads: string;
  readonly code: string;
}

const document = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'troubleshooting.md'), 'utf8');
const rows: readonly Row[] = [...document.matchAll(/^\| \[`(\w+)`\]\(#(\w+)\) +\| (.*?) +\| (.*?) +\|/gm)].map(
  ([, fault = '', anchor, reads = '', code = '']) => {
    expect(anchor).toBe(fault.toLowerCase());
    return { fault, reads, code: code.replaceAll('`', '') };
  },
);
const NO_SCREEN = 'no screen';
const GOES_ON = 'the session goes on';

let service: StubService;
let other: FastifyInstance;
let served: AppPage;
let around: Surroundings;
const browsers: Partial<Record<'two' | 'none' | 'denied', Browser>> = {};

beforeAll(async () => {
  service = await startStubService();
  other = await startOther();
  served = await servePage(appSource, service.url);
  around = { service, other: other.listeningOrigin, pageUrl: served.url };
});

beforeEach(() => {
  service.calls.length = 0;
  for (const answers of [service.openings, service.bursts, service.gestures]) answers.length = 0;
});

afterAll(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
  await served.close();
  await other.close();
  await service.close();
});

/** What stands at an address in place of the service. */
async function startOther(): Promise<FastifyInstance> {
  const app = Fastify();
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/plain')) return;
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' });
    if (request.method === 'OPTIONS') await reply.code(204).send();
  });
  app.addContentTypeParser('*', (_request, _payload, done) => {
    done(null);
  });
  app.all('/plain/*', () => 'here');
  app.all('/moved/*', (_request, reply) => reply.redirect('https://id.example.com/', 308));
  app.all('/web-app/*', (_request, reply) => reply.type('text/html').send('<!doctype html><title>App</title>'));
  app.all('/down/*', (_request, reply) => reply.code(502).type('text/html').send('<h1>502 Bad Gateway</h1>'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

const browserWith = async (camera: 'two' | 'none' | 'denied'): Promise<Browser> =>
  (browsers[camera] ??= await launchChromium({ kind: camera }));

/** Makes a mistake; gives the app's page, what its console said so far, and the frame that the session runs in. */
async function make(mistake: Mistake): Promise<{ app: App; lines: string[] }> {
  service.openings.push(...(mistake.openings ?? []));
  service.bursts.push(...(mistake.bursts ?? []));
  served.headers = mistake.headers?.(around) ?? {};
  const app = await openApp(await browserWith(mistake.camera ?? 'two'), 'about:blank', service);
  app.page.setDefaultTimeout(10_000);
  const lines: string[] = [];
  app.page.on('console', (message) => {
    if (message.text().startsWith('Face session: ')) lines.push(message.text());
  });
  await mistake.before?.(app, around);
  if (app.page.url() === 'about:blank') await app.page.goto(served.url);
  await mistake.prepare?.(app, around);
  const options = startOptions(mistake, around);
  await (mistake.start ?? ((page, given) => page.start(given)))(app, options);
  await mistake.then?.(app);
  return { app, lines };
}

/** Reads the screen, then goes through it as a person does until the session ends: each button once more. */
async function read(app: App, reads: string, repeats: boolean, again: Mistake['then']): Promise<void> {
  const frame = app.page.frames().at(-1)!;
  await frame.getByRole('heading', { name: reads, exact: true }).waitFor();
  const tryAgain = app.page.getByRole('button', { name: 'Try again' });
  if (repeats && (await tryAgain.isVisible())) {
    await tryAgain.click();
    await again?.(app);
    await app.page.getByRole('heading', { name: reads, exact: true }).waitFor();
  }
}

it('the document, the table of faults and the mistakes that are made have the same rows', () => {
  const documented = rows.map(({ fault }) => fault).sort();
  expect(documented).toEqual(Object.keys(faults).sort());
  for (const fault of Object.keys(faults)) expect(document, fault).toContain(`\n### ${fault}\n`);
  const codes = Object.entries(faults).map(([fault, row]) => [fault, 'code' in row ? row.code : GOES_ON]);
  expect(Object.fromEntries(rows.map(({ fault, code }) => [fault, code]))).toEqual(Object.fromEntries(codes));
});

const cases = rows.flatMap((row) =>
  ((mistakes as Partial<Record<string, readonly Mistake[]>>)[row.fault] ?? []).map((mistake) => ({ ...row, mistake })),
);

describe('a mistake is told to the person in words, to the app by its code, to the developer in one line', () => {
  it.each(cases.map((each) => [`${each.fault}${each.mistake.way === undefined ? '' : `, ${each.mistake.way}`}`, each] as const))(
    '%s',
    async (_, { fault, reads, code, mistake }) => {
      // Smaller pictures are tried again and again.
      const ends = code !== GOES_ON && fault !== 'UPLOAD_TOO_LARGE';
      const { app, lines } = await make(mistake);
      if (reads !== NO_SCREEN) await read(app, reads, ends, mistake.then);
      if (ends) {
        if (await app.page.getByRole('button', { name: 'Check again' }).isVisible()) await app.click('Leave');
        expect(await app.end()).toMatchObject({ code, fault });
      }
      const told = (): string[] => lines.filter((line) => line.startsWith(`Face session: ${fault as Fault}. `));
      await expect.poll(told).toHaveLength(1);
      for (const part of mistake.says(around)) expect(told()[0]).toContain(part);
      expect(told()[0]).toMatch(new RegExp(`docs/troubleshooting\\.md#${fault.toLowerCase()}$`));
      expect(told()[0]).not.toContain('\n');
      await app.close();
    },
  );
});
