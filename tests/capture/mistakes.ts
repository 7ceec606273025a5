import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Fault } from '@face-session/capture';
import { expect } from 'vitest';
import { SESSION_ID, type App } from './app.js';
import { tokenOf, type Answer, type StubService } from './stub-service.js';

/* Every mistake of docs/troubleshooting.md, made in a real browser. */

/** What a mistake is made with. */
export interface Surroundings {
  readonly service: StubService;
  /** A server that is not the service: `/plain` without CORS, `/moved` redirects, `/web-app` answers with HTML, `/down` with 502. */
  readonly other: string;
  /** Address of the app's page. */
  readonly pageUrl: string;
}

/** A mistake: how it is made, and what it leads to. */
export interface Mistake {
  /** Which of several ways to the same fault. */
  readonly way?: string;
  /** The camera of the browser; one that works unless given. */
  readonly camera?: 'none' | 'denied';
  /** Headers of the page that replace its own, or are added. */
  readonly headers?: (around: Surroundings) => Record<string, string>;
  /** Prepares the page before its own code runs. */
  readonly before?: (app: App, around: Surroundings) => Promise<unknown>;
  /** Prepares the page that is loaded. */
  readonly prepare?: (app: App, around: Surroundings) => Promise<unknown>;
  /** What the service answers: to openings, then to bursts. */
  readonly openings?: readonly { readonly status: number; readonly code: string; readonly reason?: string }[];
  readonly bursts?: readonly Answer[];
  readonly options?: (around: Surroundings) => object;
  /** Starts in another way than with these options. */
  readonly start?: (app: App, options: object) => Promise<void>;
  /** What happens once the session runs. */
  readonly then?: (app: App) => Promise<unknown>;
  /** Parts of the console line beside the fault and the link: the address, header or directive. */
  readonly says: (around: Surroundings) => readonly string[];
}

/** Runs a session in a page; gives how it ended. */
async function endOf(options: object): Promise<object> {
  const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
  return capture.runFaceSession(options as never).then(
    (value) => ({ value }),
    (error: unknown) => {
      const { code, fault, message } = error as { code: string; fault: string; message: string };
      return { code, fault, message };
    },
  );
}

const twice = <T>(value: T): [T, T] => [value, value];
const answered = (status: number, code: string, reason?: string): Pick<Mistake, 'openings' | 'says'> => ({
  openings: twice({ status, code, ...(reason !== undefined && { reason }) }),
  says: ({ service }) => [`POST ${service.url}/api/v1/attempts`, String(status), code],
});
const csp = (rest: string): Record<string, string> => ({ 'content-security-policy': rest });
/** What the page's own policy allows but for what a mistake takes from it. */
const policy = (service: string, change: Record<string, string> = {}): Record<string, string> =>
  csp(
    Object.entries({
      'default-src': "'self'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'worker-src': "'self' blob:",
      'connect-src': `'self' ${service}`,
      ...change,
    })
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
  );
const anywhere = { headers: ({ service }: Surroundings) => policy(service.url, { 'connect-src': '*' }) };
const noShutter = (): object => ({ manualShutter: false });
const assetsAt = (path: (around: Surroundings) => string) => (around: Surroundings) => ({ manualShutter: false, assetsURL: path(around) });

const getUserMedia = (body: string) => (app: App) => app.page.evaluate(`navigator.mediaDevices.getUserMedia = ${body}`);
/** Makes the clock of the page jump while it waits. */
const wait =
  (phase: string, ms: number) =>
  async (app: App): Promise<void> => {
    await app.reach(phase);
    await app.page.clock.fastForward(ms);
  };
const installClock = (app: App): Promise<void> => app.page.clock.install();
/** Counts from here on, in `window.attempts`, how often the page asks for an attempt and is answered. */
const countAttempts = (app: App): Promise<void> =>
  app.page.evaluate(() => {
    const scope = window as unknown as { attempts?: { sent: number; answered: number } };
    const isCounting = scope.attempts !== undefined;
    scope.attempts = { sent: 0, answered: 0 };
    if (isCounting) return;
    const real = window.fetch.bind(window);
    window.fetch = async (address, init) => {
      const counts = typeof address === 'string' && address.endsWith('/attempts');
      if (counts) scope.attempts!.sent += 1;
      const answer = await real(address, init);
      if (counts) scope.attempts!.answered += 1;
      return answer;
    };
  });
const press = (app: App): Promise<void> => app.click('Take the picture');
/** The worker of the guide fails with these words when it is started. */
const brokenGuide = (reason: string) => (app: App) =>
  app.page.evaluate((words) => {
    const Real = Worker;
    Object.assign(window, {
      Worker: function () {
        const code = `postMessage({ type: 'loaded' }); onmessage = () => postMessage({ type: 'failed', reason: ${JSON.stringify(words)} })`;
        return new Real(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      },
    });
  }, reason);
const expiredToken = (issuer: string): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iss: issuer, exp: 1_700_000_000 })}.c2ln`;
};

export const mistakes: Record<Fault, readonly Mistake[]> = {
  PAGE_NOT_SECURE: [
    {
      before: async (app, { pageUrl }) => {
        await app.page.route('http://app.example/**', async (route) => {
          const { pathname } = new URL(route.request().url());
          await route.fulfill({ response: await route.fetch({ url: new URL(pathname, pageUrl).href }) });
        });
        await app.page.goto('http://app.example/');
      },
      says: () => ['http://app.example', 'https'],
    },
  ],
  CAMERA_POLICY: [
    {
      headers: () => ({ 'permissions-policy': 'camera=()' }),
      says: ({ pageUrl }) => [new URL(pageUrl).origin, 'Permissions-Policy: camera=(self)'],
    },
    {
      way: 'of the browser',
      prepare: getUserMedia("() => Promise.reject(new DOMException('', 'SecurityError'))"),
      says: () => ['Permissions-Policy: camera=(self)'],
    },
  ],
  CAMERA_FRAME: [
    {
      headers: ({ service }) => policy(service.url, { 'frame-src': '*' }),
      prepare: (app, { pageUrl }) =>
        app.page.evaluate(
          (src) => {
            document.body.append(Object.assign(document.createElement('iframe'), { src, width: '390', height: '800' }));
          },
          pageUrl.replace('localhost', '127.0.0.1'),
        ),
      start: async (app, options) => {
        await expect.poll(() => app.page.frames().length).toBe(2);
        const frame = app.page.frames()[1]!;
        await frame.waitForFunction(() => 'capture' in window);
        const end = await frame.evaluate(endOf, options);
        await app.page.evaluate((value) => Object.assign(window, { ended: Promise.resolve(value) }), end);
      },
      says: () => ['http://127.0.0.1:', 'allow="camera"'],
    },
  ],
  CAMERA_DENIED: [
    {
      // A question that was dismissed may be asked again.
      prepare: getUserMedia("() => Promise.reject(new DOMException('', 'NotAllowedError'))"),
      says: () => ['The camera was not allowed.'],
    },
  ],
  CAMERA_BLOCKED: [{ camera: 'denied', says: () => ['in the settings'] }],
  CAMERA_UNANSWERED: [
    {
      before: installClock,
      prepare: getUserMedia('() => new Promise(() => undefined)'),
      then: wait('permission', 600_000),
      says: () => ['Nobody answered'],
    },
  ],
  CAMERA_MISSING: [{ camera: 'none', says: () => ['There is no camera.'] }],
  CAMERA_IN_USE: [
    { prepare: getUserMedia("() => Promise.reject(new DOMException('', 'NotReadableError'))"), says: () => ['NotReadableError'] },
  ],
  CAMERA_NO_PICTURE: [
    {
      before: installClock,
      prepare: getUserMedia("() => Promise.resolve(document.createElement('canvas').captureStream())"),
      then: wait('camera', 15_000),
      says: () => ['15 seconds'],
    },
  ],
  CAMERA_VIRTUAL: [answered(403, 'MEDIA_VIRTUAL_CAMERA_DETECTED')],

  ALREADY_RUNNING: [
    {
      start: async (app, options) => {
        await app.start(options);
        await app.reach('framing');
        // The second call is the one whose end is looked at.
        await app.start(options);
      },
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      says: () => ['cancel()'],
    },
  ],
  OPTION_INVALID: [{ options: () => ({ sessionId: 'mine' }), says: () => ['sessionId'] }],
  ISSUER_NOT_LISTED: [
    {
      options: () => ({ issuers: ['https://id.example.com'] }),
      says: ({ service }) => [service.url, 'https://id.example.com', 'BASE_URL'],
    },
  ],
  SERVICE_NOT_HTTPS: [{ options: () => ({ baseURL: 'http://id.example.com' }), says: () => ['baseURL http://id.example.com'] }],
  NOT_IN_PAGE: [
    {
      start: (app, options) =>
        app.page.evaluate(
          ({ given }) => {
            const scope = window as unknown as { capture: typeof import('@face-session/capture'); ended: Promise<unknown> };
            scope.capture.defineFaceSessionCapture();
            const element = document.createElement('face-session-capture');
            scope.ended = element
              .start(given as never)
              .catch((error: unknown) => ({ ...(error as object), message: (error as Error).message }));
          },
          { given: options },
        ),
      says: () => ['start()'],
    },
  ],
  BROWSER_TOO_OLD: [
    {
      before: (app) => app.page.addInitScript(() => Reflect.deleteProperty(HTMLDialogElement.prototype, 'showModal')),
      says: () => ['<dialog>'],
    },
  ],
  BROKEN: [
    {
      start: (app, options) =>
        app.page.evaluate(
          ({ given }) => {
            const scope = window as unknown as { capture: typeof import('@face-session/capture'); ended: Promise<unknown> };
            const onTrace = (): never => {
              throw new Error('thrown by the app');
            };
            scope.ended = scope.capture
              .runFaceSession(given as never, onTrace)
              .catch((error: unknown) => ({ ...(error as object), message: (error as Error).message }));
          },
          { given: options },
        ),
      says: () => ['thrown by the app'],
    },
  ],

  TOKEN_EXPIRED: [{ ...answered(401, 'UNAUTHORIZED'), options: ({ service }) => ({ token: expiredToken(service.url) }) }],
  TOKEN_REFUSED: [answered(401, 'UNAUTHORIZED')],
  TOKEN_FORBIDDEN: [answered(403, 'FORBIDDEN')],
  SIGNATURE_REFUSED: [answered(403, 'ATTEMPT_SIGNATURE_INVALID')],
  SESSION_UNKNOWN: [answered(404, 'SESSION_EXPIRED', 'SESSION_UNKNOWN')],
  SESSION_USED: [answered(404, 'SESSION_EXPIRED', 'SESSION_USED')],
  SESSION_EXPIRED: [answered(404, 'SESSION_EXPIRED')],

  OFFLINE: [{ prepare: (app) => app.page.context().setOffline(true), says: ({ service }) => [service.url, 'offline'] }],
  CONNECTION_LOST: [
    {
      prepare: (app) => app.page.route('**/burst', (route) => route.abort('connectionfailed')),
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: ({ service }) => [service.url, '/burst'],
    },
  ],
  SERVICE_UNREACHABLE: [
    {
      ...anywhere,
      options: () => ({ baseURL: 'http://127.0.0.1:9' }),
      says: () => ['POST http://127.0.0.1:9/api/v1/attempts', 'no server answers'],
    },
  ],
  SERVICE_SILENT: [
    {
      before: installClock,
      prepare: async (app) => {
        await countAttempts(app);
        await app.page.route('**/api/v1/attempts', () => undefined);
      },
      // A jump before the camera gives a picture would be the camera's silence; one before the request is sent, nobody's.
      then: async (app) => {
        await app.page.waitForFunction(() => {
          const { phases, attempts } = window as unknown as { phases: string[]; attempts: { sent: number } };
          return attempts.sent > 0 && !['permission', 'camera', 'retry'].includes(phases[phases.length - 1] ?? 'permission');
        });
        await countAttempts(app);
        await app.page.clock.fastForward(15_000);
      },
      says: ({ service }) => [`POST ${service.url}/api/v1/attempts`, 'in time'],
    },
  ],
  CSP_CONNECT: [
    {
      headers: ({ service }) => policy(service.url, { 'connect-src': "'self'" }),
      options: () => ({ assetsURL: '/nowhere/' }),
      says: ({ service }) => [`connect-src lacks ${service.url}`],
    },
  ],
  CORS_REFUSED: [
    {
      ...anywhere,
      options: ({ other }) => ({ baseURL: `${other}/plain` }),
      says: ({ other, pageUrl }) => [`${other}/plain`, `Access-Control-Allow-Origin for ${new URL(pageUrl).origin}`, 'CORS_ORIGINS'],
    },
  ],
  SERVICE_REDIRECTED: [
    {
      ...anywhere,
      options: ({ other }) => ({ baseURL: `${other}/moved` }),
      says: ({ other }) => [`${other}/moved`, 'redirects', 'BASE_URL'],
    },
  ],
  NOT_THE_SERVICE: [
    { ...anywhere, options: ({ other }) => ({ baseURL: `${other}/web-app` }), says: ({ other }) => [`${other}/web-app`, 'text/html'] },
    {
      ...anywhere,
      way: 'by its status',
      options: ({ other }) => ({ baseURL: `${other}/nothing` }),
      says: ({ other }) => [`${other}/nothing`, '404'],
    },
  ],
  SERVICE_FAULT: [answered(500, 'UNEXPECTED_ERROR')],
  SERVICE_BUSY: [answered(503, 'BUSY')],
  SERVICE_DOWN: [{ ...anywhere, options: ({ other }) => ({ baseURL: `${other}/down` }), says: ({ other }) => [`${other}/down`, '502'] }],
  RATE_LIMITED: [answered(429, 'RATE_LIMITED')],
  ATTEMPT_OVER: [
    {
      bursts: twice({ status: 409, code: 'ATTEMPT_CONFLICT' }),
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: () => ['/burst', '409 ATTEMPT_CONFLICT'],
    },
  ],
  UPLOAD_TOO_LARGE: [
    {
      bursts: [{ status: 413, code: 'PAYLOAD_TOO_LARGE' }],
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: () => ['/burst', '413 PAYLOAD_TOO_LARGE'],
    },
  ],
  VERSION_MISMATCH: [
    answered(400, 'INVALID_REQUEST'),
    {
      way: 'by an answer',
      bursts: [
        { outcome: 'challenged', gestures: [], expiresInMs: 1, frames: { count: 1, intervalMs: 1, maxBytes: 1 }, targets: {} as never },
      ],
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: () => ['gestures'],
    },
  ],

  WASM_UNSUPPORTED: [
    { options: noShutter, prepare: (app) => app.page.evaluate('WebAssembly.validate = () => false'), says: () => ['SIMD'] },
  ],
  ASSETS_MISSING: [
    {
      options: assetsAt(({ service }) => `${service.url}/nowhere/`),
      says: ({ service }) => [`${service.url}/nowhere/`, '404', 'face-session-assets'],
    },
    {
      ...anywhere,
      way: 'by a page of HTML',
      options: assetsAt(({ other }) => `${other}/web-app/`),
      says: ({ other }) => [`${other}/web-app/`, 'HTML'],
    },
  ],
  ASSETS_ALTERED: [
    {
      prepare: (app) =>
        app.page.route('**/assets/detect.*', (route) => route.fulfill({ body: 'else', headers: { 'access-control-allow-origin': '*' } })),
      options: noShutter,
      says: ({ service }) => [`${service.url}/assets/detect.`, 'SHA-256'],
    },
  ],
  ASSETS_BLOCKED: [{ options: assetsAt(({ other }) => `${other}/plain/`), says: ({ other }) => [`connect-src lacks ${other}`] }],
  ASSETS_REFUSED: [
    {
      ...anywhere,
      options: assetsAt(({ other }) => `${other}/plain/`),
      says: ({ other, pageUrl }) => [`${other}/plain/`, new URL(pageUrl).origin],
    },
  ],
  ASSETS_UNREACHABLE: [{ ...anywhere, options: assetsAt(() => 'http://127.0.0.1:9/'), says: () => ['http://127.0.0.1:9/'] }],
  ASSETS_SLOW: [
    {
      before: installClock,
      prepare: async (app) => {
        await countAttempts(app);
        await app.page.route('**/assets/*', () => undefined);
      },
      options: noShutter,
      // The attempt is open before the jump: else the service would be the silent one.
      then: async (app) => {
        await app.page.waitForFunction(() => (window as unknown as { attempts: { answered: number } }).attempts.answered > 0);
        await wait('preparing', 30_000)(app);
      },
      says: () => ['30 seconds'],
    },
  ],
  CSP_WORKER: [
    { options: noShutter, headers: ({ service }) => policy(service.url, { 'worker-src': "'none'" }), says: () => ['worker-src blob:'] },
  ],
  CSP_WASM: [
    {
      options: noShutter,
      headers: ({ service }) => policy(service.url, { 'script-src': "'self'" }),
      says: () => ["script-src lacks 'wasm-unsafe-eval'"],
    },
  ],
  TRUSTED_TYPES: [
    {
      options: noShutter,
      headers: ({ service }) => policy(service.url, { 'require-trusted-types-for': "'script'", 'trusted-types': 'app' }),
      says: () => ['lack face-session'],
    },
  ],
  OUT_OF_MEMORY: [
    {
      options: noShutter,
      prepare: brokenGuide('RangeError: WebAssembly.Memory(): could not allocate memory'),
      says: () => ['could not allocate memory'],
    },
  ],
  GUIDE_BROKEN: [{ options: noShutter, prepare: brokenGuide('This was never expected'), says: () => ['This was never expected'] }],

  WISH_DECLINED: [
    {
      prepare: (app) =>
        app.page.route('**/api/v1/attempts', async (route) => {
          const response = await route.fetch();
          const answer = (await response.json()) as object;
          await route.fulfill({ response, json: { ...answer, declinedWishes: ['allowClosedEyes'] } });
        }),
      options: ({ service }) => ({ allowClosedEyes: true, assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: () => ['allowClosedEyes'],
    },
  ],
  TRACE_EVENTS_REFUSED: [
    {
      prepare: (app) =>
        app.page.route('**/api/v1/events', (route) => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } })),
      options: ({ service }) => ({ traceEvents: true, assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: ({ service }) => [`POST ${service.url}/api/v1/events`, '403', 'KYC_EVENT_SDK'],
    },
  ],
  LANGUAGE_UNAVAILABLE: [
    {
      // The bundle of one file loads its languages from the folder of the assets.
      start: async (app, options) => {
        const core = createRequire(import.meta.url)
          .resolve('@capacitor/core')
          .replace('index.cjs.js', 'capacitor.js');
        const plugin = join(import.meta.dirname, '..', '..', 'packages', 'plugin', 'dist', 'plugin.js');
        for (const path of [core, plugin]) await app.page.addScriptTag({ path });
        await app.page.evaluate(
          ({ token, sessionId, assetsURL }) => {
            const { capacitorUqudoId: sdk } = window as unknown as { capacitorUqudoId: typeof import('uqudosdk-capacitor') };
            const plugin = new sdk.UqudoPlugin();
            plugin.init({ assetsURL });
            plugin.setLocale('de');
            const config = new sdk.FaceSessionConfigurationBuilder().setToken(token).setSessionId(sessionId).build();
            Object.assign(window, { ended: plugin.faceSession(config), phases: [] });
          },
          options as { token: string; sessionId: string; assetsURL: string },
        );
      },
      headers: ({ service }) => csp(`default-src * 'unsafe-inline' blob: 'wasm-unsafe-eval' ${service.url}`),
      options: ({ service }) => ({ assetsURL: `${service.url}/nowhere/` }),
      then: press,
      says: ({ service }) => [`${service.url}/nowhere/text-de.`],
    },
  ],
};

/** What each mistake is begun with. */
export const startOptions = (mistake: Mistake, around: Surroundings): object => ({
  token: tokenOf(around.service.url),
  sessionId: SESSION_ID,
  ...mistake.options?.(around),
});
