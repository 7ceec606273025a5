import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.js';
import { servePage, type Page as AppPage } from '../support/page.js';
import { appSource, openApp, type App } from './app.js';
import { cameraOf, frontal } from './face-camera.js';
import { startStubService, type StubService } from './stub-service.js';

let service: StubService;
let served: AppPage;
let browser: Browser;
let app: App;

beforeAll(async () => {
  service = await startStubService();
  served = await servePage(appSource, service.url);
  browser = await launchChromium(await cameraOf(frontal));
});

beforeEach(() => {
  for (const answers of [service.openings, service.bursts, service.gestures]) answers.length = 0;
});

afterAll(async () => {
  await browser.close();
  await served.close();
  await service.close();
});

/** The shutter keeps each screen until it is pressed. */
const withShutter = (): object => ({ assetsURL: `${service.url}/nowhere/` });

const shutter = (): Promise<void> => app.page.locator('[part=shutter]').click();
const button = (kind: string): Promise<void> => app.page.locator(`[part="button ${kind}"]`).click();

/** What axe finds wrong with what is on the screen now, by the rules of WCAG 2.2 A and AA. */
async function findings(state: string): Promise<string[]> {
  await app.page.locator(`face-session-capture[phase=${state}]`).waitFor({ state: 'attached' });
  const { violations } = await new AxeBuilder({ page: app.page })
    .include('face-session-capture')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${state}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe.each([
  ['light', 'en'],
  ['dark', 'ar'],
])('in the %s theme in %s', (theme, locale) => {
  it('axe finds nothing in any state', async () => {
    app = await openApp(browser, served.url, service, { colorScheme: theme as 'light' | 'dark' });
    const challenge = { outcome: 'challenged', gestures: ['TURN_LEFT', 'TILT_RIGHT'], expiresInMs: 60_000 } as const;
    service.bursts.push(
      { ...challenge, gestures: [...challenge.gestures], frames: { count: 100, intervalMs: 150, maxBytes: 250_000 } },
      { outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 1 },
      { outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 0 },
    );
    await app.page.evaluate(() => {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        await new Promise((resolve) => Object.assign(window, { allowCamera: resolve }));
        return getUserMedia(constraints);
      };
    });
    await app.start({ ...withShutter(), locale });
    const found = await findings('permission');
    await app.page.evaluate(() => {
      (window as unknown as { allowCamera: () => void }).allowCamera();
    });
    found.push(...(await findings('framing')));
    await app.page.keyboard.press('Escape');
    found.push(...(await findings('leaving')));
    await button('primary');
    await shutter();
    found.push(...(await findings('gesture')));
    await app.page.locator('[part=decline]').click();
    await button('primary');
    await shutter();
    found.push(...(await findings('retry')));
    await button('primary');
    await shutter();
    found.push(...(await findings('failed')));
    await button('primary');
    expect(found).toEqual([]);
    await app.close();
  });
});

describe('with a keyboard', () => {
  it('focus stays inside, reaches every button, and goes back to where it was', async () => {
    app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      const opener = document.createElement('button');
      opener.id = 'opener';
      document.body.append(opener);
      opener.focus();
    });
    await app.start(withShutter());
    await app.page.locator('[part=shutter]').waitFor();
    const focused = (): Promise<string> =>
      app.page.evaluate(() => {
        const active = document.activeElement;
        return active?.shadowRoot?.activeElement?.getAttribute('part') ?? active?.id ?? active?.tagName ?? '';
      });
    const seen = new Set<string>();
    for (let index = 0; index < 8; index++) {
      await app.page.keyboard.press('Tab');
      seen.add(await focused());
    }
    expect([...seen]).toEqual(expect.arrayContaining(['exit', 'shutter']));
    expect(seen).not.toContain('opener');
    await app.page.keyboard.press('Escape');
    await app.page.locator('h2').waitFor();
    expect(await focused()).toBe('title');
    await app.page.keyboard.press('Tab');
    expect(await focused()).toBe('button primary');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Enter');
    expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
    expect(await focused()).toBe('opener');
    await app.close();
  });
});

it('a screen reader hears what changes, not every flicker', async () => {
  app = await openApp(browser, served.url, service);
  await app.start(withShutter());
  const status = app.page.locator('[role=status]');
  await status.filter({ hasText: 'press the button' }).waitFor({ state: 'attached' });
  await app.close();
});

it('stands still for a person who wants less motion', async () => {
  app = await openApp(browser, served.url, service, { reducedMotion: 'reduce' });
  service.bursts.push({
    outcome: 'challenged',
    gestures: ['TURN_LEFT'],
    expiresInMs: 60_000,
    frames: { count: 100, intervalMs: 150, maxBytes: 250_000 },
  });
  await app.start(withShutter());
  await shutter();
  await app.page.locator('face-session-capture[phase=gesture]').waitFor({ state: 'attached' });
  const animation = await app.page.locator('.arrow').evaluate((arrow) => getComputedStyle(arrow).animationName);
  expect(animation).toBe('none');
  await app.close();
});

it('keeps every button within reach with text at 200 % on a small phone', async () => {
  app = await openApp(browser, served.url, service, { viewport: { width: 360, height: 640 } });
  await app.page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  service.bursts.push({ outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 1 });
  await app.start({ ...withShutter(), locale: 'de' });
  await shutter();
  const again = app.page.locator('[part="button primary"]');
  await again.waitFor();
  expect((await again.boundingBox())!.y + (await again.boundingBox())!.height).toBeLessThanOrEqual(640);
  const wider = await app.page.locator('[part=panel]').evaluate((panel) => panel.scrollWidth > panel.clientWidth);
  expect(wider).toBe(false);
  await again.click();
  await app.close();
});
