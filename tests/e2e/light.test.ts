import { seededRandom, VirtualSubject, webcamView } from '@face-session/attacks';
import type { AttemptOutcome, LightChallenge, LightStep, OpenAttemptRequest } from '@face-session/protocol';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { EYE_DISTANCE } from '../kit/camera.js';
import { servePage, type Page } from '../kit/page.js';
import { person, type Person } from '../kit/people.js';
import { standBefore } from '../kit/reactive-camera.js';
import { startTestService, type TestService } from '../kit/service.js';
import { app, begin } from './app.js';

/* The camera of these tests is drawn and does not answer a screen: what is tested is that the colours are shown, that frames arrive, and that the service abstains. */

const STEP_MS = 60_000;

/** A colour that the screen had, and when, in milliseconds of the page. */
interface SeenColour {
  readonly atMs: number;
  readonly colour: string;
}

/** What is asked for by a session of these tests, whose service has light off. */
interface LitSession {
  readonly lightChallenge?: LightChallenge;
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

/** A session whose burst was answered. */
interface ShownBurst {
  readonly tab: BrowserPage;
  readonly opened: OpenAttemptRequest;
  readonly burst: AttemptOutcome;
  /** Paths of what the page has asked for. */
  readonly loaded: readonly string[];
}

describe('A challenge of light in Chromium', () => {
  let testService: TestService;
  let page: Page;
  let ben: Person;
  let browser: Browser | undefined;

  beforeAll(async () => {
    testService = await startTestService({ GESTURE_COUNT: '1' });
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

  /** Runs a session of a living person until a burst is not taken for an attack. A person whom a busy machine made late tries again, as long as the session lets them. */
  async function untilBurst({ lightChallenge = 'require', reducedMotion = 'no-preference' }: LitSession = {}): Promise<ShownBurst> {
    browser = await launchChromium({ kind: 'none' }, true);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en', reducedMotion });
    const tab = await context.newPage();
    tab.setDefaultTimeout(STEP_MS);
    const loaded: string[] = [];
    tab.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await standBefore(
      tab,
      new VirtualSubject(ben.still, seededRandom('lit'), { ...webcamView, eyeDistance: EYE_DISTANCE }),
      'reactive camera',
    );
    await tab.goto(page.url);
    const token = await testService.token();
    const opening = tab.waitForRequest((request) => request.url().endsWith('/api/v1/attempts'));
    const nextBurst = async (): Promise<AttemptOutcome> => {
      const response = await tab.waitForResponse((burst) => burst.url().endsWith('/burst') && burst.status() === 200);
      return (await response.json()) as AttemptOutcome;
    };
    let answer = nextBurst();
    void begin(tab, token, await testService.createSession(token, ben.idPhoto), { lightChallenge }).catch(() => undefined);
    const opened = (await opening).postDataJSON() as OpenAttemptRequest;
    let burst = await answer;
    while (burst.outcome === 'failed' && burst.remainingAttempts > 0) {
      answer = nextBurst();
      await tab.getByRole('button', { name: 'Try again' }).click();
      burst = await answer;
    }
    return { tab, opened, burst, loaded };
  }

  test('shows each colour at its time, uploads what the camera takes, and goes on with gestures where the face does not answer', async () => {
    const { tab, burst, loaded } = await untilBurst();
    if (burst.outcome !== 'light') throw new Error(`Not light: ${JSON.stringify(burst)}`);
    const answer = tab.waitForResponse((response) => response.url().endsWith('/light'));
    const start = tab.getByRole('button', { name: 'Show the colours' });
    await start.waitFor();
    expect(loaded.filter(isOfLight)).toHaveLength(1);
    const watching = tab.evaluate(watchColours);
    await start.click();
    const response = await answer;
    const seen = await watching;
    // A busy machine shows some late; the one in the middle is in time, and none comes within half a second of the one before.
    const offsets = offsetsOf(burst.steps, seen);
    expect(offsets.map(Math.abs).sort((a, b) => a - b)[offsets.length / 2]).toBeLessThan(300);
    seen.slice(1).forEach(({ atMs }, place) => {
      expect(atMs - (seen[place]?.atMs ?? 0)).toBeGreaterThan(450);
    });
    expect((await response.json()) as AttemptOutcome).toMatchObject({ outcome: 'challenged' });
    const [challenged] = await testService.service.store.auditLog({ limit: 1 });
    // Frames were measured, and none of their colours answers: without enough frames the signal is 0.
    const details = challenged?.details as {
      readonly findings?: Readonly<Record<string, { readonly outcome: string; readonly value?: number }>>;
    };
    expect(details.findings?.['lightSignal']).toMatchObject({ outcome: 'doubtful' });
    expect(details.findings?.['lightSignal']?.value).toBeGreaterThan(0);
    await tab.getByRole('button', { name: 'No light for me' }).waitFor({ state: 'detached' });
  }, 240_000);

  test('goes on with gestures for a person who wants no light, before any colour is shown', async () => {
    const { tab } = await untilBurst();
    const answer = tab.waitForResponse((response) => response.url().endsWith('/light/decline'));
    await tab.getByRole('button', { name: 'No light for me' }).click();
    const response = await answer;
    expect(response.request().postDataJSON()).toEqual({ reason: 'PERSON', signature: expect.any(String) as string });
    expect((await response.json()) as AttemptOutcome).toMatchObject({ outcome: 'challenged' });
  }, 240_000);

  test('does not announce light where less motion is preferred, and has gestures at once', async () => {
    const { opened, burst } = await untilBurst({ reducedMotion: 'reduce' });
    expect(opened.showsLight).toBeUndefined();
    expect(burst.outcome).toBe('challenged');
  }, 240_000);

  test('loads nothing of it where it is off', async () => {
    const { burst, loaded } = await untilBurst({ lightChallenge: 'off' });
    expect(burst.outcome).toBe('passed');
    const scripts = loaded.filter((path) => /^\/assets\/.*\.js$/.test(path));
    expect(scripts).toContainEqual(expect.stringContaining('evidence'));
    expect(loaded.filter(isOfLight)).toEqual([]);
  }, 240_000);
});

const isOfLight = (path: string): boolean => path.includes('light');

/** Every colour of the screen, with its time, until the screen is gone. Runs in the page. */
async function watchColours(): Promise<SeenColour[]> {
  const root = document.querySelector('face-session-capture')?.shadowRoot;
  const seen: SeenColour[] = [];
  for (;;) {
    await new Promise(requestAnimationFrame);
    const lamp = root?.querySelector<HTMLElement>('dialog.lamp');
    if (!lamp) return seen;
    const colour = lamp.style.backgroundColor;
    if (colour !== '' && seen.at(-1)?.colour !== colour) seen.push({ atMs: performance.now(), colour });
  }
}

/** How much later than it should each colour came, in milliseconds; throws if others were shown. */
function offsetsOf(steps: readonly LightStep[], seen: readonly SeenColour[]): number[] {
  const colours = steps.map(({ colour }) => `rgb(${[1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(', ')})`);
  expect(seen.map(({ colour }) => colour)).toEqual(colours);
  let dueMs = seen[0]?.atMs ?? 0;
  return steps.map(({ ms }, place) => {
    const offset = (seen[place]?.atMs ?? 0) - dueMs;
    dueMs += ms;
    return offset;
  });
}
