import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { tokenOf, type StubService } from './stub-service.js';

/** The module of the page that tests drive: the element and the plugin as an integrator has them. */
export const appSource = `
import * as UqudoSDK from 'uqudosdk-capacitor';
import * as capture from '@face-session/capture';
Object.assign(window, { UqudoSDK, capture });
`;

export const SESSION_ID = 'd2186cf1-0000-4000-8000-000000000001';

/** An app's page in a browser, ready to start sessions. */
export interface App {
  readonly page: Page;
  /** Starts a session with the element; does not wait for its end. */
  start(options?: object): Promise<void>;
  /** Waits until the session is in this phase. */
  reach(phase: string, timeoutMs?: number): Promise<void>;
  /** How the session ended. */
  end(): Promise<{ value?: string; code?: string; fault?: string; message?: string; data?: string }>;
  /** The phases since the start, in order. */
  phases(): Promise<string[]>;
  /** Remembers every camera track that the page gets from here on, in `window.tracks`. */
  rememberCameras(): Promise<void>;
  /** Whether a camera that was remembered is on. */
  cameraIsOn(): Promise<boolean>;
  /** Clicks a button of the screen by its words. */
  click(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openApp(browser: Browser, url: string, service: StubService, options: BrowserContextOptions = {}): Promise<App> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    console.error('page:', error.message);
  });
  await page.goto(url);
  return {
    page,
    rememberCameras: () => page.evaluate(rememberCameras),
    cameraIsOn: () =>
      page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.some((track) => track.readyState === 'live')),
    async start(more = {}) {
      await page.evaluate(
        ({ given }) => {
          const scope = window as unknown as {
            capture: { runFaceSession(options: object): Promise<string> };
            phases: string[];
            ended: Promise<object>;
          };
          scope.phases = [];
          new MutationObserver(() => {
            const phase = document.querySelector('face-session-capture')?.getAttribute('phase');
            if (phase && scope.phases[scope.phases.length - 1] !== phase) scope.phases.push(phase);
          }).observe(document.body, { subtree: true, childList: true, attributes: true });
          scope.ended = scope.capture.runFaceSession(given).then(
            (value) => ({ value }),
            (reason: unknown) => {
              const { code, fault, message, data } = reason as { code: string; fault?: string; message: string; data?: string };
              return { code, fault, message, data };
            },
          );
        },
        { given: { token: tokenOf(service.url), sessionId: SESSION_ID, ...more } },
      );
    },
    async reach(phase, timeoutMs = 30_000) {
      await page.waitForFunction((name) => (window as unknown as { phases: string[] }).phases.includes(name), phase, {
        timeout: timeoutMs,
      });
    },
    end: () => page.evaluate(() => (window as unknown as { ended: Promise<object> }).ended),
    phases: () => page.evaluate(() => (window as unknown as { phases: string[] }).phases),
    async click(name) {
      await page.getByRole('button', { name, exact: true }).click();
    },
    close: () => context.close(),
  };
}

/** Runs in the page. */
function rememberCameras(): void {
  const scope = window as unknown as { tracks: MediaStreamTrack[] };
  scope.tracks = [];
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    scope.tracks.push(...stream.getTracks());
    return stream;
  };
}
