import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenPageScript } from '../../packages/capture/scripts/screen-page-script.mjs';
import { screenStates } from '../../packages/capture/scripts/screen-states.mjs';
import type { PhaseName } from '../../packages/capture/src/machine/state.js';
import { launchChromium } from '../support/chromium.js';

/* Every screen that a person can come to, looked at without a session. */

type Theme = 'light' | 'dark';
interface Shown {
  readonly phase: { readonly name: string };
  readonly change?: object;
}
/** What screen-page.js gives to its page. */
interface ScreenPage {
  show(state: Shown & { readonly theme: Theme; readonly locale: string; readonly camera: boolean }): Promise<void>;
  render(state: Shown): void;
}

const states = Object.entries(screenStates);
let browser: Browser;
let script: string;

beforeAll(async () => {
  browser = await launchChromium();
  script = await screenPageScript();
});

afterAll(async () => {
  await browser.close();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><title>Screens</title><h1>Screens</h1></html>' }),
  );
  await page.goto('http://localhost/');
  await page.addScriptTag({ content: script });
  return page;
}

const show = (page: Page, state: Shown, theme: Theme = 'light', locale = 'en'): Promise<void> =>
  page.evaluate((wanted) => (window as unknown as ScreenPage).show(wanted), { ...state, theme, locale, camera: false });

it('are all here: one for each phase of a session', () => {
  const phases: Record<PhaseName, true> = {
    permission: true,
    camera: true,
    preparing: true,
    framing: true,
    hold: true,
    shot: true,
    upload: true,
    gesture: true,
    gestureUpload: true,
    retry: true,
    paused: true,
    passed: true,
    closing: true,
    failed: true,
    ended: true,
  };
  expect(new Set(states.map(([, { phase }]) => phase.name))).toEqual(new Set(Object.keys(phases)));
});

describe.each([
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'ar'],
  ['dark', 'ar'],
] as const)('in the %s theme in %s', (theme, locale) => {
  it('axe finds nothing in any state', async () => {
    const page = await open();
    const found: string[] = [];
    for (const [name, state] of states) {
      await show(page, state, theme, locale);
      const { violations } = await new AxeBuilder({ page })
        .include('body > div')
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      for (const { id, nodes } of violations) found.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});

it.each([
  ['a small phone', { width: 320, height: 568 }, 1],
  ['a small phone with text at 200 %', { width: 360, height: 640 }, 2],
  ['a phone on its side', { width: 568, height: 320 }, 1],
] as const)('on %s everything can be reached and nothing is cut off at the side', async (_, viewport, scale) => {
  const page = await open({ viewport });
  await page.evaluate((times) => (document.documentElement.style.fontSize = `${String(100 * times)}%`), scale);
  const faults: string[] = [];
  for (const locale of ['de', 'ar']) {
    for (const [name, state] of states) {
      await show(page, state, 'light', locale);
      const cut = await page.evaluate(() => {
        const root = document.querySelector('div')!.shadowRoot!;
        const parts = [...root.querySelectorAll<HTMLElement>('button, h2, p, li')].filter((each) => each.getClientRects().length > 0);
        return parts.flatMap((each) => {
          each.scrollIntoView({ block: 'nearest', behavior: 'instant' });
          const { left, right, top, bottom } = each.getBoundingClientRect();
          const inside = left >= 0 && right <= innerWidth && bottom > 0 && top < innerHeight && (bottom <= innerHeight + 1 || top >= 0);
          return inside && each.scrollWidth <= each.clientWidth + 1 ? [] : [`${each.tagName} "${each.textContent}"`];
        });
      });
      faults.push(...cut.map((part) => `${name} in ${locale}: ${part}`));
    }
  }
  expect(faults).toEqual([]);
  await page.context().close();
});

it('every button is at least 44 pixels high and wide', async () => {
  const page = await open();
  for (const [name, state] of states) {
    await show(page, state);
    const small = await page.evaluate(() =>
      [...document.querySelector('div')!.shadowRoot!.querySelectorAll('button')]
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && Math.min(width, height) < 44),
    );
    expect(small, name).toEqual([]);
  }
  await page.context().close();
});

it('nothing flashes: what moves changes its place, not its light, and takes a second or more', async () => {
  const page = await open();
  for (const [name, state] of states) {
    await show(page, state);
    const moving = await page.evaluate(() =>
      document
        .querySelector('div')!
        .shadowRoot!.querySelector('dialog')!
        .getAnimations({ subtree: true })
        .filter((animation) => animation instanceof CSSAnimation)
        .map(({ effect }) => {
          const keys = (effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame));
          const standard = ['offset', 'computedOffset', 'easing', 'composite'];
          return { ms: Number(effect!.getTiming().duration), changes: [...new Set(keys.filter((key) => !standard.includes(key)))] };
        }),
    );
    for (const { ms, changes } of moving) {
      expect(ms, name).toBeGreaterThanOrEqual(1_000);
      expect(['transform', 'strokeDashoffset'], name).toEqual(expect.arrayContaining(changes));
    }
  }
  await page.context().close();
});

it('a screen reader hears one hint in a second and a half, and always the last one', async () => {
  const page = await open();
  await show(page, { phase: { name: 'framing', hint: 'detecting' } as Shown['phase'] });
  const heard = await page.evaluate(async () => {
    const status = document.querySelector('div')!.shadowRoot!.querySelector('[role=status]')!;
    const texts: string[] = [];
    new MutationObserver(() => texts.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
    const hints = ['moveCloser', 'centre', 'tooDark', 'lookStraight'];
    const begin = performance.now();
    for (let index = 0; performance.now() - begin < 2_000; index++) {
      (window as unknown as ScreenPage).render({ phase: { name: 'framing', hint: hints[index % hints.length] } as Shown['phase'] });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    (window as unknown as ScreenPage).render({ phase: { name: 'hold' } });
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    return texts;
  });
  expect(heard.length).toBeLessThanOrEqual(4);
  expect(heard.at(-1)).toBe('Hold still');
  await page.context().close();
});
