import { describe, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { openApp, type App } from './app.js';
import { targets } from './stub-service.js';
import { browser, served, service, setUpCapture } from './set-up.js';

setUpCapture();

let app: App;

/** Opens the app and remembers every camera track that the page gets. */
async function open(options: Parameters<typeof openApp>[3] = {}): Promise<void> {
  app = await openApp(browser, served.url, service, options);
  await app.rememberCameras();
}

describe('the capture in a browser', () => {
  it('guides, shoots by itself, uploads a burst of different frames in time, and gives the result', async () => {
    await open();
    await app.start();
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect(await app.phases()).toEqual(expect.arrayContaining(['preparing', 'framing', 'hold', 'shot', 'upload', 'passed']));
    const burst = service.calls.find(({ path }) => path === 'burst');
    expect(burst?.frames).toBe(5);
    const gaps = burst?.times.slice(1).map((time, index) => time - (burst.times[index] ?? 0)) ?? [];
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(110);
    expect(await app.cameraIsOn()).toBe(false);
    expect(await app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });

  it('sends frames while the next are taken, where the service takes them, and all of them if it has lost them', async () => {
    const before = service.calls.length;
    service.openings.push({ framesAhead: true });
    service.bursts.push({ status: 400, code: 'INVALID_REQUEST' });
    await open();
    await app.start();
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    const uploads = service.calls.slice(before).filter(({ path }) => path !== 'open');
    const [ahead, bursts] = [uploads.filter(({ path }) => path === 'frames'), uploads.filter(({ path }) => path === 'burst')];
    expect(ahead.map(({ frames }) => frames)).toEqual([1, 1, 1, 1]);
    expect(bursts.map(({ frames }) => frames)).toEqual([1, 5]);
    // The same frames, each named by its time.
    expect(bursts[0]!.times).toEqual([...ahead.flatMap(({ times }) => times).sort((a, b) => a - b), bursts[0]!.times[4]]);
    expect(bursts[1]!.times).toEqual(bursts[0]!.times);
    await app.close();
  });

  it('shows how much of the models has arrived while they load', async () => {
    await open();
    let send = (): void => undefined;
    const asked = new Promise<void>((resolve) => (send = resolve));
    await app.page.route('**/assets/landmark.*', async (route) => {
      await asked;
      await route.continue();
    });
    await app.start();
    await app.reach('preparing');
    await app.page.locator('.track:not(.turning)').waitFor();
    const filled = await app.page.locator('.track > .on').count();
    expect(filled).toBeGreaterThan(0);
    expect(filled).toBeLessThan(72);
    send();
    await app.reach('framing');
    await app.close();
  });

  it('explains a failed attempt, tries again, and ends when the attempts are used up, with the partial result', async () => {
    service.bursts.push(
      { outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 1 },
      { outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 0 },
    );
    service.incomplete = 'a.partial.result';
    await open();
    await app.start({ returnDataForIncompleteSession: true });
    await app.reach('retry');
    await app.page.getByRole('heading', { name: 'Your face didn’t match' }).waitFor();
    await app.page.getByText('1 attempt left').waitFor();
    await app.click('Try again');
    await app.reach('failed');
    expect(await app.cameraIsOn()).toBe(false);
    await app.click('Close');
    expect(await app.end()).toMatchObject({
      code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      data: 'a.partial.result',
    });
    await app.close();
  });

  it('asks before it leaves, also at Escape, and releases the camera', async () => {
    service.bursts.push('never');
    await open();
    await app.start();
    await app.reach('framing');
    await app.page.keyboard.press('Escape');
    await app.reach('leaving');
    await app.click('Stay');
    await app.reach('upload');
    await app.click('Leave');
    await app.page.getByRole('button', { name: 'Leave', exact: true }).last().click();
    expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it.each([
    ['SESSION_EXPIRED', 404, 'SESSION_EXPIRED', 'The time is up'],
    ['UNAUTHORIZED', 401, 'UNAUTHORIZED', 'The service refused this app'],
    ['MEDIA_VIRTUAL_CAMERA_DETECTED', 403, 'MEDIA_VIRTUAL_CAMERA_DETECTED', 'This camera can’t be used'],
    [
      'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      409,
      'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      'We couldn’t confirm it’s you',
    ],
  ])('ends in words and a code when the service says %s', async (code, status, end, words) => {
    service.openings.push({ status, code });
    await open();
    await app.start();
    await app.page.getByRole('heading', { name: words }).waitFor();
    expect(await app.cameraIsOn()).toBe(false);
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code: end });
    await app.close();
  });

  it('ends when the session expires while the face is being placed', async () => {
    service.openings.push({ sessionExpiresInMs: 1_500, burst: { count: 100, intervalMs: 150, maxBytes: 250_000 } });
    await open();
    await app.start();
    await app.page.getByRole('heading', { name: 'The time is up' }).waitFor();
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code: 'SESSION_EXPIRED' });
    await app.close();
  });

  it('introduces itself where that is wanted, in the integrator’s name, and asks for the camera only then', async () => {
    await open();
    const introduction = { selfieKeptSeconds: 1_800, privacyURL: 'https://example.com/privacy' };
    await app.start({ introduction, brand: { name: 'Example Bank' } });
    await app.page.getByRole('heading', { name: 'Let’s check it’s you' }).waitFor();
    await app.page.getByText('Your picture is deleted after 30 minutes.').waitFor();
    await app.page.getByText('Example Bank').waitFor();
    expect(await app.page.getByRole('link', { name: 'How it is used' }).getAttribute('href')).toBe('https://example.com/privacy');
    expect(await app.cameraIsOn()).toBe(false);
    await app.click('Start');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect((await app.phases()).slice(0, 2)).toEqual(['introduction', 'permission']);
    await app.close();
  });

  it('shows the camera in the oval only, and lets its last picture stand still while the service checks', async () => {
    service.bursts.push('never');
    await open();
    await app.start();
    await app.reach('shot');
    const video = app.page.locator('[part=video]');
    expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(false);
    const clip = await app.page.locator('[part=face]').evaluate((face) => {
      const { overflow, borderRadius } = getComputedStyle(face);
      return { overflow, borderRadius };
    });
    expect(clip).toEqual({ overflow: 'hidden', borderRadius: '50%' });
    await app.reach('upload');
    expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true);
    await app.close();
  });

  it('names the cause that the service found, and lets the person settle before another try', async () => {
    service.bursts.push({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2, qualityCause: 'UNEVEN_LIGHT' });
    await open();
    await app.start();
    await app.page.getByRole('heading', { name: 'Half of your face was in shadow' }).waitFor();
    const again = app.page.getByRole('button', { name: 'Try again' });
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await app.click('Try again');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('warns in the console of colours that people cannot read', async () => {
    await open();
    const warnings: string[] = [];
    app.page.on('console', (message) => warnings.push(message.text()));
    await app.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('face-session-capture { --face-session-accent: #ffcc00 }');
      document.adoptedStyleSheets = [sheet];
    });
    await app.start();
    await app.reach('framing');
    expect(warnings.join('\n')).toContain('--face-session-accent on --face-session-surface has a contrast of 1.5 to 1');
    await app.close();
  });

  it('offers a shutter where the models cannot be had', async () => {
    await open();
    await app.start({ assetsURL: `${service.url}/nowhere/` });
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect(service.calls.at(-1)).toMatchObject({ path: 'burst', frames: 5 });
    await app.close();
  });

  it('shows the gestures that the service asks for and uploads what it saw', async () => {
    service.bursts.push({
      outcome: 'challenged',
      gestures: ['TURN_LEFT', 'MOVE_CLOSER'],
      expiresInMs: 8_500,
      frames: { count: 10, intervalMs: 100, maxBytes: 250_000 },
      targets,
    });
    service.gestures.push({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2, gestureFault: 'TOO_LATE' });
    await open();
    await app.start();
    await app.page.getByText('Turn your head to your left').first().waitFor();
    await app.page.getByText('Step 1 of 2').waitFor();
    await app.page.getByText('Move as soon as you are asked to').waitFor();
    expect(service.calls.at(-1)).toMatchObject({ path: 'gestures', frames: 10 });
    await app.click('Leave');
    await app.page.getByRole('button', { name: 'Leave', exact: true }).last().click();
    expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
    await app.close();
  });

  it('turns the camera off while the page is hidden, and goes on when it is seen again', async () => {
    service.openings.push({ burst: { count: 100, intervalMs: 150, maxBytes: 250_000 } });
    await open();
    await app.start();
    await app.reach('framing');
    const setVisibility = (state: string): Promise<void> =>
      app.page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await setVisibility('hidden');
    await app.reach('paused');
    expect(await app.cameraIsOn()).toBe(false);
    await setVisibility('visible');
    await app.page.waitForFunction(() => document.querySelector('face-session-capture')?.getAttribute('phase') === 'shot');
    expect(await app.cameraIsOn()).toBe(true);
    await app.close();
  });

  it('goes on when the device is turned on its side and back', async () => {
    service.openings.push({ burst: { count: 30, intervalMs: 100, maxBytes: 250_000 } });
    await open();
    await app.start();
    await app.reach('framing');
    await app.page.setViewportSize({ width: 844, height: 390 });
    await app.page.locator('dialog[data-flow=wide]').waitFor();
    const words = await app.page.locator('[part=hint]').boundingBox();
    const oval = await app.page.locator('[part=overlay] .track').boundingBox();
    expect(words!.x).toBeGreaterThan(oval!.x + oval!.width);
    expect(oval!.y + oval!.height).toBeLessThanOrEqual(390);
    await app.page.setViewportSize({ width: 390, height: 844 });
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('opens the camera again that a call took away', async () => {
    service.openings.push({ burst: { count: 30, intervalMs: 100, maxBytes: 250_000 } });
    await open();
    await app.start();
    await app.reach('framing');
    await app.page.evaluate(() => {
      // What the system does to a track that it ends; `stop` by the page itself tells nobody.
      const [track] = (window as unknown as { tracks: MediaStreamTrack[] }).tracks;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect(await app.page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.length)).toBe(2);
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('ends in words and a code when the token runs out while pictures are on their way', async () => {
    service.bursts.push({ status: 401, code: 'UNAUTHORIZED' });
    await open();
    await app.start();
    await app.page.getByRole('heading', { name: 'The service refused this app' }).waitFor();
    expect(await app.cameraIsOn()).toBe(false);
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code: 'UNAUTHORIZED' });
    await app.close();
  });

  it('tries a lost connection once more, then ends with REQUEST_TIMEOUT', async () => {
    await open();
    await app.page.route('**/burst', (route) => route.abort('connectionfailed'));
    await app.start();
    await app.page.getByRole('heading', { name: 'The connection was lost' }).waitFor();
    await app.click('Try again');
    await app.page.getByRole('button', { name: 'Close' }).waitFor();
    await app.page.getByRole('heading', { name: 'The connection was lost' }).waitFor();
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code: 'REQUEST_TIMEOUT' });
    await app.close();
  });
});

describe.each([
  ['denied', 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED', /We need your camera|Your camera is blocked/],
  ['none', 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', 'No camera found'],
] as const)('with a camera that is %s', (kind, code, words) => {
  it(`waits, explains how to change that, looks again, and ends with ${code} when the person gives up`, async () => {
    const other = await launchChromium({ kind });
    const lonely = await openApp(other, served.url, service);
    await lonely.start();
    await lonely.page.getByRole('heading', { name: words }).waitFor();
    await lonely.click('Check again');
    await lonely.page.getByRole('heading', { name: words }).waitFor();
    await lonely.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await lonely.page.waitForFunction(
      () => (window as unknown as { phases: string[] }).phases.filter((name) => name === 'blocked').length > 2,
    );
    await lonely.click('Leave');
    expect(await lonely.end()).toMatchObject({ code });
    await other.close();
  });
});
