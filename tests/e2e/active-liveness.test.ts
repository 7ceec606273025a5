import { randomUUID } from 'node:crypto';
import { seededRandom, StillPicture, VirtualSubject, webcamView, type Presenter } from '@face-session/attacks';
import { verifyFaceSessionResult } from '@face-session/verify';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { standBefore } from '../kit/reactive-camera.js';
import { startTestService, type TestService } from '../kit/service.js';
import { EYE_DISTANCE } from '../kit/camera.js';
import { person, type Person } from '../kit/people.js';
import { app, begin, type Ending } from './app.js';

/** Longest time that a step on the screen may take here, ms: a whole attempt with its gestures, on a machine that other tests share. */
const STEP_MS = 60_000;

describe('active liveness in Chromium, two gestures', () => {
  let testService: TestService;
  let page: Page;
  let ben: Person;
  let browser: Browser | undefined;

  beforeAll(async () => {
    testService = await startTestService({ GESTURE_COUNT: '2' });
    page = await servePage(app, testService.baseURL);
    ben = await person('ben');
  }, 120_000);

  afterEach(async () => {
    await browser?.close();
    browser = undefined;
  });

  afterAll(async () => {
    await page.close();
    await testService.close();
  });

  async function openBefore(presenter: Presenter): Promise<BrowserPage> {
    browser = await launchChromium({ kind: 'none' }, true);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
    const tab = await context.newPage();
    tab.setDefaultTimeout(STEP_MS);
    await standBefore(tab, presenter, 'reactive camera');
    await tab.goto(page.url);
    return tab;
  }

  /** How a session ends whose person tries again after each failure. */
  async function tryingAgain(tab: BrowserPage, ended: Promise<Ending>): Promise<Ending> {
    const again = tab.getByRole('button', { name: 'Try again' });
    const next = (): Promise<'over' | 'again'> =>
      Promise.race([ended.then(() => 'over' as const), again.click({ timeout: 0 }).then(() => 'again' as const)]);
    while ((await next()) === 'again');
    return ended;
  }

  // A machine that shows the camera late makes a person late: three sessions, of three attempts each.
  test('takes a living person who does what is asked, and says each gesture in the trace', { retry: 2, timeout: 240_000 }, async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, ben.idPhoto);
    const nonce = randomUUID();
    const tab = await openBefore(new VirtualSubject(ben.still, seededRandom('living'), { ...webcamView, eyeDistance: EYE_DISTANCE }));
    const ended = begin(tab, token, sessionId, { nonce, activeLiveness: true });
    // A person whom a busy machine made late tries again, as long as the session lets them.
    const ending = await tryingAgain(tab, ended);
    expect(ending.error, JSON.stringify(await testService.service.store.auditLog({ limit: 6 }))).toBeUndefined();
    const { baseURL, client } = testService;
    const result = await verifyFaceSessionResult(ending.value ?? '', { issuer: baseURL, clientId: client.clientId, sessionId, nonce });
    expect(result.match).toBe(true);
    const failures = ending.trace.map(({ statusCode }) => statusCode).lastIndexOf('FACE_LIVENESS_FAILED');
    const asked = ending.trace.slice(failures + 1).filter(({ statusCode }) => /^FACE_LIVENESS_(MOVE|TILT|TURN)_/.test(statusCode ?? ''));
    expect(new Set(asked.map(({ statusCode }) => statusCode)).size).toBe(2);
  });

  test('does not take a still picture, and does not say why', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, ben.idPhoto);
    const tab = await openBefore(new StillPicture(ben.still, seededRandom('still')));
    const ended = begin(tab, token, sessionId, { activeLiveness: true });
    await tab.getByRole('button', { name: 'Try again' }).waitFor();
    await tab.getByRole('button', { name: 'Leave' }).first().click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
    const ending = await ended;
    expect(ending.error).toMatchObject({ code: 'USER_CANCEL' });
    expect(ending.trace.map(({ statusCode }) => statusCode)).toContain('FACE_LIVENESS_FAILED');
    const log = await testService.service.store.auditLog({ limit: 10 });
    expect(JSON.stringify(log)).toContain('gestures');
  }, 240_000);
});
