import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, codeOf, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

let harness: Harness;
let bank: TestClient;
let shop: TestClient;
let anna: Person;
let ben: Person;

beforeAll(async () => {
  ({ anna, ben } = await loadPeople());
  harness = await startHarness({ limits: generous, enrollments: true });
  bank = await harness.addClient();
  shop = await harness.addClient();
}, 120_000);
afterAll(() => harness.close());

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
async function enroll(client = bank, photo = anna.photo, headers: Record<string, string> = {}): Promise<string> {
  const response = await client.call('/api/v1/enrollments', { method: 'POST', body: photoForm(photo), headers });
  if (response.status !== 201) throw new Error(await response.text());
  return ((await response.json()) as { enrollmentIdentifier: string }).enrollmentIdentifier;
}
const recovery = (enrollmentIdentifier: string, client = bank): Promise<Response> =>
  client.call('/api/v1/recoveries', post({ enrollmentIdentifier }));
const recoverySession = async (enrollmentIdentifier: string): Promise<string> =>
  ((await (await recovery(enrollmentIdentifier)).json()) as { sessionId: string }).sessionId;

describe('account recovery', () => {
  it('passes the enrolled person, and the result names the enrolment', async () => {
    const enrollmentIdentifier = await enroll();
    const sessionId = await recoverySession(enrollmentIdentifier);
    const outcome = await bank.attempt(sessionId, anna.burst());
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    expect(claimsOf(outcome.result).data).toMatchObject({ sessionId, enrollmentIdentifier, face: { match: true } });
  });

  it('does not pass another person, and the incomplete result names the enrolment too', async () => {
    const enrollmentIdentifier = await enroll();
    const sessionId = await recoverySession(enrollmentIdentifier);
    expect(await bank.attempt(sessionId, ben.burst())).toMatchObject({ outcome: 'failed', code: 'FACE_NO_MATCH' });
    const incomplete = await bank.call('/api/v1/face/end', { method: 'POST', session: sessionId });
    expect(claimsOf(await incomplete.text()).data).toMatchObject({ enrollmentIdentifier, face: { match: false } });
  });

  it('enrols from a session that succeeded, and from no other', async () => {
    const open = await bank.createSession(anna.photo);
    expect((await bank.call('/api/v1/enrollments', post({ sessionId: open }))).status).toBe(404);
    await bank.attempt(open, anna.burst());
    expect((await shop.call('/api/v1/enrollments', post({ sessionId: open }))).status).toBe(404);
    expect((await bank.call('/api/v1/enrollments', post({ sessionId: open }))).status).toBe(201);
  });
});

describe('an enrolment', () => {
  it('is its client’s alone', async () => {
    const enrollmentIdentifier = await enroll();
    expect((await recovery(enrollmentIdentifier, shop)).status).toBe(404);
    expect((await shop.call(`/api/v1/enrollments/${enrollmentIdentifier}`, { method: 'DELETE' })).status).toBe(404);
    expect((await recovery(enrollmentIdentifier)).status).toBe(201);
  });

  it('is gone once erased', async () => {
    const enrollmentIdentifier = await enroll();
    expect((await bank.call(`/api/v1/enrollments/${enrollmentIdentifier}`, { method: 'DELETE' })).status).toBe(204);
    expect(await codeOf(await recovery(enrollmentIdentifier))).toBe('NOT_FOUND');
  });

  it('goes with its user', async () => {
    const user = randomUUID();
    const enrollmentIdentifier = await enroll(bank, anna.photo, { 'UQ-User-ID': user });
    await harness.service.store.eraseUser(harness.service.sealer.keyedHash('user-identifier', user));
    expect((await recovery(enrollmentIdentifier)).status).toBe(404);
  });

  it('is made of one good face only', async () => {
    expect((await bank.call('/api/v1/enrollments', post({}))).status).toBe(400);
    expect((await bank.call('/api/v1/enrollments', { method: 'POST', body: photoForm(Buffer.from('no picture')) })).status).toBe(415);
  });

  it('cannot be made or used with a token that is bound to a session', async () => {
    const token = await bank.token({ session_id: randomUUID() });
    expect(await codeOf(await bank.call('/api/v1/recoveries', { ...post({ enrollmentIdentifier: randomUUID() }), token }))).toBe(
      'FORBIDDEN',
    );
  });

  it('lies on the disk under a hash, without its identifier', async () => {
    const enrollmentIdentifier = await enroll();
    await recovery(enrollmentIdentifier);
    const entries = await readdir(harness.folder, { recursive: true, withFileTypes: true });
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      expect((await readFile(join(parentPath, name))).includes(enrollmentIdentifier)).toBe(false);
    }
    expect(harness.log.join('\n')).not.toContain(enrollmentIdentifier);
  });
});

it('refuses everything but erasure unless the operator has switched enrolments on', async () => {
  const off = await startHarness({ limits: generous });
  try {
    const client = await off.addClient();
    const refused = await client.call('/api/v1/enrollments', { method: 'POST', body: photoForm(anna.photo) });
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
    expect((await recovery(randomUUID(), client)).status).toBe(403);
  } finally {
    await off.close();
  }
}, 120_000);
