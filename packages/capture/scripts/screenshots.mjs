/* global document, window */
// Shows every state of the screen, in both themes, in languages of both directions and on screens of all shapes, and keeps a picture of
// each in .cache/screenshots. With --docs, the ones for the documentation go to docs/images.
// Needs `npm run build` before. The face is from the demo pictures of @vladmandic/face-api (MIT).
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
import { screenPageScript } from './screen-page-script.mjs';
import { screenStates } from './screen-states.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const forDocs = process.argv.includes('--docs');
const folder = join(repository, forDocs ? 'docs/images' : '.cache/screenshots');

/** Milliseconds until what moves into its place is there. */
const SETTLED_MS = 450;

const screens = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 568 },
  landscape: { width: 844, height: 390 },
  tablet: { width: 1024, height: 1366 },
  desktop: { width: 1280, height: 800 },
};
/** Which states on which screen, theme and language: all of them where the eye judges design, a few where it judges fit. */
const sets = [
  { screen: 'phone', theme: 'light', locale: 'en', names: Object.keys(screenStates) },
  { screen: 'phone', theme: 'dark', locale: 'en', names: Object.keys(screenStates) },
  { screen: 'phone', theme: 'light', locale: 'ar', names: Object.keys(screenStates) },
  { screen: 'phone', theme: 'dark', locale: 'ur', names: ['framing', 'gesture-turn', 'retry-match', 'leaving'] },
  { screen: 'small', theme: 'dark', locale: 'ar', names: ['shutter', 'gesture-tilt', 'retry-match', 'retry-gesture', 'leaving'] },
  { screen: 'landscape', theme: 'dark', locale: 'ar', names: ['framing', 'gesture-turn', 'retry-match'] },
  ...['small', 'landscape', 'tablet', 'desktop'].map((screen) => ({
    screen,
    theme: 'light',
    locale: 'de',
    names: ['framing', 'hint-blurred', 'shutter', 'gesture-turn', 'retry-match', 'leaving', 'failed-permission'],
  })),
  ...['am', 'hi', 'ru', 'zh', 'fr', 'sw'].map((locale) => ({ screen: 'phone', theme: 'light', locale, names: ['framing', 'retry-match'] })),
  { screen: 'phone', theme: 'light', locale: 'fr', names: ['gesture-tilt', 'failed-permission'], textScale: 2 },
];
const docs = [
  { screen: 'phone', theme: 'light', locale: 'en', names: ['framing', 'shot', 'gesture-turn', 'retry-match'] },
  { screen: 'phone', theme: 'dark', locale: 'ar', names: ['framing'] },
];

/** One person cut out of a group, as a portrait camera sees them. */
async function cameraFile() {
  const pictures = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const frame = await sharp(join(pictures, 'sample6.jpg'))
    .extract({ left: 80, top: 190, width: 600, height: 800 })
    .resize(960, 1280)
    .jpeg({ quality: 92 })
    .toBuffer();
  const file = join(await mkdtemp(join(tmpdir(), 'face-session-screenshots-')), 'camera.mjpeg');
  await writeFile(file, Buffer.concat([frame, frame, frame]));
  return file;
}

const camera = await cameraFile();
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${camera}`,
  ],
});
const script = await screenPageScript();
await mkdir(folder, { recursive: true });
let count = 0;
for (const { screen, theme, locale, names, textScale = 1 } of forDocs ? docs : sets) {
  const context = await browser.newContext({ viewport: screens[screen], deviceScaleFactor: forDocs ? 1.5 : 1 });
  const page = await context.newPage();
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Screens</title>' }),
  );
  await page.goto('http://localhost/');
  await page.evaluate((scale) => (document.documentElement.style.fontSize = `${scale * 100}%`), textScale);
  await page.addScriptTag({ content: script });
  for (const name of names) {
    await page.evaluate((state) => window.show(state), { ...screenStates[name], theme, locale });
    await page.waitForTimeout(SETTLED_MS);
    const parts = forDocs ? [name, theme, locale] : [screen, theme, locale, ...(textScale > 1 ? ['large-text'] : []), name];
    const picture = await page.screenshot({ animations: forDocs ? 'disabled' : 'allow' });
    await writeFile(join(folder, `${parts.join('-')}.png`), forDocs ? await sharp(picture).png({ palette: true }).toBuffer() : picture);
    count++;
  }
  await context.close();
}
await browser.close();
await rm(dirname(camera), { recursive: true });
console.log(`${count} pictures in ${folder}`);
