import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenPageScript } from '../../packages/capture/scripts/screen-page-script.mjs';
import { screenSizes, screenStates } from '../../packages/capture/scripts/screen-states.mjs';
import { faultRow, type Fault } from '../../packages/capture/src/faults.js';
import { languages } from '../../packages/capture/src/texts/languages.js';
import type { PhaseName } from '../../packages/capture/src/machine/state.js';
import { launchChromium } from '../kit/browser.js';

/* Every screen that a person can come to, looked at without a session. */

type Theme = 'light' | 'dark';
interface Shown {
  readonly phase: { readonly name: string; readonly fault?: Fault };
  readonly change?: object;
  readonly light?: string;
}
/** What screen-page.js gives to its page. */
interface ScreenPage {
  show(state: Shown & { readonly theme: Theme; readonly locale: string; readonly camera: boolean }): Promise<void>;
  render(state: Shown): void;
}

const states = Object.entries(screenStates);
/** The same, but of the ends by a fault one for each drawing: they differ in nothing else but words. */
const statesByDrawing = states.filter(([, { phase }], index) => {
  const drawing = drawingOf(phase);
  return drawing === undefined || states.findIndex(([, other]) => drawingOf(other.phase) === drawing) === index;
});
function drawingOf(phase: Shown['phase']): string | undefined {
  return phase.name === 'failed' && phase.fault !== undefined ? faultRow(phase.fault).drawing : undefined;
}
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
    introduction: true,
    permission: true,
    blocked: true,
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
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      async ({ all, look }) => {
        const scope = window as unknown as ScreenPage & { axe: typeof axe };
        const faults: string[] = [];
        for (const [name, state] of all) {
          await scope.show({ ...state, ...look });
          // The screen of light covers the session's, which axe would look at through it.
          const place: axe.Selector = state.light === undefined ? 'body > div' : { fromShadowDom: ['body > div', '.lamp'] };
          const { violations } = await scope.axe.run(place, { runOnly: [...look.tags], resultTypes: ['violations'] });
          for (const { id, nodes } of violations)
            faults.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
        }
        return faults;
      },
      {
        all: statesByDrawing,
        look: { theme, locale, camera: false, tags: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      },
    );
    expect(found).toEqual([]);
    await page.context().close();
  });
});

/** What is wrong with the places of things on the screen of the page, in words. Runs in the page; nothing moves while it looks. */
function faultsOfPlaces(isLarge: boolean): string[] {
  const root = document.querySelector('div')!.shadowRoot!;
  // The screen of light lies over the session's.
  const dialog = [...root.querySelectorAll('dialog')].at(-1)!;
  const isShown = (element: Element): boolean => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  const all = (selector: string): HTMLElement[] => [...dialog.querySelectorAll<HTMLElement>(selector)].filter(isShown);
  const name = (element: Element): string => `${element.getAttribute('part') ?? element.tagName} "${element.textContent.slice(0, 40)}"`;
  const faults: string[] = [];
  const { innerWidth, innerHeight } = window;
  // A question that covers the screen is looked at by itself: what lies below it may be covered.
  const asked = dialog.querySelector('.panel[data-kind=leave]:not(.hidden)');
  const within = (element: Element): boolean => !asked || asked.contains(element);

  if (dialog.scrollWidth > innerWidth + 1) faults.push('scrolls sideways');
  const parts = all('h2, p, li, button, summary').filter(within);
  for (const part of parts) {
    const { left, right } = part.getBoundingClientRect();
    if (left < -0.5 || right > innerWidth + 0.5) faults.push(`beyond the side: ${name(part)}`);
    if (part.scrollWidth > part.clientWidth + 1) faults.push(`cut: ${name(part)}`);
  }
  // What scrolls does so downwards, and only where there is little room: large text, or a page that is enlarged.
  for (const scroller of all('.words, .body')) {
    if (scroller.scrollWidth > scroller.clientWidth + 1) faults.push(`cut at the side: ${name(scroller)}`);
    if (!isLarge && scroller.scrollHeight > scroller.clientHeight + 1) faults.push(`does not fit: ${name(scroller)}`);
    if (scroller.textContent !== '' && scroller.clientHeight < 20) faults.push(`no room for words: ${name(scroller)}`);
  }
  const blocks = all('.look .face, .spot .face, .words, .acts, .phases, .image, .body, .foot, header button').filter(within);
  const boxes = blocks.map((block) => ({ block, box: block.getBoundingClientRect() })).filter(({ box }) => box.width * box.height > 0);
  for (const { block, box } of boxes) {
    if (box.top < -0.5 || box.bottom > innerHeight + 0.5) faults.push(`out of view: ${block.className} ${name(block)}`);
    for (const other of boxes) {
      if (other.block === block || other.block.contains(block) || block.contains(other.block)) continue;
      const [x, y] = [
        Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left),
        Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top),
      ];
      if (x > 1 && y > 1) faults.push(`${block.className} ${name(block)} lies over ${other.block.className} ${name(other.block)}`);
    }
  }
  const ticks =
    all('.face').length > 0 && within(dialog.querySelector('.face')!) ? dialog.querySelector('.track')?.getBoundingClientRect() : undefined;
  if (ticks && (ticks.left < 0 || ticks.right > innerWidth || ticks.top < 0 || ticks.bottom > innerHeight)) faults.push('the ring is cut');
  for (const button of all('button.primary').filter(within)) {
    const { top, bottom, height } = button.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) faults.push(`not in view: ${name(button)}`);
    if (height < 44) faults.push(`low: ${name(button)}`);
    const box = button.getBoundingClientRect();
    const hit = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (hit && !button.contains(hit)) faults.push(`covered: ${name(button)} by ${name(hit)}`);
  }
  if (!isLarge) {
    for (const headline of all('h2, .line')) {
      const lines = Math.round(headline.getBoundingClientRect().height / parseFloat(getComputedStyle(headline).lineHeight));
      const text = headline.textContent.trim();
      if (text.length > 28 && lines > (innerWidth < 300 ? 4 : innerWidth < 360 ? 3 : 2)) faults.push(`${String(lines)} lines: "${text}"`);
    }
  }
  return faults;
}

describe.each(Object.keys(screenSizes))('at the size %s', (size) => {
  it(
    'nothing overflows, is cut or overlaps in any state and language, and the primary button is in view',
    { timeout: 120_000 },
    async () => {
      const { viewport, textScale = 1 } = screenSizes[size]!;
      const page = await open({ viewport, reducedMotion: 'reduce' });
      await page.evaluate((times) => (document.documentElement.style.fontSize = `${String(100 * times)}%`), textScale);
      const faults = await page.evaluate(
        async ({ all, locales, look, isLarge }) => {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the function is that of this file
          const faultsOf = new Function(`return ${look}`)() as typeof faultsOfPlaces;
          const found: string[] = [];
          for (const locale of locales) {
            const [[, first]] = all as [(typeof all)[number]];
            await (window as unknown as ScreenPage).show({ ...first, theme: 'light', locale, camera: false });
            // A screen arranges itself before its first picture; what it shows after that is in its place at once.
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            for (const [name, state] of all) {
              (window as unknown as ScreenPage).render(state);
              found.push(...faultsOf(isLarge).map((fault) => `${name} in ${locale}: ${fault}`));
            }
          }
          return found;
        },
        { all: states, locales: languages, look: faultsOfPlaces.toString(), isLarge: textScale > 1 || viewport.height < 300 },
      );
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
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
