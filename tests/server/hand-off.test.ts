import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startService, type Service } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';

/* Hand-offs of links over the service's port, as the hosted page makes, opens and follows them, on two replicas. */

const MINUTE = 60_000;
const UNKNOWN_PER_MINUTE = 50;
const scopes = ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] as const;

let harness: Harness;
let replica: Service;
let isReplicaClosed = false;
let tester: TestClient;
beforeAll(async () => {
  harness = await startHarness({ limits: { ...generous, unknownIdentifiersPerMinute: UNKNOWN_PER_MINUTE } });
  const { config, clock, logger } = harness.service;
  replica = await startService({ config: { ...config, port: 0, baseURL: 'http://localhost:0' }, clock, logger });
  tester = await harness.addClient({ test: true, scopes });
});
afterAll(async () => {
  if (!isReplicaClosed) await replica.close();
  await harness.close();
});

type Answer = Record<string, string> & { readonly link: Record<string, unknown> };

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const newKey = (): string => randomBytes(32).toString('base64url');
const page = (call: string, body: object, url = harness.url): Promise<Response> => fetch(`${url}/api/v1/links/${call}`, json(body));
const answered = async (call: string, body: object, url?: string): Promise<Answer> =>
  (await (await page(call, body, url)).json()) as Answer;

async function link(body: object = { allowHandOff: 'offer' }): Promise<{ token: string; linkId: string }> {
  const response = await tester.call('/api/v1/links', json(body));
  if (response.status !== 201) throw new Error(await response.text());
  const { url, linkId } = (await response.json()) as { url: string; linkId: string };
  return { token: new URL(url).hash.slice(1), linkId };
}
const secretOf = ({ url }: Answer): string => /^#h\.([\w-]{43})$/.exec(new URL(url!).hash)![1]!;

/** A hand-off that a computer made. */
async function handedOff(body?: object): Promise<{ token: string; linkId: string; computer: string; handOff: string; code: string }> {
  const [made, computer] = [await link(body), newKey()];
  const created = await answered('hand-off', { token: made.token, deviceKey: computer });
  return { ...made, computer, handOff: secretOf(created), code: created.code! };
}

/** Reads server-sent events until one has this status. */
async function eventsUntil(status: string, body: object, url: string): Promise<Record<string, unknown>[]> {
  const response = await page('hand-off/events', body, url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const events: Record<string, unknown>[] = [];
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    const data = /^data: (.*)$/m.exec(decoder.decode(chunk))?.[1];
    if (data === undefined) continue;
    events.push(JSON.parse(data) as Record<string, unknown>);
    if (events.at(-1)!.status === status) break;
  }
  return events;
}

describe('a hand-off', () => {
  it('is followed by its computer on another replica, while the phone fails and passes', async () => {
    const { token, computer, handOff, code } = await handedOff({ allowHandOff: 'offer', outcome: 'no_match' });
    const phone = newKey();
    const following = eventsUntil('failed', { token, deviceKey: computer }, replica.config.baseURL);
    const opened = await answered('hand-off/open', { handOff, deviceKey: phone });
    expect(opened).toMatchObject({ outcome: 'opened', code, link: { name: 'Bank', allowHandOff: 'never' } });
    expect(code).toMatch(/^[A-Z]{4,8} \d\d$/);
    const started = await answered('hand-off/start', { handOff, deviceKey: phone });
    expect(started.outcome).toBe('started');
    const frames = [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }];
    await tester.attempt(started.sessionId!, frames, { maxAttempts: 1 }, { authorization: `Bearer ${started.accessToken!}` });
    const events = await following;
    expect(events.at(-1)).toEqual({ status: 'failed', handOff: 'opened', failedAttempts: 1, code });
    const [entry] = await harness.service.store.auditLog({ clientId: tester.clientId, event: 'link.hand-off-opened', limit: 1 });
    expect(entry).toBeDefined();
  });

  it('is opened by one of fifty devices at once on two replicas, and starts there and nowhere else', async () => {
    const { token, computer, handOff } = await handedOff();
    const phones = Array.from({ length: 50 }, newKey);
    const urls = [harness.url, replica.config.baseURL];
    const outcomes = await Promise.all(
      phones.map((deviceKey, index) => answered('hand-off/open', { handOff, deviceKey }, urls[index % 2])),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'used')).toHaveLength(49);
    const winner = phones[outcomes.findIndex(({ outcome }) => outcome === 'opened')]!;
    expect((await answered('hand-off/start', { handOff, deviceKey: newKey() })).outcome).toBe('used');
    expect((await answered('hand-off/open', { handOff, deviceKey: winner })).outcome).toBe('opened');
    expect((await answered('hand-off/start', { handOff, deviceKey: winner })).outcome).toBe('started');
    expect((await answered('start', { token, deviceKey: computer })).outcome).toBe('used');
    expect((await page('hand-off', { token, deviceKey: computer })).status).toBe(403);
  });

  it('lives for five minutes, and a new one takes its place', async () => {
    const { token, computer, handOff } = await handedOff();
    const state = async (deviceKey: string): Promise<string> => (await answered('hand-off/state', { token, deviceKey })).handOff!;
    expect([await state(computer), await state(newKey())]).toEqual(['waiting', 'none']);
    harness.clock.advance(5 * MINUTE);
    expect([await state(computer), (await answered('hand-off/open', { handOff, deviceKey: newKey() })).outcome]).toEqual([
      'expired',
      'over',
    ]);
    const next = secretOf(await answered('hand-off', { token, deviceKey: computer }));
    expect((await page('hand-off/open', { handOff, deviceKey: newKey() })).status).toBe(404);
    expect((await answered('hand-off/open', { handOff: next, deviceKey: newKey() })).outcome).toBe('opened');
    expect(await state(computer)).toBe('opened');
  });

  it('is over for the phone, and none for the computer, once the computer starts by itself', async () => {
    const { token, computer, handOff } = await handedOff();
    await answered('start', { token, deviceKey: computer });
    expect((await answered('hand-off/open', { handOff, deviceKey: newKey() })).outcome).toBe('over');
    expect((await answered('hand-off/state', { token, deviceKey: computer })).handOff).toBe('none');
  });

  it('is refused where the link does not allow it, which is so unless it says otherwise', async () => {
    const { token } = await link({});
    expect((await answered('open', { token })).allowHandOff).toBe('never');
    expect((await page('hand-off', { token, deviceKey: newKey() })).status).toBe(403);
    expect((await tester.call('/api/v1/links', json({ allowHandOff: 'always' }))).status).toBe(400);
  });

  it('is the only way to start a link that demands it', async () => {
    const { token, computer, handOff } = await handedOff({ allowHandOff: 'only' });
    const phone = newKey();
    expect((await page('start', { token, deviceKey: computer })).status).toBe(403);
    await answered('hand-off/open', { handOff, deviceKey: phone });
    expect((await answered('hand-off/start', { handOff, deviceKey: phone })).outcome).toBe('started');
  });

  it('is not the token of the link, and neither stands in for the other', async () => {
    const { token, computer, handOff } = await handedOff();
    expect(handOff).not.toBe(token);
    expect((await page('open', { token: handOff })).status).toBe(404);
    expect((await page('start', { token: handOff, deviceKey: computer })).status).toBe(404);
    expect((await page('hand-off/open', { handOff: token, deviceKey: computer })).status).toBe(404);
  });

  it('leaves its secret in neither the database nor the log', async () => {
    const { handOff, computer, linkId } = await handedOff({ allowHandOff: 'offer', state: 'state-of-the-link' });
    const phone = newKey();
    await answered('hand-off/open', { handOff, deviceKey: phone });
    const files = (await readdir(harness.folder)).filter((file) => file.includes('.db'));
    const disk = Buffer.concat(await Promise.all(files.map((file) => readFile(join(harness.folder, file))))).toString('latin1');
    const text = disk + harness.log.join('');
    expect([handOff, computer, phone, linkId, 'state-of-the-link'].filter((secret) => text.includes(secret))).toEqual([]);
  });
});

it('guessed secrets are throttled, tell nothing, and hurt nobody who has a hand-off', async () => {
  harness.clock.advance(2 * MINUTE);
  harness.clock.freeze();
  const { handOff } = await handedOff();
  const guess = (): Promise<Response> => page('hand-off/open', { handOff: newKey(), deviceKey: newKey() });
  const codes = (await Promise.all(Array.from({ length: 2 * UNKNOWN_PER_MINUTE }, guess))).map(({ status }) => status);
  expect(codes.toSorted()).toEqual([...Array<number>(UNKNOWN_PER_MINUTE).fill(404), ...Array<number>(UNKNOWN_PER_MINUTE).fill(429)]);
  expect((await page('hand-off/open', { handOff, deviceKey: newKey() })).status).toBe(200);
});

it('the service stops while a hand-off is followed, and ends the stream', async () => {
  const { token, computer } = await handedOff();
  const response = await page('hand-off/events', { token, deviceKey: computer }, replica.config.baseURL);
  const told = response.text();
  await replica.close();
  isReplicaClosed = true;
  expect(await told).toMatch(/^data: {"status":"created"/);
});
