import { describe, expect, it } from 'vitest';
import { openApp, type App } from './app.js';
import { targets } from './stub-service.js';
import { browser, served, service, setUpCapture, withShutter } from './set-up.js';

setUpCapture();

let app: App;

/** The part, id or name of what has the focus. */
const focused = (): Promise<string> =>
  app.page.evaluate(() => {
    const active = document.activeElement;
    return active?.shadowRoot?.activeElement?.getAttribute('part') ?? active?.id ?? active?.tagName ?? '';
  });

const shutter = (): Promise<void> => app.page.locator('[part=shutter]').click();

describe('with a keyboard alone', () => {
  it('a session is done: a failed attempt, another one, success', async () => {
    app = await openApp(browser, served.url, service);
    service.bursts.push({ outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 1 });
    await app.start(withShutter());
    await app.page.locator('[part=shutter]').waitFor();
    const press = async (part: string): Promise<void> => {
      for (let index = 0; index < 6 && (await focused()) !== part; index++) await app.page.keyboard.press('Tab');
      expect(await focused()).toBe(part);
      await app.page.keyboard.press('Enter');
    };
    await press('shutter');
    await app.page.getByRole('heading', { name: 'Your face didn’t match' }).waitFor();
    for (let index = 0; index < 6 && (await focused()) !== 'button primary'; index++) await app.page.keyboard.press('Tab');
    // It fills first; whoever waits on it finds it ready.
    await app.page.locator('button.primary:not([aria-disabled])').last().waitFor();
    await press('button primary');
    await app.page.locator('[part=shutter]').waitFor();
    await press('shutter');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

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

it('stands still for a person who wants less motion', async () => {
  app = await openApp(browser, served.url, service, { reducedMotion: 'reduce' });
  service.bursts.push({
    outcome: 'challenged',
    gestures: ['TURN_LEFT'],
    expiresInMs: 60_000,
    frames: { count: 100, intervalMs: 150, maxBytes: 250_000 },
    targets,
  });
  await app.start(withShutter());
  await shutter();
  await app.page.locator('face-session-capture[phase=gesture]').waitFor({ state: 'attached' });
  const animation = await app.page.locator('.arrow').evaluate((arrow) => getComputedStyle(arrow).animationName);
  expect(animation).toBe('none');
  await app.close();
});

it.each([
  ['is told that another will be asked for', true, 'You’ll be asked for another movement'],
  ['is told if there is no other', false, 'There is no other movement'],
])('a person who cannot do a gesture %s', async (_, replaces, heading) => {
  service.replaces = replaces;
  app = await openApp(browser, served.url, service);
  const gestures = {
    outcome: 'challenged',
    expiresInMs: 60_000,
    frames: { count: 100, intervalMs: 150, maxBytes: 250_000 },
    targets,
  } as const;
  service.bursts.push({ ...gestures, gestures: ['TILT_LEFT'] });
  await app.start(withShutter());
  await shutter();
  await app.click('I can’t do this movement');
  await app.page.getByRole('heading', { name: heading }).waitFor();
  await app.click('Try again');
  await shutter();
  expect(await app.end()).toEqual({ value: 'a.signed.result' });
  // The service draws what takes its place: the app excludes nothing.
  expect(service.calls.filter(({ path }) => path === 'decline')).toMatchObject([{ declined: { gesture: 'TILT_LEFT' } }]);
  for (const { wishes } of service.calls) expect(wishes ?? {}).not.toHaveProperty('excludedGesture');
  await app.close();
});
