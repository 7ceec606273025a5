import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAttemptRequest } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Earlier attempts whose liveness failed: doubt first, then a refusal for a while. The thresholds here are lower than the shipped ones. */

const MINUTE = 60_000;
/** After this nothing is remembered any more. */
const HOUR = 60 * MINUTE;
const USER = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
/** The wishes of a capture that names its installation. */
const AT_DEVICE = { device: { installationId: '7b0e6c4a-1f0d-4b5e-9e0b-0b8a0d1c7e11' } };
/** Only the kind that a test is about has a threshold that it reaches. */
const NEVER = {
  doubtFromSession: 99,
  doubtFromUser: 99,
  doubtFromPhoto: 99,
  doubtFromDevice: 98,
  refuseFromDevice: 99,
  doubtFromAddress: 98,
  refuseFromAddress: 99,
};

let folder: string;
let anna: Person;
let ben: Person;
const harnesses: Harness[] = [];
beforeAll(async () => {
  [folder, { anna, ben }] = await Promise.all([mkdtemp(join(tmpdir(), 'attempt-history-')), loadPeople()]);
});
afterAll(async () => {
  for (const harness of harnesses) await harness.close();
  await rm(folder, { recursive: true });
});

/** A service with a frozen clock and thresholds of its own, and a client. */
async function serviceWith(
  history: object,
  over: Parameters<typeof startHarness>[0] = {},
): Promise<{ harness: Harness; bank: TestClient }> {
  const file = join(folder, `${String(harnesses.length)}.json`);
  await writeFile(
    file,
    JSON.stringify({ format: 'face-session-liveness/1', origin: 'this test', history: { ...NEVER, minFailedShare: 0.5, ...history } }),
  );
  const harness = await startHarness({ limits: generous, livenessCalibrationFile: file, ...over });
  harnesses.push(harness);
  harness.clock.freeze();
  return { harness, bank: await harness.addClient() };
}

/** An attempt that fails liveness: one frame is of another person. */
async function fail(
  bank: TestClient,
  sessionId: string,
  headers: Record<string, string> = {},
  wishes: OpenAttemptRequest = {},
): Promise<void> {
  const frames = [...anna.burst().slice(0, 4), ben.burst()[4]!];
  expect(await bank.attempt(sessionId, frames, wishes, headers)).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
}

describe('attempts that failed liveness', () => {
  it('earlier in the session: adaptive asks for two gestures, and the audit log says why', async () => {
    const { harness, bank } = await serviceWith({ doubtFromSession: 1 });
    const sessionId = await bank.createSession(anna.photo);
    await fail(bank, sessionId);
    const outcome = await bank.attempt(sessionId, anna.burst());
    expect(outcome).toMatchObject({ outcome: 'challenged', gestures: [expect.any(String), expect.any(String)] });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({
      verdict: 'doubtful',
      findings: { sessionHistory: { outcome: 'doubtful', value: 1, threshold: 1 }, photoHistory: { outcome: 'pass' } },
    });
  });

  it('earlier in the session: passive passes a live burst, and records the doubt', async () => {
    const { harness, bank } = await serviceWith({ doubtFromSession: 1 }, { livenessPolicy: 'passive' });
    const sessionId = await bank.createSession(anna.photo);
    await fail(bank, sessionId);
    expect(await bank.attempt(sessionId, anna.burst())).toMatchObject({ outcome: 'passed' });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ findings: { sessionHistory: { outcome: 'doubtful' } } });
  });

  it.each([
    ['user', { doubtFromUser: 2 }],
    ['photo', { doubtFromPhoto: 2 }],
    ['device', { doubtFromDevice: 2 }],
    ['address', { doubtFromAddress: 2 }],
  ] as const)('of one %s in other sessions: a doubt, forgotten after an hour, and none for another client', async (kind, thresholds) => {
    const { harness, bank } = await serviceWith(thresholds);
    const outcomeFor = async (client: TestClient): Promise<string> =>
      (await client.attempt(await client.createSession(anna.photo), anna.burst(), AT_DEVICE, { 'UQ-User-ID': USER })).outcome;
    for (let session = 0; session < 2; session++) {
      await fail(bank, await bank.createSession(anna.photo), { 'UQ-User-ID': USER }, AT_DEVICE);
    }
    expect(await outcomeFor(bank)).toBe('challenged');
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ findings: { [`${kind}History`]: { outcome: 'doubtful', value: 2 } } });
    expect(await outcomeFor(await harness.addClient())).toBe('passed');
    harness.clock.advance(HOUR);
    expect(await outcomeFor(bank)).toBe('passed');
  });

  it('of a user: a gesture that was declined is none', async () => {
    const { bank } = await serviceWith({ doubtFromUser: 1 }, { livenessPolicy: 'adaptive' });
    const sessionId = await bank.createSession(anna.photo);
    const headers = { 'UQ-User-ID': USER };
    const { attemptId } = await bank.open(sessionId, { activeLiveness: true }, headers);
    await bank.upload(sessionId, attemptId, 'burst', anna.burst(-1_500), headers);
    await bank.call(`/api/v1/attempts/${attemptId}/decline`, {
      method: 'POST',
      session: sessionId,
      body: JSON.stringify({ gesture: 'FACE_TURN_LEFT' }),
      headers: { 'content-type': 'application/json' },
    });
    expect((await bank.attempt(await bank.createSession(anna.photo), anna.burst(), {}, headers)).outcome).toBe('passed');
  });

  it('from one address, nearly all of them: refused with the true time to wait, and not charged', async () => {
    const { harness, bank } = await serviceWith({ doubtFromAddress: 1, refuseFromAddress: 2 });
    await fail(bank, await bank.createSession(anna.photo));
    harness.clock.advance(20 * MINUTE);
    await fail(bank, await bank.createSession(anna.photo));
    const open = async (): Promise<Response> =>
      bank.call('/api/v1/attempts', {
        method: 'POST',
        session: await bank.createSession(anna.photo),
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
    const refused = await open();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
    const seconds = Number(refused.headers.get('retry-after'));
    // The older of the two is forgotten 45 to 60 minutes after it.
    expect(seconds).toBeGreaterThan(24 * 60);
    expect(seconds).toBeLessThanOrEqual(40 * 60);
    expect(await harness.lastAudit(bank)).toMatchObject({
      event: 'attempt.refused',
      details: { code: 'RATE_LIMITED', waitSeconds: seconds },
    });
    harness.clock.advance(seconds * 1000 - 1000);
    expect((await open()).status).toBe(429);
    harness.clock.advance(1000);
    expect((await open()).status).toBe(201);
  });

  it('from one device: refused there, whoever holds it and however it writes its identifier, and nowhere else', async () => {
    const { harness, bank } = await serviceWith({ doubtFromDevice: 1, refuseFromDevice: 2 });
    const failAtDevice = async (): Promise<void> => fail(bank, await bank.createSession(anna.photo), {}, AT_DEVICE);
    await failAtDevice();
    await failAtDevice();
    const openWith = async (wishes: OpenAttemptRequest): Promise<number> => {
      const session = await bank.createSession(ben.photo);
      const headers = { 'content-type': 'application/json' };
      return (await bank.call('/api/v1/attempts', { method: 'POST', session, body: JSON.stringify(wishes), headers })).status;
    };
    expect(await openWith({ device: { installationId: AT_DEVICE.device.installationId.toUpperCase() } })).toBe(429);
    expect(await openWith({ device: { installationId: '00000000-0000-4000-8000-000000000000' } })).toBe(201);
    expect(await openWith({})).toBe(201);
    harness.clock.advance(HOUR);
    expect(await openWith(AT_DEVICE)).toBe(201);
  });

  it('from one address where most attempts pass: neither doubted nor refused', async () => {
    const { bank } = await serviceWith({ doubtFromAddress: 1, refuseFromAddress: 2 });
    for (let session = 0; session < 3; session++) {
      expect((await bank.attempt(await bank.createSession(anna.photo), anna.burst())).outcome).toBe('passed');
    }
    for (let session = 0; session < 2; session++) await fail(bank, await bank.createSession(anna.photo));
    expect((await bank.attempt(await bank.createSession(anna.photo), anna.burst())).outcome).toBe('passed');
  });
});
