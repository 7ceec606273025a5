import { cameraItems } from '@face-session/liveness';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { person, type Person } from '../kit/people.js';
import { startHarness, type Harness } from '../kit/service.js';
import { injections, type InjectionName } from './injections.js';

/** An app of a customer. Unlike the one of tests/e2e it leaves the browser's functions alone. */
const app = `
import { create } from '@face-session/web';
window.runSession = (accessToken, sessionId) => create({ accessToken }).faceSession({ sessionId }).then(() => undefined, () => undefined);`;

/** How long the camera is watched before the picture is taken, in milliseconds: time for a person to be placed. */
const PLACING_MS = 2_000;

/** Longest time from the page to the end of the first attempt, in milliseconds: models load from cold. */
const ATTEMPT_MS = 60_000;

interface FoundEvidence {
  readonly outcome: string;
  readonly value?: number;
}

describe('pictures in the place of a camera, in Chromium', () => {
  let harness: Harness;
  let page: Page;
  let ben: Person;
  let browser: Browser | undefined;

  beforeAll(async () => {
    harness = await startHarness({}, { environment: {} });
    page = await servePage(app, harness.url);
    ben = await person('ben');
  }, 120_000);

  afterEach(async () => {
    await browser?.close();
    browser = undefined;
  });

  afterAll(async () => {
    await page.close();
    await harness.close();
  });

  /** The first attempt of a session with an injection: what became of it, and what was found against the camera. */
  async function attempt(
    name: InjectionName,
    cameraEvidence: 'record' | 'gestures' | 'refuse',
  ): Promise<{ event: string; findings: Readonly<Record<string, FoundEvidence>> }> {
    const injection = injections[name];
    const client = await harness.addClient({ policy: { cameraEvidence } });
    browser = await launchChromium(await injection.camera(ben));
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
    const tab = await context.newPage();
    if ('script' in injection) await tab.addInitScript(injection.script);
    await tab.route('**/assets/detect.*', (route) => route.abort());
    await tab.goto(page.url);
    const given = [await client.token(), await client.createSession(ben.idPhoto)] as const;
    await tab.evaluate(([token, sessionId]) => {
      void (window as unknown as { runSession: (...args: unknown[]) => Promise<void> }).runSession(token, sessionId);
    }, given);
    // Nobody is guided: the models of the guide would cost more time than all the rest.
    const shutter = tab.getByRole('button', { name: 'Take the picture' });
    if (injection.event !== 'attempt.refused') {
      await shutter.waitFor();
      await tab.waitForTimeout(PLACING_MS);
      await shutter.click();
    }
    const decided = async (): Promise<Awaited<ReturnType<Harness['lastAudit']>>> => {
      const log = await harness.service.store.auditLog({ clientId: client.clientId, limit: 50 });
      return log.findLast(({ event }) => event.startsWith('attempt.'));
    };
    await expect.poll(decided, { timeout: ATTEMPT_MS }).toBeDefined();
    const entry = await decided();
    const details = (entry?.details ?? {}) as { findings?: Readonly<Record<string, FoundEvidence>> };
    return { event: entry?.event ?? '', findings: details.findings ?? {} };
  }

  it.each(Object.keys(injections) as InjectionName[])(
    '%s: the service finds the evidence against it and decides by it, where its policy lets evidence refuse',
    async (name) => {
      const { event, findings } = await attempt(name, 'refuse');
      const injection = injections[name];
      const allowed: readonly string[] = 'mayFind' in injection ? injection.mayFind : [];
      const found = cameraItems.filter((item) => item in findings && !allowed.includes(item));
      expect([event, found], JSON.stringify(findings)).toEqual([injection.event, injection.finds]);
    },
    120_000,
  );

  it.each([
    ['record', 'attempt.passed'],
    ['gestures', 'attempt.challenged'],
  ] as const)(
    'a canvas: camera evidence under "%s" makes it %s',
    async (policy, event) => {
      const found = await attempt('canvas', policy);
      expect([found.event, found.findings.cameraTrackClass?.value], JSON.stringify(found.findings)).toEqual([event, 6]);
    },
    120_000,
  );
});
