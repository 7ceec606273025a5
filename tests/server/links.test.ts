import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setWebhook } from '@face-session/server';
import { verifyFaceSessionResult, verifyIncompleteFaceSessionResult, verifyWebhook } from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookReceiver } from '../kit/webhook-receiver.js';
import { claimsOf, codeOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Links over the service's port, as a customer's backend and the hosted page use them. */

const MINUTE = 60_000;
const UNKNOWN_PER_MINUTE = 50;
const GUESSES = 1000;
const GUESSES_AT_ONCE = 50;
const scopes = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK', 'KYC_FACE_LINK'] as const;

let harness: Harness;
let tester: TestClient;
let bank: TestClient;
let anna: Person;
beforeAll(async () => {
  const limits = { ...generous, unknownIdentifiersPerMinute: UNKNOWN_PER_MINUTE };
  [harness, { anna }] = await Promise.all([
    startHarness({ limits, webhookAllowedNetworks: ['127.0.0.1'], enrollments: true }),
    loadPeople(),
  ]);
  tester = await harness.addClient({ test: true, scopes });
  bank = await harness.addClient({ scopes });
  await setPage(tester, { returnOrigins: ['https://app.example'] });
});
afterAll(() => harness.close());

interface Created {
  readonly linkId: string;
  readonly sessionId: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly qrSVG: string;
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const request = (body: object, client = tester): Promise<Response> => client.call('/api/v1/links', json(body));
async function link(body: object = {}, client = tester): Promise<Created & { readonly token: string }> {
  const response = await request(body, client);
  if (response.status !== 201) throw new Error(await response.text());
  const created = (await response.json()) as Created;
  return { ...created, token: new URL(created.url).hash.slice(1) };
}
const status = async ({ linkId }: Created, client = tester): Promise<Record<string, string>> =>
  (await (await client.call(`/api/v1/links/${linkId}`)).json()) as Record<string, string>;

/** Calls of the page: no access token, the token of the link in the body. */
const page = (call: 'open' | 'start', body: object): Promise<Response> => fetch(`${harness.url}/api/v1/links/${call}`, json(body));
const opened = async (token: string): Promise<Record<string, string>> =>
  (await (await page('open', { token })).json()) as Record<string, string>;
const newKey = (): string => randomBytes(32).toString('base64url');
const started = async (token: string, deviceKey = newKey()): Promise<{ outcome: string; accessToken: string; sessionId: string }> =>
  (await (await page('start', { token, deviceKey })).json()) as Awaited<ReturnType<typeof started>>;

async function setPage(client: TestClient, over: Partial<Parameters<Harness['service']['store']['saveLinkPage']>[0]>): Promise<void> {
  const settings = {
    name: null,
    returnOrigins: [],
    privacyURL: null,
    consentVersion: null,
    frameOrigins: [],
    captureHandOff: false,
    ...over,
  };
  const { clientId } = client;
  const details = { ...settings, logo: false };
  await harness.service.store.saveLinkPage({ clientId, ...settings }, undefined, {
    at: harness.clock(),
    event: 'client.link-page-changed',
    clientId,
    details,
  });
}

/** The whole session of a test client's link, as the capture on the page runs it. */
async function run(token: string, wishes = {}): Promise<void> {
  const session = await started(token);
  const headers = { authorization: `Bearer ${session.accessToken}` };
  await tester.attempt(session.sessionId, [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }], wishes, headers);
}

const optionsOf = ({ sessionId }: Created) =>
  ({ issuer: `${harness.url}/test`, clientId: tester.clientId, sessionId, nonce: null, allowTest: true }) as const;

describe('a link', () => {
  it('is created, opened, started and passed, and its client reads so, with the result', async () => {
    const made = await link({ state: 's 1', returnURL: 'https://app.example/back?a=1' });
    expect([new URL(made.url).pathname, made.qrSVG]).toEqual(['/l/', expect.stringMatching(/^<svg.*<\/svg>$/s)]);
    expect(await status(made)).toMatchObject({
      linkId: made.linkId,
      sessionId: made.sessionId,
      status: 'created',
      expiresAt: made.expiresAt,
    });
    expect(await opened(made.token)).toMatchObject({ status: 'opened', name: 'Bank', test: true });
    expect(await status(made)).toMatchObject({ status: 'opened' });
    await run(made.token);
    const { status: now, jwsResult } = await status(made);
    expect(now).toBe('passed');
    await expect(verifyFaceSessionResult(jwsResult!, optionsOf(made))).resolves.toMatchObject({ match: true });
    expect((await opened(made.token)).returnURL).toBe(`https://app.example/back?a=1&link=${made.linkId}&status=passed&state=s+1`);
    expect((await started(made.token)).outcome).toBe('over');
  });

  it('fails with the last failure of its session, and has the result that says so, however often it is read', async () => {
    const made = await link({ outcome: 'no_match' });
    await run(made.token, { maxAttempts: 1 });
    for (const { status: now, jwsResult } of [await status(made), await status(made)]) {
      expect(now).toBe('failed');
      await expect(verifyIncompleteFaceSessionResult(jwsResult!, optionsOf(made))).resolves.toMatchObject({ match: false });
    }
  });

  it('is started by one of fifty devices at once, and goes on there and nowhere else', async () => {
    const { token, sessionId } = await link();
    const keys = Array.from({ length: 50 }, newKey);
    const outcomes = await Promise.all(keys.map((key) => started(token, key)));
    const winners = outcomes.filter(({ outcome }) => outcome === 'started');
    expect([winners.length, winners[0]?.sessionId]).toEqual([1, sessionId]);
    expect(outcomes.filter(({ outcome }) => outcome === 'used')).toHaveLength(49);
    const winner = keys[outcomes.indexOf(winners[0]!)]!;
    expect((await started(token, winner)).outcome).toBe('started');
    harness.clock.advance(10 * MINUTE);
    expect((await started(token, winner)).outcome).toBe('over');
  });

  it('gives the page a token for its session alone', async () => {
    const [one, other] = [await link(), await link()];
    const [{ accessToken }] = [await started(one.token), await started(other.token)];
    const call = (sessionId: string, path: string, init?: RequestInit): Promise<Response> =>
      tester.call(path, { ...init, session: sessionId, token: accessToken });
    expect((await call(other.sessionId, '/api/v1/attempts', json({}))).status).toBe(403);
    expect((await call(one.sessionId, '/api/v1/links', json({}))).status).toBe(403);
    expect((await call(one.sessionId, `/api/v1/links/${one.linkId}`)).status).toBe(403);
    expect((await call(one.sessionId, '/api/v1/attempts', json({}))).status).toBe(201);
  });

  it('expires, and its session too, and webhooks tell of both with the hash of the session', async () => {
    const receiver = await startWebhookReceiver();
    try {
      let secret = '';
      const client = await harness.addClient({ test: true, scopes });
      await setWebhook(harness.service, null, client.clientId, { url: receiver.url }, (made) => Promise.resolve(void (secret = made)));
      const [expiring, ending] = [await link({ expiresIn: 60 }, client), await link({ expiresIn: 60 }, client)];
      await opened(ending.token);
      await opened(ending.token);
      await started(ending.token);
      harness.clock.advance(10 * MINUTE);
      expect((await started(expiring.token)).outcome).toBe('over');
      await harness.service.purge();
      const told = (await receiver.waitFor(3)).map(({ body, headers }) => {
        // The opening may have been delivered before the clock was put forward.
        const { event } = verifyWebhook(body, headers, { secret, toleranceSeconds: 3_600, now: () => new Date(harness.clock()) });
        return [event?.type, event?.data.sessionIdSha256];
      });
      const hash = ({ sessionId }: Created): string => createHash('sha256').update(sessionId).digest('hex');
      expect(told.toSorted()).toEqual([
        ['face_session.ended', hash(ending)],
        ['link.expired', hash(expiring)],
        ['link.opened', hash(ending)],
      ]);
      expect([(await status(expiring, client)).status, (await status(ending, client)).status]).toEqual(['expired', 'ended']);
    } finally {
      await receiver.close();
    }
  });

  it('is deleted with its session, at once', async () => {
    const made = await link();
    const { accessToken } = await started(made.token);
    expect((await tester.call(`/api/v1/links/${made.linkId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await tester.call(`/api/v1/links/${made.linkId}`)).status).toBe(404);
    expect((await page('open', { token: made.token })).status).toBe(404);
    const attempt = await tester.call('/api/v1/attempts', { ...json({}), session: made.sessionId, token: accessToken });
    expect(await codeOf(attempt)).toBe('SESSION_EXPIRED');
  });
});

describe('a link of a real client', () => {
  it('passes the person of its photo, with the nonce and the user of the backend', async () => {
    const userIdentifier = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
    const made = await link({ idPhoto: anna.photo.toString('base64'), nonce: 'n-1', userIdentifier }, bank);
    const session = (await (await page('start', { token: made.token, deviceKey: newKey() })).json()) as Record<string, string>;
    expect(session).toMatchObject({ nonce: 'n-1', userIdentifier });
    const headers = { authorization: `Bearer ${session.accessToken!}`, 'UQ-Nonce': 'n-1' };
    expect(await bank.attempt(made.sessionId, anna.burst(), {}, headers)).toMatchObject({ outcome: 'passed' });
    expect(claimsOf((await status(made, bank)).jwsResult!).data).toMatchObject({ nonce: 'n-1', sessionId: made.sessionId });
  });

  it('passes the enrolled person, ends with the enrolment, and leads to a session that is there already', async () => {
    const enrolled = await bank.call('/api/v1/enrollments', json({ idPhoto: anna.photo.toString('base64') }));
    const { enrollmentIdentifier } = (await enrolled.json()) as { enrollmentIdentifier: string };
    const [made, unstarted] = [await link({ enrollmentIdentifier }, bank), await link({ enrollmentIdentifier }, bank)];
    const recovered = await bank.call('/api/v1/recoveries', json({ enrollmentIdentifier }));
    const { sessionId } = (await recovered.json()) as { sessionId: string };
    await started(made.token);
    await bank.call(`/api/v1/enrollments/${enrollmentIdentifier}`, { method: 'DELETE' });
    expect((await page('start', { token: unstarted.token, deviceKey: newKey() })).status).toBe(404);
    const outcome = await bank.attempt(made.sessionId, anna.burst());
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    expect(claimsOf(outcome.result).data).toMatchObject({ enrollmentIdentifier });

    const existing = await link({ sessionId }, bank);
    expect(existing.sessionId).toBe(sessionId);
    expect(Date.parse(existing.expiresAt) - harness.clock()).toBeLessThanOrEqual(10 * MINUTE);
    expect((await started(existing.token)).sessionId).toBe(sessionId);
  });
});

describe('a link is refused', () => {
  it.each<[string, object, string]>([
    ['two references', { sessionId: '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11', idPhoto: 'aGk=' }, 'exactly one'],
    ['a life under a minute', { expiresIn: 59 }, 'body.expiresIn'],
    ['a life over seven days', { expiresIn: 7 * 24 * 3600 + 1 }, 'body.expiresIn'],
    ['an unknown field', { returnUrl: 'https://app.example/' }, 'body'],
    ['an unregistered origin', { returnURL: 'https://app.example.evil/' }, 'not registered'],
    ['another port', { returnURL: 'https://app.example:444/' }, 'not registered'],
    ['plain http', { returnURL: 'http://app.example/' }, 'https://'],
    ['a script', { returnURL: 'javascript:alert(1)' }, 'https://'],
    ['a user in the URL', { returnURL: 'https://app.example@evil.example/' }, 'no user'],
    ['a parameter that the page adds', { returnURL: 'https://app.example/?status=passed' }, 'status'],
  ])('for %s', async (_, body, detail) => {
    const response = await request(body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain(detail);
  });

  it('to a client without its scopes, without a photo, or with an outcome where faces are real', async () => {
    const [none, noFlow] = [await harness.addClient(), await harness.addClient({ scopes: ['KYC_FACE_LINK'] })];
    const idPhoto = anna.photo.toString('base64');
    expect((await request({ idPhoto }, none)).status).toBe(403);
    expect((await request({ idPhoto }, noFlow)).status).toBe(403);
    expect((await request({}, bank)).status).toBe(400);
    expect((await request({ outcome: 'pass' }, bank)).status).toBe(400);
    expect((await request({ sessionId: '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11' }, bank)).status).toBe(404);
  });

  it('to another client, which cannot read or delete it', async () => {
    const made = await link();
    expect((await bank.call(`/api/v1/links/${made.linkId}`)).status).toBe(404);
    expect((await bank.call(`/api/v1/links/${made.linkId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await status(made)).status).toBe('created');
  });

  it('to a person who has not consented, and the consent is in the audit log', async () => {
    const client = await harness.addClient({ test: true, scopes });
    await setPage(client, { name: 'The bank', privacyURL: 'https://app.example/privacy', consentVersion: '2026-01' });
    const { token, sessionId } = await link({}, client);
    expect(await opened(token)).toMatchObject({ name: 'The bank', privacyURL: 'https://app.example/privacy', consentVersion: '2026-01' });
    const [deviceKey, sessionHash] = [newKey(), createHash('sha256').update(sessionId).digest('hex')];
    expect((await page('start', { token, deviceKey })).status).toBe(400);
    expect((await page('start', { token, deviceKey, consentVersion: '2025' })).status).toBe(400);
    expect((await page('start', { token, deviceKey, consentVersion: '2026-01' })).status).toBe(200);
    const [entry] = await harness.service.store.auditLog({ sessionHash, event: 'link.started', limit: 1 });
    expect(entry?.details).toEqual({ consentVersion: '2026-01' });
  });

  it('once its client is disabled, loses the scope, or registers another origin to return to', async () => {
    const client = await harness.addClient({ test: true, scopes });
    await setPage(client, { returnOrigins: ['https://app.example'] });
    const { token } = await link({ returnURL: 'https://app.example/' }, client);
    await setPage(client, { returnOrigins: ['https://new.example'] });
    expect((await opened(token)).returnURL).toBeUndefined();
    await harness.service.store.updateClient(client.clientId, { scopes: ['KYC_FACE_FLOW'] });
    expect((await page('open', { token })).status).toBe(404);
    await harness.service.store.updateClient(client.clientId, { scopes, disabled: true });
    expect((await page('start', { token, deviceKey: newKey() })).status).toBe(404);
  });
});

it('a thousand guessed tokens are throttled, tell nothing, and hurt nobody who has a link', async () => {
  harness.clock.advance(2 * MINUTE);
  harness.clock.freeze();
  const { token } = await link();
  const [counts, bodies] = [new Map<number, number>(), new Set<string>()];
  for (let sent = 0; sent < GUESSES; sent += GUESSES_AT_ONCE) {
    const guesses = await Promise.all(Array.from({ length: GUESSES_AT_ONCE }, () => page('open', { token: newKey() })));
    for (const guess of guesses) {
      counts.set(guess.status, (counts.get(guess.status) ?? 0) + 1);
      bodies.add(JSON.stringify({ ...((await guess.json()) as object), requestId: '' }));
    }
  }
  // The two answers, and nothing in them that tells one guess from another.
  expect([Object.fromEntries(counts), bodies.size]).toEqual([{ 404: UNKNOWN_PER_MINUTE, 429: GUESSES - UNKNOWN_PER_MINUTE }, 2]);
  expect((await page('open', { token: 'short' })).status).toBe(400);
  expect((await page('open', { token })).status).toBe(200);
  expect((await started(token)).outcome).toBe('started');
});

it('neither the database nor the log holds the secrets of a link', async () => {
  const made = await link({ nonce: 'nonce-of-the-link', state: 'state-of-the-link', returnURL: 'https://app.example/secret-path' });
  await opened(made.token);
  const deviceKey = newKey();
  const { accessToken } = await started(made.token, deviceKey);
  const files = (await readdir(harness.folder)).filter((file) => file.includes('.db'));
  const disk = Buffer.concat(await Promise.all(files.map((file) => readFile(join(harness.folder, file))))).toString('latin1');
  const secrets = [
    made.token,
    made.linkId,
    made.sessionId,
    deviceKey,
    accessToken,
    'nonce-of-the-link',
    'state-of-the-link',
    'secret-path',
  ];
  const found = (text: string): string[] => secrets.filter((secret) => text.includes(secret));
  expect([found(disk), found(harness.log.join(''))]).toEqual([[], []]);
});
