import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  clientRuleNames,
  consoleRoutes,
  linkPageSettingNames,
  operatorRoles,
  rollUp,
  ruleNamed,
  setOperatorDisabled,
  type OperatorRole,
} from '@face-session/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedStore } from '../../bench/src/seed/seed-store.js';
import { axeFindingsIn } from '../kit/axe.js';
import { launchChromium } from '../kit/browser.js';
import { invite, operatorInBrowser, withAuthenticator, type OperatorInBrowser } from '../kit/operators.js';
import { claimsOf, startHarness, type Harness } from '../kit/service.js';

/* The operators' console: operators in browsers of their own, on a store with simulated traffic. */

/** SQLite as the service's own driver opens it, to count beside the console. */
const Database = createRequire(import.meta.resolve('@face-session/server'))('libsql') as new (file: string) => {
  prepare(text: string): { all(parameters: readonly unknown[]): Record<string, number>[] };
  close(): void;
};

const HOUR_MS = 60 * 60 * 1000;

let harness: Harness;
let browser: Browser;
let admin: OperatorInBrowser;
let reviewer: OperatorInBrowser;
let viewer: OperatorInBrowser;
/** What the console answered before there was an operator. */
let before: number;
beforeAll(async () => {
  harness = await startHarness({}, { environment: { BASE_URL: 'http://localhost:0', WORKERS: '1', CONSOLE_PORT: '0' } });
  before = (await fetch(origin())).status;
  await seedStore(harness.service.store, { days: 9, sessionsPerDay: 120, seed: 7, now: harness.clock() });
  browser = await launchChromium();
  admin = await operatorInBrowser(browser, harness.service, 'Ada', 'admin');
  reviewer = await operatorInBrowser(browser, harness.service, 'Rosa', 'reviewer');
  viewer = await operatorInBrowser(browser, harness.service, 'Vera', 'viewer');
});
afterAll(async () => {
  await browser.close();
  await harness.close();
});

const origin = (): string => harness.service.consoleOrigin ?? '';

/** One row of what the database has, counted without the console. */
function counted(text: string, ...parameters: unknown[]): Record<string, number> {
  const database = new Database(join(harness.folder, 'face-session.db'));
  try {
    return database.prepare(text).all(parameters)[0] ?? {};
  } finally {
    database.close();
  }
}

describe('the listener', () => {
  it('answers nothing until there is an operator, and nobody on other origins', async () => {
    expect(before).toBe(404);
    const page = await fetch(origin(), { headers: { origin: 'https://elsewhere.example' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect((await fetch(`${origin()}/api/v1/attempts`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${harness.url}/api/me`)).status).toBe(404);
  });

  it('keeps its sign-in in a cookie that no script, no other host and no other site gets', async () => {
    const [cookie] = await admin.context.cookies();
    expect(cookie).toMatchObject({ name: '__Host-face-session-console', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  });

  it('refuses an action without the token of the page, or from another origin', async () => {
    const [cookie] = await admin.context.cookies();
    const { token } = (await admin.call('me')).body as { token: string };
    const sent = async (headers: Record<string, string>): Promise<string> => {
      const response = await fetch(`${origin()}/api/client/state`, {
        method: 'POST',
        headers: { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ clientId: 'north-bank', disabled: true }),
      });
      return ((await response.json()) as { code?: string }).code ?? 'done';
    };
    expect(await sent({ origin: origin() })).toBe('REFUSED');
    expect(await sent({ 'x-console-token': token })).toBe('REFUSED');
    expect(await sent({ origin: 'https://elsewhere.example', 'x-console-token': token })).toBe('REFUSED');
    expect(await sent({ origin: origin(), 'x-console-token': token, 'sec-fetch-site': 'same-site' })).toBe('REFUSED');
    expect((await harness.service.store.findClient('north-bank'))?.disabled).toBe(false);
  });
});

describe('signing in', () => {
  it('a link registers one passkey, once, and the passkey signs in again', async () => {
    const { url } = await invite(harness.service, 'Once', 'viewer');
    const { page, context } = await withAuthenticator(browser);
    await page.goto(url);
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    await context.close();

    const other = await withAuthenticator(browser);
    await other.page.goto(url);
    await other.page.getByText('This link was used or is over').waitFor();
    await other.context.close();
  });
});

describe('a role reaches its routes and no others', () => {
  const operators = (): Record<OperatorRole, OperatorInBrowser> => ({ viewer, reviewer, admin });

  it.each(consoleRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    const path = route.path.slice('/api/'.length);
    expect((await fetch(`${origin()}${route.path}`, { method: route.method, headers: { origin: origin() } })).status).toBe(401);
    for (const role of operatorRoles) {
      // Without what the route needs: who may call it is told what is missing.
      const { status, body } = await operators()[role].call(path, route.method === 'POST' ? {} : undefined);
      const mayCall = operatorRoles.indexOf(role) >= operatorRoles.indexOf(route.role);
      expect(`${role} ${body.code === 'FORBIDDEN' ? 'may not' : 'may'}`).toBe(`${role} ${mayCall ? 'may' : 'may not'}`);
      expect(status === 403).toBe(!mayCall);
    }
  });
});

describe('the figures of each view are those of the database', () => {
  it('Today', async () => {
    await viewer.open('today?days=7');
    const { body } = await viewer.call('today?days=7');
    const { from, to, now } = body as unknown as { from: number; to: number; now: Record<string, unknown> };
    const real = `client_id in (select client_id from clients where test = 0)`;
    const born = `select session_hash from audit_log where event = 'session.created' and at >= ? and at < ? and ${real}`;
    const sessions = counted(`select count(*) as n from (${born})`, from, to).n;
    const passed = counted(`select count(*) as n from audit_log where event = 'attempt.passed' and session_hash in (${born})`, from, to).n;
    const attempts = counted(
      `select count(distinct session_hash || json_extract(details, '$.attempt')) as n from audit_log
        where event in ('attempt.passed', 'attempt.failed', 'attempt.challenged') and session_hash in (${born})`,
      from,
      to,
    ).n;
    const noMatch = counted(
      `select count(*) as n from audit_log where event = 'attempt.failed' and json_extract(details, '$.reason') = 'no_match' and session_hash in (${born})`,
      from,
      to,
    ).n;
    const denied = counted(
      `select count(distinct session_hash) as n from trace_events
        where json_extract(fields, '$.statusCode') = 'CAMERA_PERMISSION_NOT_GRANTED' and session_hash in (${born})
        and session_hash in (select session_hash from session_summaries where outcome <> 'open')`,
      from,
      to,
    ).n;
    expect(sessions).toBeGreaterThan(300);
    expect(now).toMatchObject({ sessions, attempts, outcomes: { passed }, left: { permission: denied } });
    expect(now.reasons).toMatchObject({ 'FACE_NO_MATCH:no_match': noMatch });
    const figure = (name: string): Promise<string | null> =>
      viewer.page
        .locator('.figure', { has: viewer.page.getByText(name, { exact: true }) })
        .locator('strong')
        .textContent();
    expect(await figure('Sessions')).toBe(sessions?.toLocaleString('en-US'));
    expect(await figure('Passed')).toBe(passed?.toLocaleString('en-US'));
    // The table behind the plot adds up to the same.
    await viewer.page.getByText('Show as a table').first().click();
    const cells = await viewer.page
      .locator('figure tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('td')].slice(0, 3).map((cell) => Number(cell.textContent.replaceAll(',', '')))),
      );
    expect(cells.flat().reduce((sum, value) => sum + value, 0)).toBe(sessions);
  });

  it('Sessions', async () => {
    const { body } = await viewer.call('sessions?outcome=passed&client=car-rental');
    const rows = body.sessions as { sessionHash: string; outcome: string; clientId: string; attempts: number }[];
    const [first] = rows;
    expect(rows.every(({ outcome, clientId }) => outcome === 'passed' && clientId === 'car-rental')).toBe(true);
    const newest = counted(
      `select max(at) as at from audit_log where event = 'session.created' and client_id = 'car-rental'
        and session_hash in (select session_hash from audit_log where event = 'attempt.passed')`,
    ).at;
    expect((body.sessions as { createdAt: number }[])[0]?.createdAt).toBe(newest);
    await viewer.open(`sessions/${first?.sessionHash ?? ''}`);
    const steps = counted('select count(*) as n from trace_events where session_hash = ?', first?.sessionHash).n ?? 0;
    const timeline = await viewer.page.locator('.timeline').innerText();
    expect(timeline).toContain('The session was created.');
    expect(timeline).toMatch(/Attempt \d passed at match level [345]\./);
    expect(steps).toBeGreaterThan(5);
    // A viewer sees no way to a selfie, an export or a deletion.
    expect(await viewer.page.getByRole('button', { name: /selfie|Export|Delete/ }).count()).toBe(0);
  });

  it('Levels and liveness', async () => {
    const { body } = await viewer.call('levels?days=7&client=ticket-office');
    const { body: period } = await viewer.call('today?days=7');
    const five = counted(
      `select count(*) as n from audit_log where event = 'attempt.passed' and client_id = 'ticket-office' and json_extract(details, '$.matchLevel') = 5
        and session_hash in (select session_hash from audit_log where event = 'session.created' and at >= ? and at < ?)`,
      period.from,
      period.to,
    ).n;
    expect(body.levels).toMatchObject({ 5: five });
    await viewer.open('levels?days=7');
    expect(await viewer.page.locator('svg.drawing').count()).toBe(2);
  });

  it('Clients and Service', async () => {
    await viewer.open('clients');
    expect(await viewer.page.locator('tbody tr').count()).toBe(counted('select count(*) as n from clients').n);
    await viewer.open('service');
    const text = await viewer.page.locator('main').innerText();
    expect(text).toContain('Ada');
    expect(text).not.toContain(process.env.MASTER_KEY ?? '1'.repeat(64));
  });
});

describe('Review', () => {
  it('a reviewer decides beside the service, once', async () => {
    const waiting = counted(
      `select count(*) as n from session_summaries where review is not null and client_id = 'north-bank'
        and session_hash not in (select session_hash from reviews)`,
    ).n;
    const { body } = await reviewer.call('review');
    const queue = body.queue as { summary: { sessionHash: string; outcome: string } }[];
    expect(queue.length).toBe(Math.min(50, waiting ?? 0));
    const [first] = queue;
    await reviewer.open('review');
    const card = reviewer.page.locator(`section[aria-label="${first?.summary.sessionHash.slice(0, 10) ?? ''}"]`);
    await card.getByLabel('Decision').selectOption('attack');
    await card.getByLabel('Note').fill('A print');
    await card.getByRole('button', { name: 'Record the decision' }).click();
    await reviewer.page.getByText('The decision was recorded.').waitFor();
    const session = first?.summary.sessionHash ?? '';
    expect((await harness.service.store.summariesOf([session]))[0]?.outcome).toBe(first?.summary.outcome);
    expect((await reviewer.call('review/decide', { session, decision: 'person', note: '' })).status).toBe(409);
    expect(await harness.service.store.auditLog({ sessionHash: session, event: 'review.decided', limit: 5 })).toMatchObject([
      { details: { operator: 'Rosa', decision: 'attack' } },
    ]);
  });
});

describe('a selfie', () => {
  it('is shown by its id, with a reason, and every look is in the audit log', async () => {
    const client = await harness.addClient({ name: 'Test', test: true });
    const response = await client.call('/api/v1/face', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ outcome: 'pass' }),
    });
    const { sessionId } = (await response.json()) as { sessionId: string };
    const outcome = await client.attempt(sessionId, [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }]);
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const imageId = String(claimsOf(outcome.result).data.face?.auditTrailImageId);
    await rollUp(harness.service);

    await reviewer.open(`sessions?id=${sessionId}&client=${client.clientId}`);
    await reviewer.page.locator('tbody a').first().click();
    await reviewer.page.getByRole('heading', { name: 'What happened' }).waitFor();
    await reviewer.page.getByLabel('Id of the selfie').fill(imageId);
    await reviewer.page.getByLabel('Why do you look at it?').fill('Complaint 17');
    await reviewer.page.getByRole('button', { name: 'Show the selfie' }).click();
    await reviewer.page.getByAltText('Selfie of the session').waitFor();
    const { sessionHash } = (await harness.lastAudit(client)) ?? {};
    const looks = (): ReturnType<typeof harness.service.store.auditLog> =>
      harness.service.store.auditLog({ event: 'console.selfie-viewed', limit: 10 });
    expect(await looks()).toMatchObject([{ sessionHash, details: { operator: 'Rosa', reason: 'Complaint 17' } }]);
    // Not of another session, and not without a reason.
    const [other] = await harness.service.store.findSummaries({ clientIds: ['north-bank'] }, 1);
    expect((await reviewer.call('session/selfie', { session: other?.sessionHash, imageId, reason: 'Complaint 17' })).status).toBe(404);
    expect((await reviewer.call('session/selfie', { session: sessionHash, imageId, reason: ' ' })).status).toBe(400);
    expect(await looks()).toHaveLength(1);

    // The administrator exports and deletes it.
    const exported = await admin.call('session/export', { session: sessionHash, wholeUser: false });
    expect(JSON.stringify(exported.body)).toContain('attempt.passed');
    expect((await admin.call('session/delete', { session: sessionHash })).body).toEqual({ deleted: true });
    expect((await reviewer.call('session/selfie', { session: sessionHash, imageId, reason: 'Complaint 17' })).status).toBe(404);
    expect((await client.call(`/api/v1/info/img/${imageId}`)).status).toBe(404);
  });
});

describe('Clients', () => {
  it('an administrator adds, changes and rotates; each secret is shown once', async () => {
    await admin.open('clients');
    await admin.page.getByLabel('Name').fill('Hotel');
    await admin.page.getByLabel('Identifier').fill('hotel');
    await admin.page.getByRole('button', { name: 'Add a client' }).click();
    const secret = await admin.page.locator('.secret code').last().innerText();
    const token = await fetch(`${harness.url}/api/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'hotel', client_secret: secret }),
    });
    expect(token.status).toBe(200);
    await admin.open('clients/hotel');
    expect(await admin.page.locator('main').innerText()).not.toContain(secret);
    await admin.page.getByLabel('Lowest match level').selectOption('5');
    await admin.page.locator('form', { hasText: 'Lowest match level' }).getByRole('button', { name: 'Save' }).click();
    await admin.page.getByText('Saved.').waitFor();
    expect((await harness.service.store.findClient('hotel'))?.policy.minimumMatchLevel).toBe(5);
    expect((await admin.call('client/set', { clientId: 'hotel', policy: { minimumMatchLevel: 9 } })).status).toBe(400);
    const rotated = await admin.call('client/secret', { clientId: 'hotel', overlapHours: 0 });
    expect(rotated.body).toMatchObject({ clientId: 'hotel', ended: 1 });
    const entries = (await harness.service.store.auditLog({ clientId: 'hotel', limit: 20 })).map(({ event }) => event);
    expect(entries).toEqual(expect.arrayContaining(['client.added', 'client.changed', 'client.secret-added', 'console.acted']));
  });
});

describe('the settings of a client', () => {
  it('are all in one form that is made of the list of the service', async () => {
    await harness.service.store.updateClient('car-rental', { policy: {} });
    await admin.open('clients/car-rental');
    const wanted = clientRuleNames.map((name): [string, unknown] => {
      const { choices, parts } = ruleNamed(name);
      const choice = choices.at(-1);
      return [name, parts ? Object.fromEntries(parts.map((part) => [part, choice])) : choice];
    });
    for (const name of clientRuleNames) {
      const { choices, parts } = ruleNamed(name);
      for (const field of parts?.map((part) => `${name}.${part}`) ?? [name]) {
        await admin.page.locator(`select[name="${field}"]`).selectOption(JSON.stringify(choices.at(-1)));
      }
    }
    const save = admin.page.locator('form', { hasText: 'Lowest match level' }).getByRole('button', { name: 'Save' });
    await save.click();
    await admin.page.getByText('Saved.').waitFor();
    expect((await harness.service.store.findClient('car-rental'))?.policy).toEqual(Object.fromEntries(wanted));
    // Each can be that of the service again.
    for (const name of clientRuleNames) {
      const fields = ruleNamed(name).parts?.map((part) => `${name}.${part}`) ?? [name];
      for (const field of fields) await admin.page.locator(`select[name="${field}"]`).selectOption('null');
    }
    await save.click();
    await expect.poll(async () => (await harness.service.store.findClient('car-rental'))?.policy).toEqual({});
    for (const [rule, value] of [
      ['deviceRules', { bot: 'explode' }],
      ['deviceRules', ['refuse']],
      ['cameraEvidence', 'maybe'],
      ['unknownRule', true],
    ] as const) {
      expect((await admin.call('client/set', { clientId: 'car-rental', policy: { [rule]: value } })).status).toBe(400);
    }
  });

  it('of the hosted page are there too, and a wrong one is refused', async () => {
    await admin.open('clients/car-rental');
    for (const name of linkPageSettingNames) expect([name, await admin.page.locator(`[name="${name}"]`).count()]).not.toEqual([name, 0]);
    await admin.page.getByLabel('Origins to return to').fill('https://one.example https://two.example');
    await admin.page.getByLabel('Version of the consent text').fill('2026-1');
    await admin.page.getByLabel('A capture may go on').selectOption('true');
    await admin.page.locator('form', { hasText: 'Origins to return to' }).getByRole('button', { name: 'Save' }).click();
    await admin.page.getByText('Saved.').waitFor();
    expect(await harness.service.store.findLinkPage('car-rental')).toMatchObject({
      returnOrigins: ['https://one.example', 'https://two.example'],
      consentVersion: '2026-1',
      captureHandOff: true,
      privacyURL: null,
    });
    for (const page of [{ returnOrigins: ['http://plain.example'] }, { privacyURL: 'javascript:alert(1)' }, { captureHandOff: 'yes' }]) {
      expect(await admin.call('link-page/set', { clientId: 'car-rental', page })).toMatchObject({ status: 400, body: { code: 'INVALID' } });
    }
    const logo = Buffer.from('<svg onload="alert(1)"/>').toString('base64');
    expect((await admin.call('link-page/set', { clientId: 'car-rental', page: {}, logo })).status).toBe(400);
    expect(await harness.service.store.auditLog({ event: 'client.link-page-changed', limit: 5 })).toHaveLength(1);
  });

  it('an administrator creates a link, whose address is shown once with its QR code', async () => {
    const { clientId } = await harness.addClient({ name: 'Test links', test: true });
    await admin.open(`clients/${encodeURIComponent(clientId)}`);
    await admin.page.getByText('Create a link').first().click();
    await admin.page.getByRole('button', { name: 'Create a link' }).click();
    await admin.page.getByAltText('QR code of the link').waitFor();
    const url = await admin.page.locator('.secret code').last().innerText();
    expect((await fetch(url)).status).toBe(200);
    await admin.open(`clients/${encodeURIComponent(clientId)}`);
    expect(await admin.page.locator('main').innerText()).not.toContain(url);
    expect(await admin.call('link/add', { clientId: 'north-bank' })).toMatchObject({ status: 400, body: { code: 'INVALID' } });
    const elsewhere = await admin.call('link/add', { clientId, returnURL: 'https://elsewhere.example' });
    expect(elsewhere).toMatchObject({ status: 400, body: { code: 'INVALID' } });
  });

  it('a key of another algorithm is added where there is none', async () => {
    await admin.open('service');
    await admin.page.getByRole('button', { name: 'Add a key of EdDSA' }).first().click();
    await admin.page.getByText('The key is published').waitFor();
    const keys = await harness.service.store.signingKeys(harness.clock());
    expect(keys.map(({ algorithm }) => algorithm)).toContain('EdDSA');
  });
});

describe('what is saved', () => {
  const saved = async ({ page }: OperatorInBrowser, name: string): Promise<{ name: string; content: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).first().click()]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };

  it('a plot is saved as CSV with its figures, and as a PNG', async () => {
    await viewer.open('today?days=7');
    const csv = await saved(viewer, 'Save CSV');
    expect(csv.name).toBe('sessions-by-day.csv');
    const [head = '', ...rows] = csv.content.toString().split('\r\n').slice(0, -1);
    expect(head).toBe('\ufeffDay,Passed,Failed,Open or not finished,Attempts');
    const { now } = (await viewer.call('today?days=7')).body as unknown as { now: { sessions: number } };
    const counts = rows.flatMap((row) => row.split(',').slice(-4, -1).map(Number));
    expect(counts.reduce((all, value) => all + value, 0)).toBe(now.sessions);
    const png = await saved(viewer, 'Save PNG');
    expect([png.name, png.content.subarray(1, 4).toString()]).toEqual(['sessions-by-day.png', 'PNG']);
    // Twice the size of the drawing.
    expect(png.content.readUInt32BE(16)).toBe(2_000);
  });

  it('what is kept of a person is saved as JSON and as a page that runs nothing', async () => {
    const [session] = await harness.service.store.findSummaries({ clientIds: ['north-bank'], outcome: 'passed' }, 1);
    await reviewer.open(`sessions/${session?.sessionHash ?? ''}`);
    const json = (await saved(reviewer, 'Export JSON')).content.toString();
    expect(JSON.stringify(JSON.parse(json))).toContain(session?.sessionHash);
    const html = (await saved(reviewer, 'Export HTML')).content.toString();
    expect(html).toContain(session?.sessionHash);
    expect(html).not.toMatch(/<script|src=|href=/);
  });
});

describe('with the keyboard alone', () => {
  it('an operator goes from a view to a session, and answers a question', async () => {
    const { page } = admin;
    /** What has the focus. */
    const focused = (): Promise<{ text: string; isSeen: boolean }> =>
      page.evaluate(() => {
        const found = document.activeElement;
        const isSeen = found !== null && getComputedStyle(found).outlineStyle !== 'none';
        return { text: (found?.getAttribute('aria-label') ?? found?.textContent ?? '').trim(), isSeen };
      });
    /** Presses Tab until something of that name has the focus, which must be seen. */
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 200; presses++) {
        await page.keyboard.press('Tab');
        const { text, isSeen } = await focused();
        if (text !== name) continue;
        expect([name, isSeen]).toEqual([name, true]);
        return;
      }
      throw new Error(`Tab does not lead to ${name}.`);
    };
    await admin.open('today?days=7');
    await page.keyboard.press('Tab');
    expect((await focused()).text).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await admin.open('today?days=7');
    await tabTo('Sessions');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    const first = (await page.locator('tbody a').first().innerText()).trim();
    await tabTo(first);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await tabTo('Delete this session');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // The answer that changes nothing has the focus, and Escape is the same.
    expect((await focused()).text).toBe('Cancel');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('every view', () => {
  it.each([
    ['en', { width: 1280, height: 900 }],
    ['ar', { width: 390, height: 844 }],
  ])('is clean for axe and fits its window (%s)', async (language, size) => {
    await admin.page.setViewportSize(size);
    await admin.page.evaluate((tag) => {
      localStorage.setItem('face-session-console-language', tag);
    }, language);
    const [session] = await harness.service.store.findSummaries({ clientIds: ['north-bank'], outcome: 'passed' }, 1);
    for (const path of [
      'today?days=7',
      'sessions',
      `sessions/${session?.sessionHash ?? ''}`,
      'review',
      'levels?days=7',
      'clients',
      'clients/north-bank',
      'service',
    ]) {
      await admin.open(path);
      expect([path, await axeFindingsIn(admin.page)]).toEqual([path, []]);
      const overflow = await admin.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([path, overflow]).toEqual([path, 0]);
    }
    await admin.page.evaluate(() => {
      localStorage.removeItem('face-session-console-language');
    });
  });
});

describe('a sign-in ends', () => {
  const statusOf = async ({ context }: OperatorInBrowser): Promise<number> => {
    const [cookie] = await context.cookies();
    return (await fetch(`${origin()}/api/me`, { headers: { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` } })).status;
  };

  it('at sign-out, for whoever kept the cookie', async () => {
    const operator = await operatorInBrowser(browser, harness.service, 'Leaving', 'viewer');
    const [cookie] = await operator.context.cookies();
    await operator.page.getByRole('button', { name: 'Sign out' }).click();
    await operator.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const kept = await fetch(`${origin()}/api/me`, { headers: { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` } });
    expect(kept.status).toBe(401);
  });

  it('when its operator is disabled, and their passkey and link with it', async () => {
    const operator = await operatorInBrowser(browser, harness.service, 'Gone', 'admin');
    expect(await statusOf(operator)).toBe(200);
    await setOperatorDisabled(harness.service, operator.operator, true);
    expect(await statusOf(operator)).toBe(401);
    await operator.page.reload();
    await operator.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect.poll(() => operator.page.getByRole('alert').innerText()).toContain('That passkey was not accepted');
  });

  it('at its idle limit, and at its longest', async () => {
    const operator = await operatorInBrowser(browser, harness.service, 'Idle', 'viewer');
    const { idleMinutes, sessionHours } = harness.service.config.console ?? { idleMinutes: 0, sessionHours: 0 };
    harness.clock.advance((idleMinutes - 1) * 60_000);
    expect(await statusOf(operator)).toBe(200);
    harness.clock.advance(idleMinutes * 60_000);
    expect(await statusOf(operator)).toBe(401);
    const busy = await operatorInBrowser(browser, harness.service, 'Busy', 'viewer');
    for (let minutes = 0; minutes < sessionHours * 60 - idleMinutes; minutes += idleMinutes - 1) {
      harness.clock.advance((idleMinutes - 1) * 60_000);
      if (minutes < (sessionHours - 1) * 60) expect(await statusOf(busy)).toBe(200);
    }
    harness.clock.advance(HOUR_MS);
    expect(await statusOf(busy)).toBe(401);
  });
});
