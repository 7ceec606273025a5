import { randomUUID } from 'node:crypto';
import { neverSent } from '@face-session/attacks';
import { fetchAuditTrailImage, verifyFaceSessionResult, verifyIncompleteFaceSessionResult } from '@face-session/verify';
import { traceStatusCodes, webSessionCodes } from '@face-session/protocol';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium, type Camera } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { startTestService, type TestService } from '../kit/service.js';
import { cameraBefore } from '../kit/camera.js';
import { person, type Person } from '../kit/people.js';
import { row } from './row.js';

/* The published plugin's own JavaScript over our implementation, ours, and the web SDK, in Chromium with a person before its camera. */

/** An app that calls what its test names and remembers how it went; requests and trace events are written down. */
const app = `
import * as Ours from 'uqudosdk-capacitor';
import * as Published from 'uqudosdk-capacitor-published';
import { Capacitor } from '@capacitor/core';
import * as Web from '@face-session/web';

const sdks = { ours: Ours, published: Published };
const ending = { trace: [], requests: [] };
window.addEventListener('TraceEvent', (event) => ending.trace.push(Object.fromEntries(Object.keys(event).filter((key) => key !== 'isTrusted').map((key) => [key, event[key]]))));
const fetchOf = window.fetch.bind(window);
// The camera shows its file anew in every session, and the service knows a picture that it was sent before: each is changed a little.
const otherPixels = ${neverSent.toString()};
// Changed after the capture signs, as by somebody in between: here it makes no key, and signs nothing.
crypto.subtle.generateKey = () => Promise.reject(new Error('No keys here.'));
const neverSent = async (body) => {
  const form = new FormData();
  for (const [name, value] of body) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([otherPixels(await value.arrayBuffer())], { type: value.type }), 'frame.jpg');
  }
  return form;
};
window.fetch = async (input, given) => {
  const init = given?.body instanceof FormData ? { ...given, body: await neverSent(given.body) } : given;
  const request = { url: String(input), headers: Object.fromEntries(new Headers(init?.headers)), body: typeof init?.body === 'string' ? JSON.parse(init.body) : null };
  ending.requests.push(request);
  const response = await fetchOf(input, init);
  if (request.url.includes('/api/')) request.answer = await response.clone().json().catch(() => null);
  return response;
};
const settle = (promise) => promise.then(
  (value) => Object.assign(ending, { value }),
  (error) => Object.assign(ending, {
    isWebError: error instanceof Web.OperationError,
    error: { message: error.message, task: error.task, data: error.data, reason: String(error.reason ?? error.code), isException: error instanceof Error, looselyEqual: error.code == (error.reason ?? error.code) },
    parsed: (() => { try { return JSON.parse(error.code); } catch { return null; } })(),
  }),
);
const build = (sdk, name, calls) => calls.reduce((builder, [method, ...values]) => builder[method](...values), new sdk[name]()).build();
Object.assign(window, {
  platform: () => Capacitor.getPlatform(),
  initialise: (from) => [new sdks[from].UqudoPlugin().init(), new sdks[from].UqudoPlugin().setLocale('en')],
  setLocale: (from, locale) => new sdks[from].UqudoPlugin().setLocale(locale),
  faceSession: (from, calls) => settle(new sdks[from].UqudoPlugin().faceSession(build(sdks[from], 'FaceSessionConfigurationBuilder', calls))),
  wire: (value) => settle(Ours.UqudoId.faceSession({ value })),
  recover: (from, calls) => settle(new sdks[from].UqudoPlugin().recover(build(sdks[from], 'AccountRecoveryConfigurationBuilder', calls))),
  other: (from, method, argument) => settle(new sdks[from].UqudoPlugin()[method](argument)),
  web: (common, options) => {
    const called = (ending.called = []);
    return settle(Web.create(common).faceSession({
      ...options,
      onSuccess: (result) => called.push(['onSuccess', result]),
      onError: (error) => called.push(['onError', error.code]),
      onTrace: (trace) => called.push(['onTrace', trace.event]),
      onFinally: () => called.push(['onFinally']),
    }));
  },
  ending: () => ending,
});`;

interface Ending {
  value?: { value: string } | string | boolean;
  error?: { message: string | null; task?: string; data?: string; reason: string; isException: boolean; looselyEqual: boolean };
  parsed?: { code: string; message: string | null; task?: string; data?: string } | null;
  isWebError?: boolean;
  called?: [string, string?][];
  trace: Record<string, unknown>[];
  requests: {
    url: string;
    headers: Record<string, string>;
    body: Record<string, unknown> | null;
    answer?: Record<string, unknown> | null;
  }[];
}
type Call = [method: string, ...values: unknown[]];

let service: TestService;
let page: Page;
let token: string;
let ben: Person;
let dora: Person;
let browser: Browser;
let context: BrowserContext | undefined;
let tab: Tab;

beforeAll(async () => {
  service = await startTestService({ ENROLLMENTS: 'true' });
  page = await servePage(app, service.baseURL);
  token = await service.token();
  [ben, dora] = [await person('ben'), await person('dora')];
  browser = await launchChromium(await cameraBefore(ben.still, 6));
}, 120_000);
beforeEach(async () => {
  await context?.close();
  ({ context, tab } = await open(browser));
});
afterAll(async () => {
  await browser.close();
  await page.close();
  await service.close();
});

async function open(inBrowser: Browser, script?: string): Promise<{ context: BrowserContext; tab: Tab }> {
  const opened = await inBrowser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  if (script !== undefined) await opened.addInitScript(script);
  const newTab = await opened.newPage();
  newTab.setDefaultTimeout(60_000);
  await newTab.goto(page.url);
  return { context: opened, tab: newTab };
}

/** Calls a function of the app; a promise of it is left to go on. */
const begin = (name: string, ...values: unknown[]): Promise<unknown> =>
  tab.evaluate(
    ([called, given]) => {
      const result = (window as unknown as Record<string, (...args: unknown[]) => unknown>)[called]!(...given);
      return result instanceof Promise ? undefined : result;
    },
    [name, values] as const,
  );
const ended = async (): Promise<Ending> => {
  await tab.waitForFunction(() => {
    const { value, error } = (window as unknown as { ending: () => Ending }).ending();
    return value !== undefined || error !== undefined;
  });
  return tab.evaluate(() => (window as unknown as { ending: () => Ending }).ending());
};
const run = async (name: string, ...values: unknown[]): Promise<Ending> => {
  await begin(name, ...values);
  return ended();
};
const leave = async (): Promise<void> => {
  await tab.getByRole('button', { name: 'Leave' }).first().click();
  await tab.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
};
const close = (): Promise<void> => tab.getByRole('button', { name: 'Close' }).click();
const session = (photo: Buffer): Promise<string> => service.createSession(token, photo);
const required = (sessionId: string): Call[] => [
  ['setToken', token],
  ['setSessionId', sessionId],
];
const expected = (sessionId: string, nonce: string | null = null) => ({
  issuer: service.baseURL,
  clientId: service.client.clientId,
  sessionId,
  nonce,
});
const jwsOf = ({ value, error }: Ending): string => {
  if (error) throw new Error(`The session ended with ${JSON.stringify(error)}`);
  return typeof value === 'object' ? value.value : String(value);
};
const wishesOf = ({ requests }: Ending): Record<string, unknown> =>
  requests.find(({ url, body }) => url.endsWith('/api/v1/attempts') && body)?.body ?? {};

row('plugin.init', async () => {
  expect(await begin('initialise', 'ours')).toEqual([undefined, undefined]);
  const { trace } = await tab.evaluate(() => (window as unknown as { ending: () => Ending }).ending());
  expect(trace).toEqual([
    {
      category: 'SDK',
      event: 'INIT',
      status: 'SUCCESS',
      timestamp: expect.any(String) as string,
      deviceIdentifier: expect.any(String) as string,
    },
  ]);
});

row('plugin.setLocale', async () => {
  expect(await begin('setLocale', 'published', 'fr')).toBeUndefined();
  await begin('faceSession', 'published', required(await session(ben.idPhoto)));
  await tab.locator('face-session-capture [lang="fr"]').first().waitFor({ state: 'attached' });
});

row(
  'plugin.published',
  async () => {
    const sessionId = await session(ben.idPhoto);
    const nonce = randomUUID();
    await begin('initialise', 'published');
    const ending = await run('faceSession', 'published', [
      ...required(sessionId),
      ['setNonce', nonce],
      ['enableRootedDeviceUsage'],
      ['disableSecureWindow'],
      ['setMinimumMatchLevel', 4],
      ['setMaxAttempts', 9],
      ['allowClosedEyes'],
      ['returnDataForIncompleteSession'],
      ['setAppearanceMode', 'DARK'],
    ]);
    const result = await verifyFaceSessionResult(jwsOf(ending), { ...expected(sessionId, nonce), minimumMatchLevel: 4 });
    expect(result.match).toBe(true);
    expect(wishesOf(ending)).toMatchObject({ minimumMatchLevel: 4, maxAttempts: 3, allowClosedEyes: true });
  },
  120_000,
);

row(
  'plugin.faceSession',
  async () => {
    const sessionId = await session(ben.idPhoto);
    const userIdentifier = randomUUID();
    const ending = await run('faceSession', 'ours', [
      ...required(sessionId),
      ['setUserIdentifier', userIdentifier],
      ['enableAuditTrailImageObfuscation', 'FILLED_WHITE'],
    ]);
    expect(Object.keys(ending.value as object)).toEqual(['value']);
    const result = await verifyFaceSessionResult(jwsOf(ending), { ...expected(sessionId), userIdentifier });
    const image = await fetchAuditTrailImage(result, { accessToken: token });
    // libvips smooths a JPEG's white a little, so nearly white counts.
    const grey = await sharp(image).greyscale().raw().toBuffer();
    expect(grey.filter((value) => value > 245).length / grey.length).toBeGreaterThan(0.2);
    const events = ending.trace.filter(({ category }) => category === 'FACE_SESSION').map(({ event }) => event);
    expect([events[0], events[1], events.at(-2), events.at(-1)]).toEqual(['VIEW', 'START', 'COMPLETE', 'FINISH']);
  },
  120_000,
);

row('plugin.wire', async () => {
  const sessionId = await session(ben.idPhoto);
  await begin('wire', JSON.stringify({ appearanceMode: 'SYSTEM', token, sessionId }));
  await leave();
  expect((await ended()).parsed).toMatchObject({ code: 'USER_CANCEL', task: 'FACE' });
});

row('trace.event', async () => {
  await begin('initialise', 'published');
  await begin('faceSession', 'published', required(await session(ben.idPhoto)));
  await leave();
  const { trace } = await ended();
  for (const fields of trace) for (const value of Object.values(fields)) expect(value ?? undefined).toBeDefined();
  expect(trace.at(-1)).toMatchObject({
    category: 'FACE_SESSION',
    event: 'FINISH',
    status: 'FAILURE',
    statusCode: 'USER_CANCEL',
    page: 'FACE',
    sessionId: expect.any(String) as string,
  });
});

row(
  'trace.order',
  async () => {
    const sessionId = await session(dora.idPhoto);
    await begin('initialise', 'ours');
    await begin('faceSession', 'ours', [...required(sessionId), ['setMaxAttempts', 2]]);
    await tab.getByRole('button', { name: 'Try again' }).click();
    await close();
    const { trace } = await ended();
    const steps = trace.map(({ event }) => event).filter((event) => event !== 'IN_PROGRESS');
    expect(steps).toEqual(['INIT', 'VIEW', 'START', 'COMPLETE', 'VIEW', 'START', 'COMPLETE', 'FINISH']);
  },
  120_000,
);

row('trace.timestamp', async () => {
  await begin('initialise', 'ours');
  const { trace } = await tab.evaluate(() => (window as unknown as { ending: () => Ending }).ending());
  expect(trace[0]?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Math.abs(Date.parse(String(trace[0]?.['timestamp'])) - Date.now())).toBeLessThan(10_000);
});

row('trace.device', async () => {
  const deviceOf = async (): Promise<unknown> => {
    await begin('initialise', 'ours');
    return (await tab.evaluate(() => (window as unknown as { ending: () => Ending }).ending())).trace[0]?.['deviceIdentifier'];
  };
  const first = await deviceOf();
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  await tab.reload();
  expect(await deviceOf()).toBe(first);
});

row('trace.repeat', async () => {
  // Nobody is looked at here: the camera's person is too far away for the whole time.
  await tab.setViewportSize({ width: 844, height: 390 });
  await begin('faceSession', 'ours', required(await session(ben.idPhoto)));
  await tab.waitForTimeout(3_000);
  const { trace } = await tab.evaluate(() => (window as unknown as { ending: () => Ending }).ending());
  const inProgress = trace.filter(({ event }) => event === 'IN_PROGRESS').map(({ statusCode }) => statusCode);
  expect(new Set(inProgress).size).toBe(inProgress.length);
});

row('trace.codes', () => {
  // The reference's 26, and one for the gesture that it has not.
  expect(traceStatusCodes.filter((code) => code !== 'FACE_LIVENESS_NOD')).toHaveLength(26);
});

row('rejection.parsed', async () => {
  await begin('faceSession', 'published', required(await session(ben.idPhoto)));
  await leave();
  const { parsed, error } = await ended();
  expect(parsed).toEqual({ code: 'USER_CANCEL', message: expect.anything() as string, task: 'FACE' });
  expect(error?.isException).toBe(true);
});

row('rejection.documented', async () => {
  await begin('faceSession', 'ours', required(await session(ben.idPhoto)));
  await leave();
  const { error } = await ended();
  expect(error).toMatchObject({ reason: 'USER_CANCEL', task: 'FACE', looselyEqual: true });
});

for (const [id, platform, script] of [
  ['rejection.android', 'android', 'window.androidBridge = { postMessage() {} };'],
  ['rejection.ios', 'ios', 'window.webkit = { messageHandlers: { bridge: { postMessage() {} } } };'],
] as const) {
  // The ids stand here for the reader of the catalogue:
  // row('rejection.android'), row('rejection.ios')
  row(id, async () => {
    await context?.close();
    ({ context, tab } = await open(browser, script));
    expect(await begin('platform')).toBe(platform);
    await begin('faceSession', 'published', required(await session(ben.idPhoto)));
    await leave();
    const { parsed, error } = await ended();
    expect(parsed).toMatchObject({ code: 'USER_CANCEL', task: 'FACE' });
    expect(error).toMatchObject({ isException: true, looselyEqual: true });
  });
}

row('rejection.arguments', async () => {
  const { parsed } = await run('faceSession', 'published', [['setToken', token]]);
  expect(parsed).toEqual({ code: 'UNEXPECTED_ERROR', message: expect.stringContaining('sessionId') as string });
});

row('code.USER_CANCEL', async () => {
  await begin('faceSession', 'published', required(await session(ben.idPhoto)));
  await leave();
  expect((await ended()).parsed?.code).toBe('USER_CANCEL');
});

row('code.SESSION_EXPIRED', async () => {
  await begin('faceSession', 'published', required(randomUUID()));
  await close();
  expect((await ended()).parsed).toMatchObject({ code: 'SESSION_EXPIRED', task: 'FACE' });
});

row(
  'code.REQUEST_TIMEOUT',
  async () => {
    await tab.route('**/api/v1/attempts**', (route) => route.abort('timedout'));
    await begin('faceSession', 'published', required(await session(ben.idPhoto)));
    await tab.getByRole('button', { name: 'Try again' }).click();
    await close();
    expect((await ended()).parsed).toMatchObject({ code: 'REQUEST_TIMEOUT', task: 'FACE' });
  },
  120_000,
);

row(
  'code.UNEXPECTED_ERROR',
  async () => {
    await tab.route('**/api/v1/attempts**', (route) => route.fulfill({ status: 500, json: { code: 'UNEXPECTED_ERROR' } }));
    await begin('faceSession', 'published', required(await session(ben.idPhoto)));
    await tab.getByRole('button', { name: 'Try again' }).click();
    await close();
    expect((await ended()).parsed).toMatchObject({ code: 'UNEXPECTED_ERROR', task: 'FACE' });
  },
  120_000,
);

row(
  'code.TOO_MANY_ATTEMPTS',
  async () => {
    const sessionId = await session(dora.idPhoto);
    await begin('faceSession', 'published', [...required(sessionId), ['setMaxAttempts', 1], ['returnDataForIncompleteSession']]);
    await close();
    const { parsed } = await ended();
    expect(parsed).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', task: 'FACE' });
    const incomplete = await verifyIncompleteFaceSessionResult(parsed?.data ?? '', expected(sessionId));
    expect(incomplete.match).toBe(false);
  },
  120_000,
);

async function endingWith(camera: Camera): Promise<Ending> {
  const other = await launchChromium(camera);
  try {
    await context?.close();
    ({ context, tab } = await open(other));
    await begin('faceSession', 'published', required(await session(ben.idPhoto)));
    // The screen waits for the camera as long as the session lives; the person gives up.
    await tab.locator('face-session-capture[phase="blocked"]').waitFor({ state: 'attached' });
    await tab.getByRole('button', { name: 'Leave' }).first().click();
    return await ended();
  } finally {
    await other.close();
  }
}

row('code.CAMERA_NOT_AVAILABLE', async () => {
  expect((await endingWith({ kind: 'none' })).parsed).toMatchObject({ code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', task: 'FACE' });
});

row('code.CAMERA_PERMISSION', async () => {
  const { parsed } = await endingWith({ kind: 'denied' });
  expect(parsed).toMatchObject({ code: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED', task: 'FACE' });
});

row(
  'attempts.active',
  async () => {
    await begin('faceSession', 'ours', [...required(await session(ben.idPhoto)), ['enableActiveLiveness', 'FACE_TURN']]);
    await tab.waitForFunction(() =>
      (window as unknown as { ending: () => Ending }).ending().requests.some(({ answer }) => answer?.['outcome']),
    );
    await leave();
    const ending = await ended();
    expect(wishesOf(ending)).toMatchObject({ activeLiveness: true, excludedGesture: 'FACE_TURN' });
    const { outcome, gestures } = ending.requests.find(({ url }) => url.endsWith('/burst'))?.answer ?? {};
    expect(outcome).toBe('challenged');
    // Only the operator can exclude turns: the wish is accepted, and the answer says that it has no effect.
    expect(gestures).toEqual(expect.arrayContaining([expect.stringMatching(/^TURN_/) as string]));
    const opened = ending.requests.find(({ url }) => url.endsWith('/attempts'))?.answer ?? {};
    expect(opened['declinedWishes']).toEqual(['excludedGesture']);
  },
  120_000,
);

row(
  'web.create',
  async () => {
    const sessionId = await session(ben.idPhoto);
    const [nonce, userId] = [randomUUID(), randomUUID()];
    await begin(
      'web',
      { baseURL: service.baseURL, accessToken: token, nonce, userId, assets: `${service.baseURL}/assets/` },
      { sessionId },
    );
    const result = await verifyFaceSessionResult(jwsOf(await ended()), expected(sessionId, nonce));
    expect(result.userIdentifier).toBe(userId);
  },
  120_000,
);

row(
  'web.faceSession',
  async () => {
    const sessionId = await session(ben.idPhoto);
    const options = { sessionId, maxAttempts: 2, minimumMatchLevel: 4, returnDataForIncompleteSession: true };
    const ending = await run('web', { accessToken: token }, options);
    expect(ending.called?.filter(([name]) => name !== 'onTrace')).toEqual([['onSuccess', ending.value], ['onFinally']]);
    expect(ending.called?.filter(([name]) => name === 'onTrace').map(([, event]) => event)).toEqual(
      expect.arrayContaining(['VIEW', 'START', 'COMPLETE', 'FINISH']),
    );
    expect(wishesOf(ending)).toMatchObject({ maxAttempts: 2, minimumMatchLevel: 4 });
  },
  120_000,
);

row(
  'web.error',
  async () => {
    const sessionId = await session(dora.idPhoto);
    await begin('web', { accessToken: token }, { sessionId, maxAttempts: 1, returnDataForIncompleteSession: true });
    await close();
    const ending = await ended();
    expect([ending.isWebError, ending.error?.reason]).toEqual([true, 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS']);
    expect(ending.called?.slice(-2)).toEqual([['onError', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'], ['onFinally']]);
    expect((await verifyIncompleteFaceSessionResult(ending.error?.data ?? '', expected(sessionId))).match).toBe(false);
  },
  120_000,
);

row(
  'web.codes',
  async () => {
    const codeOf = async (common: object, options: object, how: () => Promise<void>): Promise<string | undefined> => {
      await begin('web', common, options);
      await how();
      const { error } = await ended();
      await tab.reload();
      return error?.reason;
    };
    const sessionId = await session(ben.idPhoto);
    expect(await codeOf({ accessToken: token }, { sessionId }, leave)).toBe('USER_CANCEL');
    expect(await codeOf({ accessToken: token }, { sessionId: 'no' }, () => Promise.resolve())).toBe('INVALID_CONFIG');
    expect(await codeOf({ accessToken: token }, { sessionId: randomUUID() }, close)).toBe('SESSION_EXPIRED_OR_NOT_FOUND');
    expect(await codeOf({ accessToken: `${token}x`, baseURL: service.baseURL }, { sessionId }, close)).toBe('UNAUTHORIZED');
    expect(webSessionCodes).toContain('SESSION_INVALIDATED_TOO_MANY_ATTEMPTS');
  },
  120_000,
);

row(
  'web.wasm',
  async () => {
    await tab.route(`${service.baseURL}/assets/**`, (route) => route.abort());
    const sessionId = await session(ben.idPhoto);
    await begin('web', { accessToken: token }, { sessionId });
    await tab
      .getByRole('button', { name: /photo|picture/i })
      .first()
      .waitFor();
    for (const [broken, code] of [
      ['', 'WASM_LOAD_FAILED'],
      ['WebAssembly.validate = () => false', 'WASM_NOT_SUPPORTED'],
    ] as const) {
      await tab.reload();
      await tab.evaluate(broken);
      await begin('web', { accessToken: token, manualShutter: false }, { sessionId });
      await close();
      expect((await ended()).error?.reason).toBe(code);
    }
  },
  120_000,
);

for (const id of ['flows.enroll', 'flows.lookup'] as const) {
  // row('flows.enroll'), row('flows.lookup')
  row(id, async () => {
    const { parsed } = await run('other', 'published', id.replace('flows.', ''), {});
    expect(parsed).toEqual({ code: 'UNEXPECTED_ERROR', message: expect.stringContaining('not supported') as string });
  });
}

row(
  'flows.recover',
  async () => {
    const enroll = async (body: object): Promise<string> => {
      const response = await fetch(`${service.baseURL}/api/v1/enrollments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(201);
      return ((await response.json()) as { enrollmentIdentifier: string }).enrollmentIdentifier;
    };
    const sessionId = await session(ben.idPhoto);
    jwsOf(await run('faceSession', 'ours', required(sessionId)));
    await tab.reload();
    const enrollmentIdentifier = await enroll({ sessionId });
    const calls: Call[] = [
      ['setToken', token],
      ['setEnrollmentIdentifier', enrollmentIdentifier],
      ['setNonce', 'n-1'],
      ['setMinimumMatchLevel', 4],
    ];
    const ending = await run('recover', 'published', calls);
    const { issuer, clientId } = expected('');
    const result = await verifyFaceSessionResult(jwsOf(ending), { issuer, clientId, enrollmentIdentifier, nonce: 'n-1' });
    expect(result).toMatchObject({ match: true, enrollmentIdentifier });

    const erased = await fetch(`${service.baseURL}/api/v1/enrollments/${enrollmentIdentifier}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(erased.status).toBe(204);
    await tab.reload();
    expect((await run('recover', 'published', calls)).parsed).toMatchObject({ code: 'SESSION_EXPIRED', task: 'FACE' });
  },
  90_000,
);

row(
  'flows.enrollFace',
  async () => {
    const enroll = (at: TestService, accessToken: string): Promise<Response> =>
      fetch(`${at.baseURL}/api/v1/enrollments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ idPhoto: ben.idPhoto.toString('base64') }),
      });
    const response = await enroll(service, token);
    expect([response.status, await response.json()]).toEqual([
      201,
      { enrollmentIdentifier: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    ]);
    const off = await startTestService();
    try {
      expect((await enroll(off, await off.token())).status).toBe(403);
    } finally {
      await off.close();
    }
  },
  120_000,
);

row('flows.supported', async () => {
  for (const method of ['isFacialRecognitionSupported', 'isReadingSupported', 'isLookupSupported', 'isEnrollmentSupported']) {
    expect((await run('other', 'published', method, 'PASSPORT')).value).toBe(false);
  }
});
