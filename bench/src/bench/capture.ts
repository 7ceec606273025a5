import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createCamera, loadSubjects, seededRandom, VirtualSubject, webcamView, type FaceStill } from '@face-session/attacks';
import { defineCommand } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { addClient, readConfig, startService } from '@face-session/server';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser, quietFlags } from '../../../scripts/lib/browser.mjs';
import { serveAppPage } from '../app-page.js';
import { slowDown } from '../slow-down.js';

/** Sessions of which the median time is given. */
const ROUNDS = 7;
/** Sessions after which nothing may be left. */
const LEAK_ROUNDS = 50;
/** Sessions before the first count, so that what is made once and kept is not counted. */
const LEAK_WARM_UP = 5;
/** Sessions in which the guidance is watched, of which the median is given, and how long in each, in milliseconds. */
const GUIDANCE_ROUNDS = 5;
const GUIDANCE_MS = 3_000;
/** How many times slower than this machine the slow phones are. */
const SLOW_FACTORS = [4, 6] as const;

/** What the page is given. */
interface Scope {
  capture: { runFaceSession(options: object): Promise<string>; FaceSessionCapture: unknown };
  times: Record<string, number>;
  measured: number;
  tracks: MediaStreamTrack[];
  liveWorkers: number;
  ended: Promise<unknown>;
}

/** Pictures a second. */
interface Guidance {
  readonly guidanceFps: number;
  readonly previewFps: number;
}

interface Leaks {
  readonly nodes: number;
  readonly listeners: number;
  readonly tracks: number;
  readonly workers: number;
  readonly elements: number;
  readonly heapKb: number;
}

/**
 * Measures the capture in Chromium, with a virtual person who sits still before a fake camera, and the real service on the same machine.
 * - `firstFrameMs`: from the call to the first picture on the screen.
 * - `guidanceFps`: pictures measured per second.
 * - `placedToVerdictMs`: from the moment at which the face is well placed to the decision on the screen.
 * - `jsGzipKb`: plugin and capture with one language, without the model runtime.
 * - `downloadMb`: what the first session downloads, compressed.
 * - `leaks`: kinds of objects left after 50 sessions.
 * - `slow`: the same on phones 4 and 6 times slower than this machine. It stops the page's process most of the time, so it needs Linux or macOS.
 */
export const capture = defineCommand({
  summary: 'Measures in Chromium how long a person waits, what the browser downloads, and what is left after 50 sessions.',
  options: {},
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
    const still = (await loadSubjects(await createNodeEngine()))[0];
    if (!still) throw new Error('There is no virtual person to sit for the camera.');
    const camera = join(folder, 'camera.mjpeg');
    await writeFile(camera, await cameraFile(still));
    const config = readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', LIVENESS_POLICY: 'passive' });
    const service = await startService({ config });
    const { baseURL } = service.config;
    const client = await addClient(service, { name: 'Bench' });
    const token = await accessToken(baseURL, client);
    const photo = await idPhoto(still);
    const app = await serveAppPage();
    const browser = await launch(camera);
    try {
      const session = async (): Promise<object> => ({ token, sessionId: await createSession(baseURL, token, photo), locale: 'en' });
      const page = await openPage(browser, app.url);
      const first = await oneSession(page, await session());
      const later: Record<string, number>[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        later.push(await oneSession(page, await session()));
        process.stderr.write(`session ${round + 1}: ${JSON.stringify(later.at(-1))}\n`);
      }
      const guidance: Guidance[] = [];
      for (let round = 0; round < GUIDANCE_ROUNDS; round++) guidance.push(await watchGuidance(page, await session()));
      process.stderr.write(`guidance: ${JSON.stringify(guidance)}\n`);
      const slow: Record<string, object> = {};
      for (const factor of SLOW_FACTORS) slow[`${factor}x`] = await onSlowPhone(browser, page, factor, session);
      const leaks = await findLeaks(page, session);
      const between = (from: string, to: string): number =>
        Math.round(median(later.map((times) => (times[to] as number) - (from === 'call' ? 0 : (times[from] as number)))));
      const grown = Object.entries(leaks).filter(([kind, count]) => kind !== 'heapKb' && count > 0);
      return {
        firstFrameMs: between('call', 'firstFrame'),
        guidanceFps: median(guidance.map((each) => each.guidanceFps)),
        placedToVerdictMs: between('placed', 'verdict'),
        jsGzipKb: await gzipKb(),
        downloadMb: await downloadMb(),
        leaks: grown.length,
        first: { firstFrameMs: Math.round(first['firstFrame'] as number), guidedMs: Math.round(first['framing'] as number) },
        callToVerdictMs: between('call', 'verdict'),
        placedToUploadMs: between('placed', 'upload'),
        slow,
        left: leaks,
        runs: LEAK_ROUNDS,
      };
    } finally {
      await browser.close();
      await app.close();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function launch(camera: string): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    args: [
      ...quietFlags,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
    ],
  });
}

/** Pixels between the eyes in the camera's picture: a face that fills the oval. */
const EYE_DISTANCE = 68;

/** Three seconds of a person who sits and looks into the camera, then the same backwards, so that the loop never jumps. */
async function cameraFile(still: FaceStill): Promise<Buffer> {
  const random = seededRandom('bench');
  const subject = new VirtualSubject(still, random, { ...webcamView, eyeDistance: EYE_DISTANCE });
  const camera = createCamera(random.fork('camera'));
  const scenes = Array.from({ length: 90 }, (_, index) => subject.scene((index * 1000) / 30));
  const frames: Uint8Array[] = [];
  for (const scene of [...scenes, ...scenes.slice(1, -1).reverse()]) frames.push((await camera(scene)).jpeg);
  return Buffer.concat(frames);
}

async function idPhoto({ texture: { data, width, height } }: FaceStill): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function accessToken(baseURL: string, client: { clientId: string; clientSecret: string }): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret });
  const response = await fetch(`${baseURL}/api/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function createSession(baseURL: string, token: string, photo: Buffer): Promise<string> {
  const response = await fetch(`${baseURL}/api/v1/face`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ idPhoto: photo.toString('base64') }),
  });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

/** Opens the app and counts what sessions take from the page: camera tracks, workers, measured pictures. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.addInitScript(() => {
    const scope = window as unknown as Scope;
    scope.tracks = [];
    scope.measured = 0;
    scope.liveWorkers = 0;
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      scope.tracks = [...scope.tracks.filter((track) => track.readyState === 'live'), ...stream.getTracks()];
      return stream;
    };
    // A sensor never gives the same picture twice, as the camera's file does when it is shown again: the service refuses those.
    // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own object below
    const drawImage = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (...values: unknown[]) {
      (drawImage as (...all: unknown[]) => void).apply(this, values);
      this.fillStyle = `rgb(${Math.random() * 256} ${Math.random() * 256} ${Math.random() * 256})`;
      this.fillRect(0, 0, 8, 8);
    };
    window.Worker = class extends Worker {
      #live = true;
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        scope.liveWorkers++;
      }
      override terminate(): void {
        if (this.#live) scope.liveWorkers--;
        this.#live = false;
        super.terminate();
      }
      override postMessage(message: { type?: string }, transfer?: Transferable[] | StructuredSerializeOptions): void {
        if (message.type === 'measure') scope.measured++;
        super.postMessage(message, transfer as Transferable[]);
      }
    };
    const observe = (): void => {
      let last: string | null | undefined;
      new MutationObserver(() => {
        const phase = document.querySelector('face-session-capture')?.getAttribute('phase');
        // The attribute may be set again to what it was: only a change is the beginning of a phase.
        if (phase === last) return;
        last = phase;
        const names: Record<string, string> = {
          preparing: 'firstFrame',
          framing: 'framing',
          hold: 'placed',
          upload: 'upload',
          passed: 'verdict',
        };
        const name = phase ? names[phase] : undefined;
        if (phase === 'retry' || phase === 'failed') {
          const words = document.querySelector('face-session-capture')?.shadowRoot?.querySelector('.card')?.textContent ?? phase;
          console.error(words);
          (document.querySelector('face-session-capture') as unknown as { cancel(): void }).cancel();
        }
        // A face that was lost and placed again counts from the last time.
        if (name !== undefined && (name === 'placed' || name === 'upload' || !(name in scope.times))) {
          const begun = scope.times['begun'] ?? 0;
          if (name === 'firstFrame') requestAnimationFrame(() => (scope.times[name] ??= performance.now() - begun));
          else scope.times[name] = performance.now() - begun;
        }
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['phase'] });
    };
    scope.times = {};
    document.addEventListener('DOMContentLoaded', observe);
  });
  page.on('console', (message) => {
    process.stderr.write(`page: ${message.text()}\n`);
  });
  await page.goto(url);
  return page;
}

/** Runs one session to its end and gives the times since the call, in milliseconds. */
async function oneSession(page: Page, options: object): Promise<Record<string, number>> {
  const { times, error } = await page.evaluate(async (given) => {
    const scope = window as unknown as Scope;
    scope.times = { begun: performance.now() };
    const failure = await scope.capture.runFaceSession(given).then(() => undefined, String);
    return { times: scope.times, error: failure };
  }, options);
  if (error !== undefined) throw new Error(`The session failed: ${error}`);
  return times;
}

/** Pictures a second of one session, measured and shown, while the person is asked whether to leave: guidance runs, nothing is shot. */
async function watchGuidance(page: Page, options: object): Promise<Guidance> {
  await begin(page, options);
  const rates = await page.evaluate(async (milliseconds) => {
    const scope = window as unknown as Scope;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const host = (): Element | null => document.querySelector('face-session-capture');
    while (host()?.getAttribute('phase') !== 'framing') await wait(5);
    host()?.shadowRoot?.querySelector<HTMLButtonElement>('[part=exit]')?.click();
    const video = host()?.shadowRoot?.querySelector('video');
    const shown = (): Promise<number> =>
      new Promise((resolve) => {
        video?.requestVideoFrameCallback((_, { presentedFrames }) => {
          resolve(presentedFrames);
        });
      });
    const before = { shown: await shown(), measured: scope.measured, at: performance.now() };
    await wait(milliseconds);
    const after = { shown: await shown(), measured: scope.measured, at: performance.now() };
    const seconds = (after.at - before.at) / 1000;
    return { guidanceFps: (after.measured - before.measured) / seconds, previewFps: (after.shown - before.shown) / seconds };
  }, GUIDANCE_MS);
  await cancel(page);
  return { guidanceFps: round1(rates.guidanceFps), previewFps: round1(rates.previewFps) };
}

/** Guidance and one whole session with the page's process slowed down, the service as it is. */
async function onSlowPhone(
  browser: Browser,
  page: Page,
  factor: number,
  session: () => Promise<object>,
): Promise<Guidance & { placedToVerdictMs: number }> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const end = slowDown(renderers, factor);
  try {
    const guidance = await watchGuidance(page, await session());
    const times = await oneSession(page, await session());
    return { ...guidance, placedToVerdictMs: Math.round((times['verdict'] as number) - (times['placed'] as number)) };
  } finally {
    await end();
  }
}

async function begin(page: Page, options: object): Promise<void> {
  await page.evaluate((given) => {
    const scope = window as unknown as Scope;
    scope.times = { begun: performance.now() };
    scope.ended = scope.capture.runFaceSession(given).catch(() => undefined);
  }, options);
}

async function cancel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    (document.querySelector('face-session-capture') as unknown as { cancel(): void }).cancel();
    await (window as unknown as Scope).ended;
  });
}

/** What has grown over many sessions, each with its camera and its worker, left while the face is placed. */
async function findLeaks(page: Page, session: () => Promise<object>): Promise<Leaks> {
  const options = await session();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  // So many openings in a row are more than the service allows a client: here they are answered in its place.
  await page.route('**/api/v1/attempts', (route) =>
    route.fulfill({
      status: 201,
      headers: { 'access-control-allow-origin': '*' },
      json: {
        attemptId: '00000000-0000-4000-8000-000000000000',
        attemptNumber: 1,
        remainingAttempts: 3,
        sessionExpiresInMs: 600_000,
        burst: { count: 5, intervalMs: 150, maxBytes: 262_144 },
      },
    }),
  );
  let before: Leaks | undefined;
  for (let round = 0; round < LEAK_WARM_UP + LEAK_ROUNDS; round++) {
    if (round === LEAK_WARM_UP) before = await count(page, cdp);
    await begin(page, options);
    // Waited for inside the page: a handle of the driver's would keep the element alive, and count as left behind.
    await page.evaluate(async () => {
      const phase = (): string => document.querySelector('face-session-capture')?.getAttribute('phase') ?? '';
      while (!['framing', 'hold', 'shot', 'upload'].includes(phase())) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await cancel(page);
  }
  const after = await count(page, cdp);
  const grown = Object.entries(after).map(([kind, number]) => [kind, number - (before?.[kind as keyof Leaks] ?? 0)]);
  return Object.fromEntries(grown) as Leaks;
}

async function count(page: Page, cdp: CDPSession): Promise<Leaks> {
  for (let pass = 0; pass < 3; pass++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? 0;
  const page_ = await page.evaluate(() => {
    const { tracks, liveWorkers } = window as unknown as Scope;
    return {
      tracks: tracks.filter((track) => track.readyState === 'live').length,
      workers: liveWorkers,
      elements: document.querySelectorAll('*').length,
    };
  });
  return {
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    ...page_,
    heapKb: Math.round(metric('JSHeapUsedSize') / 1024),
  };
}

/** The published bundle of the plugin: the capture with one language. */
async function gzipKb(): Promise<number> {
  const plugin = join(dirname(fileURLToPath(import.meta.resolve('uqudosdk-capacitor'))), '..', 'plugin.js');
  return round1(gzipSync(await readFile(plugin), { level: 9 }).length / 1000);
}

/** All that a first session fetches from the service, as it is sent to a browser. */
async function downloadMb(): Promise<number> {
  const assets = join(dirname(fileURLToPath(import.meta.resolve('@face-session/capture'))), 'assets');
  const sizes = (await readdir(assets)).filter((name) => name.endsWith('.br')).map(async (name) => (await stat(join(assets, name))).size);
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 10_000) / 100;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const round1 = (value: number): number => Math.round(value * 10) / 10;
