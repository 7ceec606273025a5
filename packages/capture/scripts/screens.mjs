/* global document, window */
// Shows every state of the screen from the real code, without a camera, and puts them on contact sheets in .cache/screens: one sheet for
// each size, theme and language. Needs `npm run build` before. The person is drawn.
//
//   npm run screens                                       every state at four sizes, in both themes, in English, German and Arabic
//   npm run screens -- --size phone,desktop --locale ja   some of them; also --theme and --state (each takes a list)
//   npm run screens -- --single                           each state as a picture of its own, too
//   npm run screens -- --docs                             the pictures of the documentation, to docs/images
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
import { drawnPerson } from './drawn-person.mjs';
import { screenPageScript } from './screen-page-script.mjs';
import { screenSizes, screenStates } from './screen-states.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const list = { type: 'string' };
const { values } = parseArgs({
  options: { size: list, theme: list, locale: list, state: list, single: { type: 'boolean' }, docs: { type: 'boolean' } },
});
const wanted = (name, all) => values[name]?.split(',') ?? all;
for (const size of wanted('size', [])) {
  if (!(size in screenSizes)) {
    console.error(`--size ${size}: there are ${Object.keys(screenSizes).join(', ')}.`);
    process.exit(2);
  }
}

/** Milliseconds until what moves into its place is there. */
const SETTLED_MS = 220;

/** Pixels between the pictures of a sheet, and for the name above each. */
const SHEET = { gap: 24, name: 30, width: 2400 };

const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'] });

/** Pictures of states, in one page whose states are switched inside. */
async function picturesOf({ size, theme, locale, names, scale = 1, onShown = () => undefined }) {
  const { viewport, textScale = 1 } = screenSizes[size];
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  const page = await context.newPage();
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Screens</title>' }),
  );
  await page.goto('http://localhost/');
  await page.evaluate((times) => (document.documentElement.style.fontSize = `${times * 100}%`), textScale);
  await page.addScriptTag({ content: script });
  await page.evaluate((address) => window.look(address), drawnPerson);
  const pictures = {};
  for (const name of names) {
    await page.evaluate((state) => window.show(state), { ...screenStates[name], theme, locale });
    await page.waitForTimeout(SETTLED_MS);
    pictures[name] = await page.screenshot();
    await onShown(page, name);
  }
  await context.close();
  return pictures;
}

/** The pictures side by side, each under its name. */
async function sheetOf(pictures, { width, height }) {
  const [cellWidth, cellHeight] = [width + SHEET.gap, height + SHEET.gap + SHEET.name];
  const columns = Math.max(1, Math.floor(SHEET.width / cellWidth));
  const names = Object.keys(pictures);
  const layers = names.flatMap((name, index) => {
    const [left, top] = [(index % columns) * cellWidth + SHEET.gap, Math.floor(index / columns) * cellHeight + SHEET.gap];
    const label = `<svg width="${width}" height="${SHEET.name}"><text x="0" y="20" font-family="sans-serif" font-size="17" fill="#333">${name}</text></svg>`;
    return [
      { input: Buffer.from(label), left, top },
      { input: pictures[name], left, top: top + SHEET.name },
    ];
  });
  const size = { width: columns * cellWidth + SHEET.gap, height: Math.ceil(names.length / columns) * cellHeight + SHEET.gap };
  return sharp({ create: { ...size, channels: 3, background: '#d9dde3' } })
    .composite(layers)
    .png({ palette: true })
    .toBuffer();
}

/** Three sessions, state by state. */
const stories = {
  passed: ['introduction', 'hint-closer', 'shot', 'upload', 'passed'],
  'second-try': ['framing', 'shot', 'retry-shadow', 'gesture-turn', 'passed'],
  refused: ['framing', 'upload', 'retry-match', 'retry-unknown', 'failed-attempts'],
};

/** What each token colours, by state: a part of the screen, and where in it to point, in shares of its width and height. */
const tokens = {
  shot: [
    ['surface', '.frame', 0.92, 0.75],
    ['good', '.on > .lit', 0.5, 0.5],
    ['track', '.off > .tick', 0.5, 0.5],
    ['line', '.phases li:last-child i', 0.7, 0.5],
    ['muted', '.phases li:last-child span', 0.9, 0.5],
  ],
  'failed-attempts': [
    ['soft, radius', '.image', 0.97, 0.06],
    ['bad', '.drawing', 0.66, 0.3],
    ['text, font', 'h2', 0.83, 0.75],
    ['accent', '.foot button.primary', 0.92, 0.25],
    ['on-accent', '.foot button.primary span', 1.05, 0.8],
  ],
  leaving: [
    ['scrim', '.panel', 0.7, 0.4],
    ['raised', '.panel .card', 0.92, 0.1],
  ],
};

const script = await screenPageScript();
try {
  if (values.docs) await documentation();
  else await sheets();
} finally {
  await browser.close();
}

async function sheets() {
  const folder = join(repository, '.cache/screens');
  await mkdir(folder, { recursive: true });
  const names = Object.keys(screenStates).filter((name) => wanted('state', [name]).some((part) => name.includes(part)));
  for (const size of wanted('size', ['phone', 'small', 'landscape', 'desktop'])) {
    for (const theme of wanted('theme', ['light', 'dark'])) {
      for (const locale of wanted('locale', ['en', 'de', 'ar'])) {
        const pictures = await picturesOf({ size, theme, locale, names });
        const file = join(folder, `${size}-${theme}-${locale}`);
        await writeFile(`${file}.png`, await sheetOf(pictures, screenSizes[size].viewport));
        if (values.single) for (const [name, picture] of Object.entries(pictures)) await writeFile(`${file}-${name}.png`, picture);
        console.log(`${file}.png: ${names.length} states`);
      }
    }
  }
}

async function documentation() {
  const folder = join(repository, 'docs/images');
  const put = async (name, picture) => {
    await writeFile(join(folder, `${name}.png`), await sharp(picture).png({ palette: true }).toBuffer());
    console.log(`${name}.png`);
  };
  const sets = [
    { theme: 'light', locale: 'en', names: ['framing', 'shot', 'gesture-turn', 'retry-shadow'] },
    { theme: 'dark', locale: 'ar', names: ['framing'] },
  ];
  for (const { theme, locale, names } of sets) {
    const pictures = await picturesOf({ size: 'phone', theme, locale, names, scale: 1.5 });
    for (const [name, picture] of Object.entries(pictures)) await put(`${name}-${theme}-${locale}`, picture);
  }
  await put('tokens', await tokenPicture());
  for (const [session, names] of Object.entries(stories)) {
    for (const [locale, theme] of [
      ['en', 'light'],
      ['de', 'light'],
      ['ar', 'dark'],
    ]) {
      const pictures = await picturesOf({ size: 'phone', theme, locale, names: [...new Set(names)] });
      await put(`storyboard-${session}-${locale}`, await stripOf(names.map((name) => pictures[name])));
    }
  }
}

/** Three screens, light, with the name of a token at what it colours. */
async function tokenPicture() {
  const { width, height } = screenSizes.phone.viewport;
  const [scale, column, pad, lineHeight] = [0.6, 176, 16, 24];
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const points = {};
  const onShown = async (page, name) => {
    points[name] = await page.evaluate((targets) => {
      const { shadowRoot } = document.querySelector('div');
      return targets.map(([token, selector, x, y]) => {
        const box = shadowRoot.querySelector(selector).getBoundingClientRect();
        return { token, x: box.x + box.width * x, y: box.y + box.height * y };
      });
    }, tokens[name]);
  };
  const names = Object.keys(tokens);
  const pictures = await picturesOf({ size: 'phone', theme: 'light', locale: 'en', names, onShown });
  const layers = [];
  let labels = '';
  for (const [index, name] of names.entries()) {
    const left = pad + index * (w + column);
    layers.push({ input: await sharp(pictures[name]).resize(w, h).toBuffer(), left: Math.round(left), top: pad });
    let below = 0;
    for (const { token, x, y } of points[name].toSorted((a, b) => a.y - b.y)) {
      const [px, py] = [left + x * scale, pad + y * scale];
      const ly = Math.max(py, below);
      below = ly + lineHeight;
      const lx = left + w + 14;
      labels += `<path d="M${px} ${py}L${lx} ${ly}" stroke="#15181c" fill="none"/><circle cx="${px}" cy="${py}" r="3.5" fill="#15181c" stroke="#fff"/>`;
      labels += `<text x="${lx + 5}" y="${ly + 5}" font-family="monospace" font-size="15" fill="#15181c">${token}</text>`;
    }
  }
  const size = { width: Math.round(pad + names.length * (w + column)), height: Math.round(h + 2 * pad) };
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${labels}</svg>`;
  return sharp({ create: { ...size, channels: 3, background: '#d9dde3' } })
    .composite([...layers, { input: Buffer.from(overlay), left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** The pictures of a session from left to right, at half their size. */
async function stripOf(pictures) {
  const { width, height } = screenSizes.phone.viewport;
  const [w, h, gap] = [width / 2, height / 2, 14];
  const layers = await Promise.all(
    pictures.map(async (picture, index) => ({
      input: await sharp(picture).resize(w, h).toBuffer(),
      left: gap + index * (w + gap),
      top: gap,
    })),
  );
  const size = { width: gap + pictures.length * (w + gap), height: h + 2 * gap };
  return sharp({ create: { ...size, channels: 3, background: '#d9dde3' } })
    .composite(layers)
    .png()
    .toBuffer();
}
