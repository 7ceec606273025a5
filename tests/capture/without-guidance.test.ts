import { describe, expect, it } from 'vitest';
import { openApp, type App } from './app.js';
import { browser, served, service, setUpCapture } from './set-up.js';

/* No WebAssembly, no SIMD, no models, no memory: the shutter where it is allowed, a code of its own where it is not. */

setUpCapture();

let app: App;

/** Puts a line before the code of the guide's worker, as a page may that is not hostile to itself. */
const inWorker = (line: string): Promise<void> =>
  app.page.evaluate((before) => {
    const RealWorker = Worker;
    const blobs = new Map<string, Blob>();
    const createObjectURL = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      const url = createObjectURL(blob);
      blobs.set(url, blob);
      return url;
    };
    Object.assign(window, {
      Worker: function (url: { toString(): string }, options: WorkerOptions) {
        return new RealWorker(createObjectURL(new Blob([`${before}\n`, blobs.get(url.toString())!], { type: 'text/javascript' })), options);
      },
    });
  }, line);

const OUT_OF_MEMORY = "new RangeError('WebAssembly.Memory(): could not allocate memory')";

const cases: [string, () => Promise<unknown>, string, string][] = [
  ['WebAssembly', () => app.page.evaluate('delete globalThis.WebAssembly'), 'WASM_NOT_SUPPORTED', 'This browser can’t be used'],
  ['SIMD', () => app.page.evaluate('WebAssembly.validate = () => false'), 'WASM_NOT_SUPPORTED', 'This browser can’t be used'],
  ['models', () => app.page.route('**/assets/detect.*', (route) => route.abort()), 'WASM_LOAD_FAILED', 'A part of this check didn’t load'],
  [
    'models that are those of the package',
    () => app.page.route('**/assets/detect.*', (route) => route.fulfill({ body: 'else', headers: { 'access-control-allow-origin': '*' } })),
    'WASM_LOAD_FAILED',
    'A part of this check was changed',
  ],
  [
    'memory for the models',
    () => inWorker(`WebAssembly.instantiate = () => Promise.reject(${OUT_OF_MEMORY});`),
    'WASM_LOAD_FAILED',
    'Your device ran out of memory',
  ],
  [
    'memory after some pictures',
    () =>
      inWorker(`
        let answers = 0;
        const answer = postMessage.bind(globalThis);
        globalThis.postMessage = (message) => answer(++answers > 3 ? { type: 'failed', reason: String(${OUT_OF_MEMORY}) } : message);
      `),
    'WASM_LOAD_FAILED',
    'Your device ran out of memory',
  ],
];

describe.each(cases)('without %s', (_, take, code, words) => {
  it('the person presses a shutter, and the session succeeds', async () => {
    app = await openApp(browser, served.url, service);
    await take();
    await app.start();
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it(`the session ends with ${code} where the shutter is turned off`, async () => {
    app = await openApp(browser, served.url, service);
    await take();
    await app.start({ manualShutter: false });
    await app.page.getByRole('heading', { name: words }).waitFor();
    expect(await app.page.locator('video').evaluate((video: HTMLVideoElement) => video.srcObject)).toBeNull();
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code });
    expect(service.calls.filter(({ path }) => path === 'burst')).toEqual([]);
    await app.close();
  });
});

it('nothing is downloaded for a browser that could not run it', async () => {
  app = await openApp(browser, served.url, service);
  const asked: string[] = [];
  app.page.on('request', (request) => asked.push(request.url()));
  await app.page.evaluate('WebAssembly.validate = () => false');
  await app.start();
  await app.page.getByRole('button', { name: 'Take the picture' }).waitFor();
  expect(asked.filter((url) => url.includes('/assets/') && url.startsWith(service.url))).toEqual([]);
  await app.close();
});
