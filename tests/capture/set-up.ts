import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchChromium, type Camera } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { appSource } from './app.js';
import { cameraOf, frontal } from './face-camera.js';
import { startStubService, type StubService } from './stub-service.js';

/* What a test file of the capture runs on. The three are set before its first test, and are its own: a test file has modules of its own. */

export let service: StubService;
export let served: Page;
export let browser: Browser;

/**
 * Starts the scripted service, the page of an app and a browser before the tests of this file, and ends them after. The service forgets calls and answers before
 * each test.
 * @param camera the browser's; before a face unless given
 */
export function setUpCapture(camera?: Camera): void {
  beforeAll(async () => {
    service = await startStubService();
    served = await servePage(appSource, service.url);
    browser = await launchChromium(camera ?? (await cameraOf(frontal)));
  });
  beforeEach(() => {
    service.calls.length = 0;
    for (const answers of [service.openings, service.bursts, service.gestures]) answers.length = 0;
    service.incomplete = undefined;
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await service.close();
  });
}

/** Options without guidance: each screen stays until the shutter is pressed. */
export const withShutter = (): { readonly assetsURL: string } => ({ assetsURL: `${service.url}/nowhere/` });
