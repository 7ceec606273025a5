import type { CDPSession } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openApp, SESSION_ID, type App } from './app.js';
import { tokenOf } from './stub-service.js';
import { browser, served, service, setUpCapture, withShutter } from './set-up.js';

setUpCapture();

let app: App;

describe('in somebody else’s page', () => {
  it('is seen and can be used whatever the page’s style does', async () => {
    app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        * { display: none !important; opacity: 0 !important; font-size: 3px !important; transform: scale(0) !important; pointer-events: none !important; }
        html, body { overflow: hidden; visibility: hidden !important; }
        button { all: unset; position: fixed; left: -999px; }
        face-session-capture { display: none !important; visibility: hidden !important; filter: blur(9px) !important; }
      `);
      document.adoptedStyleSheets = [sheet];
      for (const element of [document.documentElement, document.body]) element.style.setProperty('display', 'block', 'important');
    });
    await app.start(withShutter());
    await app.page.locator('[part=shutter]').click();
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('works as a plain element with events, and again after a session', async () => {
    app = await openApp(browser, served.url, service);
    const heard = await app.page.evaluate(
      async ({ options }) => {
        const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
        capture.defineFaceSessionCapture();
        const element = document.createElement('face-session-capture');
        const events: string[] = [];
        element.addEventListener('face-session-result', ({ detail }) => events.push(detail.value));
        element.addEventListener('face-session-error', ({ detail }) => events.push(detail.code));
        element.addEventListener('face-session-trace', ({ detail }) => events.push(detail.event));
        document.body.append(element);
        const press = setInterval(() => element.shadowRoot?.querySelector<HTMLButtonElement>('[part=shutter]:not(.hidden)')?.click(), 50);
        const results = [await element.start(options)];
        const second = element.start(options);
        await element.start(options).catch((error: unknown) => events.push((error as Error).message));
        results.push(await second);
        await element.start({ ...options, sessionId: 'none' }).catch((error: unknown) => events.push((error as { code: string }).code));
        clearInterval(press);
        return { events, results, left: element.shadowRoot?.childElementCount };
      },
      { options: { token: tokenOf(service.url), sessionId: SESSION_ID, ...withShutter() } },
    );
    expect(heard.results).toEqual(['a.signed.result', 'a.signed.result']);
    expect(heard.events.filter((event) => event === 'a.signed.result')).toHaveLength(2);
    expect(heard.events.slice(0, 4)).toEqual(['VIEW', 'START', 'COMPLETE', 'FINISH']);
    expect(heard.events).toContain('A session is running already.');
    expect(heard.events.at(-1)).toBe('INVALID_CONFIG');
    expect(heard.left).toBe(0);
    await app.close();
  });

  it('takes its options as a property, also from before the element was defined', async () => {
    app = await openApp(browser, served.url, service);
    const results = await app.page.evaluate(
      async ({ options }) => {
        const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
        const element = document.createElement('face-session-capture');
        element.options = options;
        document.body.append(element);
        capture.defineFaceSessionCapture();
        const press = setInterval(() => element.shadowRoot?.querySelector<HTMLButtonElement>('[part=shutter]:not(.hidden)')?.click(), 50);
        const values: unknown[] = [element.options === options, await element.start()];
        clearInterval(press);
        element.options = undefined;
        return [...values, await element.start().catch((error: unknown) => (error as { code: string }).code)];
      },
      { options: { token: tokenOf(service.url), sessionId: SESSION_ID, ...withShutter() } },
    );
    expect(results).toEqual([true, 'a.signed.result', 'INVALID_CONFIG']);
    await app.close();
  });

  it('ends with USER_CANCEL when the app takes the element away', async () => {
    app = await openApp(browser, served.url, service);
    await app.start(withShutter());
    await app.reach('framing');
    await app.page.evaluate(() => document.querySelector('face-session-capture')?.remove());
    expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
    await app.close();
  });

  it('shows the app’s own words, logo and colours', async () => {
    app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        `face-session-capture { --face-session-accent: rgb(120, 0, 120); }
         face-session-capture::part(hint) { letter-spacing: 3px; }
         face-session-capture::part(logo) { content: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='80' height='30'/%3E"); }`,
      );
      document.adoptedStyleSheets = [sheet];
    });
    await app.start({ ...withShutter(), texts: { shutter: 'Cheese' } });
    const pressed = app.page.getByRole('button', { name: 'Cheese' });
    await pressed.waitFor();
    expect(await pressed.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(120, 0, 120)');
    expect(await app.page.locator('[part=hint]').evaluate((hint) => getComputedStyle(hint).letterSpacing)).toBe('3px');
    expect(await app.page.locator('[part=logo]').evaluate((logo) => logo.clientHeight)).toBe(30);
    const slotted = await app.page.evaluate(() => {
      const image = document.createElement('img');
      image.slot = 'logo';
      document.querySelector('face-session-capture')!.append(image);
      return image.assignedSlot?.parentElement?.part.value;
    });
    expect(slotted).toBe('logo');
    await app.close();
  });

  it('leaves nothing behind after fifty sessions', async () => {
    app = await openApp(browser, served.url, service);
    const { page } = app;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    const sessions = (count: number): Promise<void> =>
      page.evaluate(
        async ({ options, rounds, assets }) => {
          const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
          for (let round = 0; round < rounds; round++) {
            // Every fifth with models and worker, left while they load; the others up to the placing of the face.
            const guided = round % 5 === 0;
            const session = capture.runFaceSession(guided ? { ...options, assetsURL: assets } : options).catch(() => undefined);
            const wanted = guided ? 'preparing' : 'framing';
            while (document.querySelector('face-session-capture')?.getAttribute('phase') !== wanted)
              await new Promise((next) => setTimeout(next, 10));
            document.querySelector('face-session-capture')?.cancel();
            await session;
          }
        },
        {
          options: { token: tokenOf(service.url), sessionId: SESSION_ID, ...withShutter() },
          rounds: count,
          assets: `${service.url}/assets/`,
        },
      );
    /** What there is once the last worker has ended: until then it holds on to its session. */
    const settled = async (): Promise<Counts> => {
      await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBe(0);
      return count(cdp);
    };
    await sessions(5);
    const counts = [await settled()];
    for (const part of [25, 25]) {
      await sessions(part);
      counts.push(await settled());
    }
    expect(await page.locator('face-session-capture').count()).toBe(0);
    // Five sessions of each part are guided: one thing left behind by each would be five more, in both parts. More in one part only is timing.
    const perPart: Counts = { Nodes: 5, JSEventListeners: 5, JSHeapUsedSize: 500_000 };
    const grows = (kind: keyof Counts): boolean =>
      counts.slice(1).every((after, part) => after[kind] - counts[part]![kind] >= perPart[kind]);
    const grown = (Object.keys(perPart) as (keyof Counts)[]).filter(grows);
    expect(grown, JSON.stringify(counts)).toEqual([]);
    await app.close();
  });
});

type Counts = Record<'Nodes' | 'JSEventListeners' | 'JSHeapUsedSize', number>;

async function count(cdp: CDPSession): Promise<Counts> {
  for (let pass = 0; pass < 3; pass++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { Nodes: of('Nodes'), JSEventListeners: of('JSEventListeners'), JSHeapUsedSize: of('JSHeapUsedSize') };
}
