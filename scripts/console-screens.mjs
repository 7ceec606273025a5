/* Pictures of every view of the console on simulated traffic: `npm run console-screens -- --data FOLDER --out FOLDER`. Seed FOLDER first: `DATA_DIR=FOLDER npm run seed`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { addOperator, newRegistrationToken, readConfig, registrationURL, startService } from '@face-session/server';
import { findBrowser, quietFlags } from './lib/browser.mjs';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, only: { type: 'string' }, look: { type: 'string' } },
});
if (!values.data || !values.out)
  throw new Error('console-screens --data FOLDER --out FOLDER [--only VIEW] [--look desktop-en-light,phone]');

/** The windows. */
const sizes = {
  small: { width: 320, height: 568 },
  phone: { width: 390, height: 844 },
  lying: { width: 844, height: 390 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
};
const languages = { en: 'en-GB', ar: 'ar' };

/** Each look: the size of the window, the language and the theme. */
const looks = Object.entries(sizes).flatMap(([size, viewport]) =>
  Object.entries(languages).flatMap(([language, locale]) =>
    ['light', 'dark'].map((colorScheme) => ({ name: `${size}-${language}-${colorScheme}`, options: { viewport, colorScheme, locale } })),
  ),
);

const pages = {
  today: 'today?days=7',
  sessions: 'sessions',
  session: null,
  review: 'review',
  levels: 'levels?days=30',
  clients: 'clients',
  client: 'clients/north-bank',
  service: 'service',
};

mkdirSync(values.out, { recursive: true });
const config = readConfig({
  DATA_DIR: values.data,
  PORT: '0',
  BASE_URL: 'http://localhost:0',
  WORKERS: '1',
  CONSOLE_PORT: '0',
  LOG_LEVEL: 'warn',
});
const service = await startService({ config });
const browser = await chromium.launch({ executablePath: findBrowser(), args: quietFlags });
try {
  const name = `Ada ${Date.now().toString(36)}`;
  const operator = await addOperator(service, { name, role: 'admin' });
  const url = registrationURL({ origin: service.consoleOrigin }, await newRegistrationToken(service, operator));
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
  const devTools = await context.newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  await page.goto(url);
  await page.locator('.gate button.primary').waitFor();
  if (!values.only) await page.screenshot({ path: join(values.out, 'register-desktop.png') });
  await page.locator('.gate button.primary').click();
  await page.locator('.shell main:not([aria-busy])').waitFor();
  const found = await service.store.findSummaries({ outcome: 'passed', clientIds: ['north-bank'] }, 60);
  const shown = found.find(({ attempts }) => attempts > 1) ?? found[0];
  pages.session = `sessions/${shown?.sessionHash ?? ''}`;
  const storageState = await context.storageState();
  await context.close();
  for (const { name: look, options } of looks) {
    if (values.look && !values.look.split(',').some((wanted) => look.startsWith(wanted))) continue;
    const looked = await browser.newContext({ ...options, storageState });
    const tab = await looked.newPage();
    tab.on('console', (message) => message.type() === 'error' && console.error(look, message.text()));
    for (const [view, path] of Object.entries(pages)) {
      if (values.only && values.only !== view) continue;
      await tab.goto(`${service.consoleOrigin}/#/${path}`);
      await tab.reload();
      await tab.locator('.shell main:not([aria-busy])').waitFor();
      await tab.screenshot({ path: join(values.out, `${view}-${look}.png`), fullPage: true });
    }
    await looked.close();
  }
} finally {
  await browser.close();
  await service.close();
}
