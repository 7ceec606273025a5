import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page as AppPage } from '../kit/page.js';
import { startTestService, type TestService } from '../kit/service.js';
import { appSource, openApp, SESSION_ID } from './app.js';

/* What the service itself answers to mistakes with token and session, in a browser, to the app by the plugin's and the web SDK's error as well. */

let service: TestService;
let served: AppPage;
let browser: Browser;
let token: string;

beforeAll(async () => {
  service = await startTestService({ REFUSE_VIRTUAL_CAMERAS: 'false' });
  token = await service.token();
  served = await servePage(`${appSource}\nimport * as web from '@face-session/web';\nObject.assign(window, { web });`, service.baseURL);
  browser = await launchChromium({ kind: 'two' });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await served.close();
  await service.close();
});

describe('a mistake with token or session', () => {
  it.each([
    ['an unknown session', 'This check can’t be found', 'SESSION_EXPIRED', 'SESSION_UNKNOWN', () => ({})],
    ['a cut token', 'The service refused this app', 'UNAUTHORIZED', 'TOKEN_REFUSED', () => ({ token: token.slice(0, -9) })],
  ] as const)('%s is told apart from the others', async (_, reads, code, fault, change) => {
    const app = await openApp(browser, served.url, { url: service.baseURL } as never);
    await app.start({ token, sessionId: SESSION_ID, assetsURL: '/nowhere/', ...change() });
    await app.page.getByRole('heading', { name: reads }).waitFor();
    expect(await app.end()).toMatchObject({ code, fault });
    await app.close();
  });

  it.each(['plugin', 'web'] as const)('has the same name in the error of the %s', async (sdk) => {
    const app = await openApp(browser, served.url, { url: service.baseURL } as never);
    const fault = await app.page.evaluate(
      async ({ accessToken, sessionId, name }) => {
        const scope = window as unknown as { UqudoSDK: typeof import('uqudosdk-capacitor'); web: typeof import('@face-session/web') };
        const config = new scope.UqudoSDK.FaceSessionConfigurationBuilder().setToken(accessToken).setSessionId(sessionId).build();
        const ending =
          name === 'plugin'
            ? new scope.UqudoSDK.UqudoPlugin().faceSession(config)
            : scope.web.create({ accessToken }).faceSession({ sessionId });
        return (ending as Promise<unknown>).catch((error: unknown) => (error as { fault?: string }).fault);
      },
      { accessToken: token, sessionId: SESSION_ID, name: sdk },
    );
    expect(fault).toBe('SESSION_UNKNOWN');
    await app.close();
  });
});
