import { addOperator, newRegistrationToken, registrationURL, type Operator, type OperatorRole, type Service } from '@face-session/server';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** An operator in a browser of their own, signed in. */
export interface OperatorInBrowser {
  readonly operator: Operator;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens a view: `today?days=7`. Resolves when it is shown. */
  open(path: string): Promise<void>;
  /** Calls the console as its page does. */
  call(path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** Adds an operator and returns the address of the link that the command line prints. */
export async function invite(service: Service, name: string, role: OperatorRole): Promise<{ operator: Operator; url: string }> {
  const operator = await addOperator(service, { name, role });
  if (!operator || service.consoleOrigin === null) throw new Error('No operator, or no console.');
  return { operator, url: registrationURL({ origin: service.consoleOrigin }, await newRegistrationToken(service, operator)) };
}

/** A page with an authenticator of its own, which Chromium plays. */
export async function withAuthenticator(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
  return { context, page };
}

/** Adds an operator who registers a passkey with their link. */
export async function operatorInBrowser(
  browser: Browser,
  service: Service,
  name: string,
  role: OperatorRole,
  options: BrowserContextOptions = {},
): Promise<OperatorInBrowser> {
  const { operator, url } = await invite(service, name, role);
  const { context, page } = await withAuthenticator(browser, options);
  await page.goto(url);
  await page.locator('.gate button.primary').click();
  await page.locator('.shell main:not([aria-busy])').waitFor();
  return {
    operator,
    context,
    page,
    async open(path) {
      await page.goto(`${service.consoleOrigin ?? ''}/#/${path}`);
      await page.reload();
      await page.locator('.shell main:not([aria-busy])').waitFor();
    },
    call: (path, body) =>
      page.evaluate(
        async ([address, sent]) => {
          const { token } = (await (await fetch('/api/me')).json()) as { token?: string };
          const init =
            sent === undefined
              ? {}
              : {
                  method: 'POST',
                  body: JSON.stringify(sent),
                  headers: { 'content-type': 'application/json', 'x-console-token': token ?? '' },
                };
          const response = await fetch(`/api/${address}`, init);
          const isJson = (response.headers.get('content-type') ?? '').includes('json');
          return { status: response.status, body: isJson ? ((await response.json()) as Record<string, unknown>) : {} };
        },
        [path, body] as const,
      ),
  };
}
