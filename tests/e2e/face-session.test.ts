import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fetchAuditTrailImage, verifyFaceSessionResult, verifyIncompleteFaceSessionResult } from '@face-session/verify';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, type Camera } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { startTestService, type TestService } from '../kit/service.js';
import { cameraBefore } from '../kit/camera.js';
import { person, type Person } from '../kit/people.js';
import { app, begin, type Ending } from './app.js';
import { checkFace, startQuickStart } from './quick-start.js';

/** Longest time that a step on the screen may take here, models loading from cold included. */
const STEP_MS = 30_000;

/** Longest time that one attempt and three attempts look into the camera, in seconds. */
const ONE_ATTEMPT_S = 8;
const THREE_ATTEMPTS_S = 24;

describe('a face session in Chromium', () => {
  let testService: TestService;
  let page: Page;
  let rightPerson: Person;
  let otherPerson: Person;
  let idPhoto: Buffer;
  let browser: Browser | undefined;

  beforeAll(async () => {
    testService = await startTestService();
    page = await servePage(app, testService.baseURL);
    rightPerson = await person('ben');
    otherPerson = await person('cleo');
    idPhoto = rightPerson.idPhoto;
  }, 120_000);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const tab = browser?.contexts()[0]?.pages()[0];
      await tab?.screenshot({ path: join(import.meta.dirname, 'dist', `${task.name.replaceAll(/\W+/g, '-')}.png`) });
      console.log(JSON.stringify(await testService.service.store.auditLog({ limit: 5 }), null, 1));
    }
    await browser?.close();
    browser = undefined;
  });

  afterAll(async () => {
    await page.close();
    await testService.close();
  });

  async function open(camera: Camera): Promise<BrowserPage> {
    browser = await launchChromium(camera);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
    const tab = await context.newPage();
    tab.setDefaultTimeout(STEP_MS);
    await tab.goto(page.url);
    return tab;
  }

  async function expectCameraReleased(tab: BrowserPage): Promise<void> {
    const live = await tab.evaluate(
      () =>
        (window as unknown as { openStreams: MediaStream[] }).openStreams
          .flatMap((stream) => stream.getTracks())
          .filter((track) => track.readyState === 'live').length,
    );
    expect(live).toBe(0);
    expect(await tab.locator('face-session-capture').count()).toBe(0);
  }

  test('gives the right person a result that the customer verifies, with the selfie whose checksum fits', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const nonce = randomUUID();
    const tab = await open(await cameraBefore(rightPerson.still, ONE_ATTEMPT_S));
    const ending = await begin(tab, token, sessionId, { nonce });
    expect(ending.error).toBeUndefined();
    const { baseURL, client } = testService;
    const result = await verifyFaceSessionResult(ending.value ?? '', { issuer: baseURL, clientId: client.clientId, sessionId, nonce });
    expect(result.match).toBe(true);
    const image = await fetchAuditTrailImage(result, { accessToken: token });
    expect(Buffer.from(image).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(ending.trace.map(({ event }) => event)).toEqual(expect.arrayContaining(['INIT', 'VIEW', 'START', 'COMPLETE', 'FINISH']));
    expect(ending.trace.filter(({ event }) => event === 'FINISH')).toHaveLength(1);
    await expectCameraReleased(tab);
    await expectReport(token, sessionId, ending);
  }, 90_000);

  /** What the app allowed to be reported has reached the service: its steps, without device and message, and counted. */
  async function expectReport(token: string, sessionId: string, ending: Ending): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'uq-session-id': sessionId };
    const reported = async (): Promise<Record<string, string>[]> =>
      ((await (await fetch(`${testService.baseURL}/api/v1/events`, { headers })).json()) as { events: Record<string, string>[] }).events;
    await expect
      .poll(async () => new Set((await reported()).map(({ event }) => event)), { timeout: 10_000 })
      .toEqual(new Set(ending.trace.map(({ event }) => event)));
    const names = ['receivedAt', 'category', 'event', 'status', 'statusCode', 'page', 'timestamp'];
    expect((await reported()).flatMap((event) => Object.keys(event)).filter((name) => !names.includes(name))).toEqual([]);
    const metrics = await (await fetch(`${testService.baseURL}/metrics`)).text();
    for (const event of ['INIT', 'VIEW', 'START', 'COMPLETE', 'FINISH'])
      expect(metrics).toContain(
        `face_session_trace_events_total{event="${event}",status_code="none",client="${testService.client.clientId}"} 1`,
      );
  }

  test('runs the quick start of the README as written, app and backend, to a verified result', async () => {
    const quickStart = await startQuickStart(testService, idPhoto);
    try {
      browser = await launchChromium(await cameraBefore(rightPerson.still, ONE_ATTEMPT_S));
      const tab = await browser.newPage();
      await tab.goto(quickStart.url);
      expect(await checkFace(tab)).toEqual({ verified: true, matchLevel: expect.any(Number) as number });
      // The same backend, with a photo that no session can be made from.
      await quickStart.setPhoto(
        await sharp({ create: { width: 300, height: 400, channels: 3, background: 'grey' } })
          .jpeg()
          .toBuffer(),
      );
      expect(await checkFace(tab)).toEqual({ verified: false, code: 'FACE_NOT_FOUND' });
      // And with no answer to count on from the service.
      await testService.service.store.updateClient(testService.client.clientId, { disabled: true });
      expect(await checkFace(tab)).toEqual({ verified: false, code: 'UNEXPECTED_ERROR' });
    } finally {
      await testService.service.store.updateClient(testService.client.clientId, { disabled: false });
      await quickStart.close();
    }
  }, 90_000);

  test('tells another person twice that the face did not match, then ends the session with its attempts used up', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const tab = await open(await cameraBefore(otherPerson.still, THREE_ATTEMPTS_S));
    const ended = begin(tab, token, sessionId, { returnData: true });
    for (const left of ['2 attempts left', '1 attempt left']) {
      await tab.getByText('Your face didn’t match').waitFor();
      await tab.getByText(left).waitFor();
      await tab.getByRole('button', { name: 'Try again' }).click();
    }
    await tab.getByRole('button', { name: 'Close' }).click();
    const ending = await ended;
    expect(ending.error).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', task: 'FACE' });
    const { baseURL, client } = testService;
    const incomplete = await verifyIncompleteFaceSessionResult(ending.error?.data ?? '', {
      issuer: baseURL,
      clientId: client.clientId,
      sessionId,
      nonce: null,
    });
    expect(incomplete.claims.data.face?.match ?? false).toBe(false);
    expect(ending.trace.filter(({ statusCode }) => statusCode === 'FACE_NO_MATCH')).toHaveLength(3);
    await expectCameraReleased(tab);
  }, 120_000);

  test('asks before leaving, and reports USER_CANCEL', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const tab = await open(await cameraBefore(otherPerson.still, ONE_ATTEMPT_S));
    const ended = begin(tab, token, sessionId);
    await tab.getByRole('button', { name: 'Leave' }).first().click();
    await tab.getByText('Leave the face check?').waitFor();
    await tab.getByRole('button', { name: 'Stay' }).click();
    await tab.getByRole('button', { name: 'Leave' }).first().click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
    expect((await ended).error).toMatchObject({ code: 'USER_CANCEL', task: 'FACE' });
    await expectCameraReleased(tab);
  }, 120_000);

  test('puts the signed partial result into the cancellation after a failed attempt, when asked for', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const tab = await open(await cameraBefore(otherPerson.still, ONE_ATTEMPT_S));
    const ended = begin(tab, token, sessionId, { returnData: true });
    await tab.getByText('Your face didn’t match').waitFor();
    await tab.getByRole('button', { name: 'Leave' }).first().click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
    const { error } = await ended;
    expect(error).toMatchObject({ code: 'USER_CANCEL' });
    const { baseURL, client } = testService;
    const incomplete = await verifyIncompleteFaceSessionResult(error?.data ?? '', {
      issuer: baseURL,
      clientId: client.clientId,
      sessionId,
      nonce: null,
    });
    expect(incomplete.sessionId).toBe(sessionId);
  }, 90_000);

  test.each([
    ['a denied camera', { kind: 'denied' }, 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED'],
    ['no camera', { kind: 'none' }, 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE'],
  ] as const)(
    'reports %s by its code',
    async (_name, camera, code) => {
      const token = await testService.token();
      const sessionId = await testService.createSession(token, idPhoto);
      const tab = await open(camera);
      const ended = begin(tab, token, sessionId);
      await tab.locator('face-session-capture[phase="blocked"]').waitFor({ state: 'attached' });
      await tab.getByRole('button', { name: 'Leave' }).first().click();
      expect((await ended).error).toMatchObject({ code, task: 'FACE' });
      await expectCameraReleased(tab);
    },
    120_000,
  );

  test('reports a deleted session as SESSION_EXPIRED', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const response = await fetch(`${testService.baseURL}/api/v1/info/${sessionId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(204);
    const tab = await open(await cameraBefore(rightPerson.still, ONE_ATTEMPT_S));
    const ended = begin(tab, token, sessionId);
    await tab.getByRole('button', { name: 'Close' }).click();
    expect((await ended).error).toMatchObject({ code: 'SESSION_EXPIRED', task: 'FACE' });
    await expectCameraReleased(tab);
  }, 120_000);

  test('does not take a session twice', async () => {
    const token = await testService.token();
    const sessionId = await testService.createSession(token, idPhoto);
    const tab = await open(await cameraBefore(rightPerson.still, ONE_ATTEMPT_S));
    expect((await begin(tab, token, sessionId)).value).toBeTypeOf('string');
    const again = begin(tab, token, sessionId);
    await tab.getByRole('button', { name: 'Close' }).click();
    expect((await again).error).toMatchObject({ code: 'SESSION_EXPIRED' });
  }, 90_000);
});
