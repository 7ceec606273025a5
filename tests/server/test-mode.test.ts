import { testOutcomeNames, type AttemptOutcome, type TestOutcome } from '@face-session/protocol';
import { setWebhook } from '@face-session/server';
import {
  fetchAuditTrailImage,
  verifyFaceSessionResult,
  verifyIncompleteFaceSessionResult,
  verifyWebhook,
  type VerifyOptions,
} from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebhookReceiver } from '../kit/webhook-receiver.js';
import { claimsOf, codeOf, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';

/* Test mode over the service's port: simulated sessions, the same calls, keys of their own. */

let harness: Harness;
let tester: TestClient;
let bank: TestClient;
beforeAll(async () => {
  harness = await startHarness({ limits: generous, webhookAllowedNetworks: ['127.0.0.1'], enrollments: true });
  // Before any key set is fetched, as `keys add` does for real results.
  await harness.service.testKeys.ensureKey('ES256');
  [tester, bank] = [await harness.addClient({ test: true }), await harness.addClient()];
});
afterAll(() => harness.close());

/** Not a picture beyond its first bytes: nobody decodes it. */
const frames = [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }];

const created = (client: TestClient, body: object): Promise<Response> =>
  client.call('/api/v1/face', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function session(outcome?: TestOutcome, client = tester): Promise<string> {
  const response = await created(client, { outcome });
  expect(response.status).toBe(201);
  return ((await response.json()) as { sessionId: string }).sessionId;
}

const attempt = (sessionId: string, wishes = {}, headers = {}): Promise<AttemptOutcome> =>
  tester.attempt(sessionId, frames, wishes, headers);

async function passed(): Promise<{ sessionId: string; result: string }> {
  const sessionId = await session('pass');
  const outcome = await attempt(sessionId, {}, { 'UQ-Nonce': 'nonce-1' });
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  return { sessionId, result: outcome.result };
}

/** What a backend that knows nothing of test mode expects. */
const realOptionsOf = (sessionId: string, over: { readonly issuer?: string } = {}): VerifyOptions => ({
  issuer: `${harness.url}/test`,
  clientId: tester.clientId,
  sessionId,
  nonce: 'nonce-1',
  ...over,
});

const optionsOf = (sessionId: string, over: Partial<VerifyOptions> = {}): VerifyOptions =>
  ({ ...realOptionsOf(sessionId), allowTest: true, ...over }) as VerifyOptions;

describe('a session of a test client', () => {
  it.each<[TestOutcome, string[]]>([
    ['pass', ['passed']],
    ['pass_second', ['FACE_LIVENESS_FAILED 2', 'passed']],
    ['no_match', ['FACE_NO_MATCH 2', 'FACE_NO_MATCH 1', 'FACE_NO_MATCH 0']],
    ['liveness_failed', ['FACE_LIVENESS_FAILED 2', 'FACE_LIVENESS_FAILED 1', 'FACE_LIVENESS_FAILED 0']],
    ['camera_denied', ['passed']],
    ['camera_missing', ['passed']],
  ])('%s ends as it was told to, attempt by attempt', async (name, expected) => {
    const sessionId = await session(name);
    for (const end of expected) {
      const outcome = await attempt(sessionId);
      expect(outcome.outcome === 'failed' ? `${outcome.code} ${outcome.remainingAttempts}` : outcome.outcome).toBe(end);
    }
    await expect(attempt(sessionId)).rejects.toThrow(/SESSION_EXPIRED|TOO_MANY_ATTEMPTS/);
  });

  const gesturesOf = async (sessionId: string, wishes: object = {}): Promise<{ asked: readonly string[]; outcome: AttemptOutcome }> => {
    const { attemptId } = await tester.open(sessionId, wishes);
    const challenge = (await (await tester.upload(sessionId, attemptId, 'burst', frames)).json()) as AttemptOutcome;
    if (challenge.outcome !== 'challenged') throw new Error(JSON.stringify(challenge));
    const outcome = (await (await tester.upload(sessionId, attemptId, 'gestures', frames)).json()) as AttemptOutcome;
    return { asked: challenge.gestures, outcome };
  };

  it('gestures asks for those that the rules of the client draw, and passes by them', async () => {
    const { asked, outcome } = await gesturesOf(await session('gestures'), { excludedGesture: 'FACE_TILT' });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((gesture) => gesture.startsWith('TILT'))).toEqual([]);
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    expect(claimsOf(outcome.result).data.face).toMatchObject({ match: true, livenessMethod: 'gestures' });
  });

  it('gestures_failed fails after them, until the attempts are used up; a gesture can be declined at the cost of one', async () => {
    const sessionId = await session('gestures_failed');
    const failure = { outcome: 'failed', code: 'FACE_LIVENESS_FAILED', gestureFault: 'TOO_SMALL' };
    expect((await gesturesOf(sessionId)).outcome).toEqual({ ...failure, remainingAttempts: 2 });
    const { attemptId } = await tester.open(sessionId);
    const challenge = (await (await tester.upload(sessionId, attemptId, 'burst', frames)).json()) as AttemptOutcome;
    if (challenge.outcome !== 'challenged') throw new Error(JSON.stringify(challenge));
    const declined = await tester.call(`/api/v1/attempts/${attemptId}/decline`, {
      method: 'POST',
      session: sessionId,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ gesture: challenge.gestures[0] }),
    });
    expect(await declined.json()).toMatchObject({ outcome: 'failed', remainingAttempts: 1 });
    expect((await gesturesOf(sessionId)).outcome).toEqual({ ...failure, remainingAttempts: 0 });
  });

  it('slow takes 8 seconds to pass', async () => {
    const started = Date.now();
    expect(await attempt(await session('slow'))).toMatchObject({ outcome: 'passed' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(8_000);
  });

  it.each<[TestOutcome, string]>([
    ['expired', 'SESSION_EXPIRED'],
    ['virtual_camera', 'MEDIA_VIRTUAL_CAMERA_DETECTED'],
  ])('%s is refused with %s when its attempt is opened', async (name, code) => {
    await expect(tester.open(await session(name))).rejects.toThrow(code);
  });

  it('passes unless it is told otherwise, from a photo that nobody looks at, or from a form with the outcome', async () => {
    const response = await tester.call('/api/v1/face', { method: 'POST', body: photoForm(Buffer.from('no picture')) });
    const { sessionId } = (await response.json()) as { sessionId: string };
    expect(await attempt(sessionId)).toMatchObject({ outcome: 'passed' });
    const form = new FormData();
    form.set('outcome', 'no_match');
    const told = (await (await tester.call('/api/v1/face', { method: 'POST', body: form })).json()) as { sessionId: string };
    expect(await attempt(told.sessionId)).toMatchObject({ code: 'FACE_NO_MATCH' });
  });

  it.each<[TestOutcome, string]>([
    ['pass', 'working'],
    ['camera_denied', 'denied'],
    ['camera_missing', 'missing'],
  ])('%s tells the capture that its camera is %s', async (name, simulatedCamera) => {
    expect(await tester.open(await session(name))).toMatchObject({ simulatedCamera });
  });

  it('is told to the capture by the token, and to nobody else', async () => {
    expect([claimsOf(await tester.token())['test'], claimsOf(await bank.token())['test']]).toEqual([true, undefined]);
  });
});

describe('a session that takes no attempt any more', () => {
  const answerTo = async (sessionId: string, client = tester): Promise<string> => {
    const init = { method: 'POST', session: sessionId, headers: { 'content-type': 'application/json' }, body: '{}' };
    const { code, reason = 'no reason' } = (await (await client.call('/api/v1/attempts', init)).json()) as {
      code: string;
      reason?: string;
    };
    return `${code}, ${reason}`;
  };

  it('is told as used to its own client, as unknown to others, and without a reason once its time is over', async () => {
    const { sessionId } = await passed();
    expect(await answerTo(sessionId)).toBe('SESSION_EXPIRED, SESSION_USED');
    expect(await answerTo(sessionId, bank)).toBe('SESSION_EXPIRED, SESSION_UNKNOWN');
    expect(await answerTo(crypto.randomUUID())).toBe('SESSION_EXPIRED, SESSION_UNKNOWN');
    expect(await answerTo(await session('expired'))).toBe('SESSION_EXPIRED, no reason');
  });
});

describe('a result of test mode', () => {
  it('says so, has an issuer and keys of its own, and a selfie that can be fetched', async () => {
    const { sessionId, result } = await passed();
    expect(claimsOf(result)).toMatchObject({ iss: `${harness.url}/test`, test: true, data: { sessionId, nonce: 'nonce-1' } });
    const verified = await verifyFaceSessionResult(result, optionsOf(sessionId));
    expect(verified).toMatchObject({ match: true, claims: { test: true } });
    const image = await fetchAuditTrailImage(verified, { accessToken: await tester.token() });
    expect(Buffer.from(image.subarray(0, 3)).toString('hex')).toBe('ffd8ff');
    const kidsAt = async (path: string): Promise<string[]> =>
      ((await (await fetch(`${harness.url}${path}/api/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map(
        ({ kid }) => kid,
      );
    const [real, test] = [await kidsAt(''), await kidsAt('/test')];
    expect(test).toHaveLength(2);
    expect(real.filter((kid) => test.includes(kid))).toEqual([]);
  });

  it('is refused by name unless it is allowed, whatever issuer is expected', async () => {
    const { sessionId, result } = await passed();
    for (const issuer of [harness.url, `${harness.url}/test`]) {
      for (const options of [realOptionsOf(sessionId, { issuer }), optionsOf(sessionId, { issuer, allowTest: false })]) {
        await expect(verifyFaceSessionResult(result, options)).rejects.toMatchObject({ code: 'ERR_RESULT_TEST' });
      }
    }
    // Its keys are not those of real results, so a verifier that knows nothing of test mode refuses it too.
    await expect(verifyFaceSessionResult(result, optionsOf(sessionId, { issuer: harness.url }))).rejects.toMatchObject({
      code: 'ERR_RESULT_KEY_UNKNOWN',
    });
  });

  it('of an incomplete session is refused and accepted alike', async () => {
    const sessionId = await session('no_match');
    await attempt(sessionId, {}, { 'UQ-Nonce': 'nonce-1' });
    const data = await (await tester.call('/api/v1/face/end', { method: 'POST', session: sessionId })).text();
    await expect(verifyIncompleteFaceSessionResult(data, realOptionsOf(sessionId))).rejects.toMatchObject({ code: 'ERR_RESULT_TEST' });
    expect(await verifyIncompleteFaceSessionResult(data, optionsOf(sessionId))).toMatchObject({ match: false, error: 'FACE_NO_MATCH' });
  });

  it('is signed with the algorithm of its client', async () => {
    const client = await harness.addClient({ test: true, signingAlgorithm: 'ES256' });
    const sessionId = await session('pass', client);
    const outcome = await client.attempt(sessionId, frames);
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    const options = { ...optionsOf(sessionId, { clientId: client.clientId, nonce: null }), algorithms: ['ES256'] as const };
    await expect(verifyFaceSessionResult(outcome.result, options)).resolves.toMatchObject({ match: true });
  });
});

describe('test mode and real sessions', () => {
  it('are apart: neither client touches a session of the other', async () => {
    const ofTester = await session();
    const { store, sealer } = harness.service;
    await expect(bank.open(ofTester)).rejects.toThrow('SESSION_EXPIRED');
    // Whatever a store did: the outcome of a test session does not open as a template.
    const sealed = sealer.seal('test-outcome', ofTester, Buffer.from('pass'));
    expect(() => sealer.open('template', ofTester, sealed)).toThrow();
    expect((await store.findClient(tester.clientId))?.test).toBe(true);
    expect((await store.findClient(bank.clientId))?.test).toBe(false);
  });

  it('differ in what a session is made from: a real client has no outcome to choose', async () => {
    const refused = await created(bank, { outcome: 'pass' });
    expect([refused.status, await codeOf(refused)]).toEqual([400, 'INVALID_REQUEST']);
    const form = new FormData();
    form.set('outcome', 'pass');
    expect((await bank.call('/api/v1/face', { method: 'POST', body: form })).status).toBe(400);
    expect(await codeOf(await created(bank, {}))).toBe('PHOTO_MISSING');
  });

  it('differ in the calls: a test client compares and enrols no face', async () => {
    const json = (path: string, body: object): Promise<Response> =>
      tester.call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const photo = Buffer.from('ffd8ff', 'hex').toString('base64');
    for (const response of [
      await json('/api/v1/face/match', { sourceImage: photo, targetImage: photo }),
      await json('/api/v1/enrollments', { idPhoto: photo }),
      await json('/api/v1/recoveries', { enrollmentIdentifier: '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11' }),
    ]) {
      expect([response.status, await codeOf(response)]).toEqual([403, 'FORBIDDEN']);
    }
  });

  it('names the outcomes there are when one is unknown', async () => {
    const response = await created(tester, { outcome: 'win' });
    const problem = (await response.json()) as { code: string; detail: string };
    expect([response.status, problem.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(problem.detail).toContain(testOutcomeNames.join(', '));
  });
});

it('a webhook of a test client has the same events, marked as test, with results that only a test accepts', async () => {
  const receiver = await startWebhookReceiver();
  try {
    let secret = '';
    const keep = (made: string): Promise<void> => Promise.resolve(void (secret = made));
    await setWebhook(harness.service, null, tester.clientId, { url: receiver.url }, keep);
    const { sessionId } = await passed();
    await attempt(await session('no_match'), { maxAttempts: 1 });
    await expect(tester.open(await session('expired'))).rejects.toThrow();
    const verified = (await receiver.waitFor(3)).map(({ body, headers }) =>
      verifyWebhook(body, headers, { secret, now: () => new Date(harness.clock()) }),
    );
    const types = verified.map(({ event }) => `${event?.type ?? ''} ${event?.data.reason ?? ''}`.trim());
    expect(types.toSorted()).toEqual(['face_session.ended expired', 'face_session.failed', 'face_session.passed']);
    expect(verified.every(({ event }) => event?.data.test === true)).toBe(true);
    const { jwsResult } = verified.find(({ event }) => event?.type === 'face_session.passed')!;
    await expect(verifyFaceSessionResult(jwsResult!, realOptionsOf(sessionId))).rejects.toMatchObject({ code: 'ERR_RESULT_TEST' });
    await expect(verifyFaceSessionResult(jwsResult!, optionsOf(sessionId))).resolves.toMatchObject({ match: true });
  } finally {
    await receiver.close();
  }
});

it('keys of test results rotate on schedule and by command, and those of real results stay as they are', async () => {
  const own = await startHarness({ limits: generous });
  try {
    const kidsAt = async (path: string): Promise<string[]> => {
      const answer = await fetch(`${own.url}${path}/api/.well-known/jwks.json`);
      return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    };
    const { testKeys } = own.service;
    const DAY_MS = 86_400_000;
    // No test client has needed a key yet.
    await testKeys.refresh(90 * DAY_MS);
    expect(await kidsAt('/test')).toEqual([]);
    await testKeys.ensureKey('RS256');
    const real = await kidsAt('');
    const rotateAt = async (days: number): Promise<number> => {
      own.clock.advance(days * DAY_MS);
      await testKeys.refresh(90 * DAY_MS);
      return (await own.service.store.testSigningKeys(own.clock())).length;
    };
    expect([await rotateAt(89), await rotateAt(1)]).toEqual([1, 2]);
    const before = await kidsAt('/test');
    const [newest] = await testKeys.rotate({ revoke: true });
    expect(before).not.toContain(newest);
    expect((await own.service.store.testSigningKeys(own.clock())).map(({ kid }) => kid)).toEqual([newest]);
    expect(await kidsAt('')).toEqual(real);
  } finally {
    await own.close();
  }
});
