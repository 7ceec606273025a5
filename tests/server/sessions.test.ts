import { createHash } from 'node:crypto';
import { verifyFaceSessionResult } from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, codeOf, generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* A session over the service's port, with real models and a real database file. */

const USER = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';

let harness: Harness;
let bank: TestClient;
let anna: Person;
let ben: Person;
beforeAll(async () => {
  [harness, { anna, ben }] = await Promise.all([startHarness({ limits: generous }), loadPeople()]);
  // Drawing frames takes real time that must not count as the person's.
  harness.clock.freeze();
  bank = await harness.addClient();
  // Before any key set is fetched, as `keys add` does.
  for (const algorithm of ['ES256', 'EdDSA'] as const) await harness.service.keys.ensureKey(algorithm);
});
afterAll(() => harness.close());

async function passed(
  client = bank,
  headers: Record<string, string> = {},
): Promise<{ sessionId: string; result: string; imageId: string }> {
  const sessionId = await client.createSession(anna.photo);
  const outcome = await client.attempt(sessionId, anna.burst(), {}, headers);
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  return { sessionId, result: outcome.result, imageId: String(claimsOf(outcome.result).data.face?.auditTrailImageId) };
}

describe('the right person', () => {
  it('gets a signed result that says so, for the session and nonce, and a selfie whose checksum fits', async () => {
    const { sessionId, result, imageId } = await passed(bank, { 'UQ-Nonce': 'nonce-1' });
    const claims = claimsOf(result);
    expect(claims).toMatchObject({
      iss: harness.url,
      aud: bank.clientId,
      data: { sessionId, nonce: 'nonce-1', face: { match: true, error: null } },
    });
    expect(claims.exp).toBe(Number(claims.iat) + 600);
    expect(claims.jti).not.toBe(sessionId);
    const image = await bank.call(`/api/v1/info/img/${imageId}`);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const checksum = createHash('sha256')
      .update(Buffer.from(await image.arrayBuffer()))
      .digest('hex');
    expect(claims.data.face?.auditTrailImageIdChecksum).toBe(`sha256:${checksum}`);
  });

  it('gets a result that the customer-side package verifies', async () => {
    const { sessionId, result } = await passed(bank, { 'UQ-Nonce': 'nonce-2' });
    const header: unknown = JSON.parse(Buffer.from(result.split('.')[0] ?? '', 'base64url').toString());
    expect(header).toEqual({ kid: expect.any(String) as string, alg: 'RS256' });
    await expect(
      verifyFaceSessionResult(result, { issuer: harness.url, clientId: bank.clientId, sessionId, nonce: 'nonce-2' }),
    ).resolves.toBeDefined();
  });

  it.each(['ES256', 'EdDSA'] as const)(
    'gets a result signed with %s if that is the client’s, which its backend must allow',
    async (algorithm) => {
      const client = await harness.addClient({ signingAlgorithm: algorithm });
      const { sessionId, result } = await passed(client);
      const options = { issuer: harness.url, clientId: client.clientId, sessionId, nonce: null };
      await expect(verifyFaceSessionResult(result, options)).rejects.toMatchObject({ code: 'ERR_RESULT_ALGORITHM_NOT_ALLOWED' });
      await expect(verifyFaceSessionResult(result, { ...options, algorithms: [algorithm] })).resolves.toMatchObject({ match: true });
      const jwks = await (await fetch(`${harness.url}/api/.well-known/jwks.json`)).text();
      expect(jwks).toContain(`"alg":"${algorithm}"`);
      expect(jwks).not.toContain('"d":');
    },
  );

  it('uses the session up', async () => {
    const { sessionId } = await passed();
    await expect(bank.open(sessionId)).rejects.toThrow('SESSION_EXPIRED');
  });

  it('has the result given out again until its end, to its client only', async () => {
    const { sessionId, result, imageId } = await passed();
    const again = await bank.call(`/api/v1/info/${sessionId}`);
    expect([again.status, again.headers.get('content-type'), await again.text()]).toEqual([200, 'application/jwt', result]);
    const other = await harness.addClient();
    expect((await other.call(`/api/v1/info/${sessionId}`)).status).toBe(404);
    expect((await other.call(`/api/v1/info/img/${imageId}`)).status).toBe(404);
    expect((await other.call(`/api/v1/info/${sessionId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await bank.call(`/api/v1/info/${sessionId}`)).status).toBe(200);
    expect(await (await bank.call('/api/v1/info', { session: sessionId })).text()).toBe(result);
    expect((await bank.call('/api/v1/info')).status).toBe(400);
    harness.clock.advance(30 * 60 * 1000);
    bank = await harness.addClient();
    expect((await bank.call(`/api/v1/info/img/${imageId}`)).status).toBe(404);
    expect((await bank.call(`/api/v1/info/${sessionId}`)).status).toBe(404);
  });

  it('can have everything deleted at once', async () => {
    const { sessionId, imageId } = await passed();
    expect((await bank.call(`/api/v1/info/${sessionId}`, { method: 'DELETE' })).status).toBe(204);
    expect((await bank.call(`/api/v1/info/${sessionId}`)).status).toBe(404);
    expect((await bank.call(`/api/v1/info/img/${imageId}`)).status).toBe(404);
    expect((await bank.call(`/api/v1/info/${sessionId}`, { method: 'DELETE' })).status).toBe(204);
  });
});

describe('another person', () => {
  it('is told twice that the face did not match, then that the attempts are used up, whatever the client wishes', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const lenient = { minimumMatchLevel: 1, maxAttempts: 3 } as const;
    for (const remainingAttempts of [2, 1, 0]) {
      expect(await bank.attempt(sessionId, ben.burst(), lenient)).toEqual({ outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts });
    }
    await expect(bank.open(sessionId)).rejects.toThrow('SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS');
  });

  it('gets a signed partial result when asked for, which ends the session', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const incomplete = (): Promise<Response> =>
      bank.call('/api/v1/face/end', { method: 'POST', session: sessionId, headers: { 'UQ-Nonce': 'n' } });
    expect((await incomplete()).status).toBe(404);
    const read = await bank.call('/api/v1/face/end', { session: sessionId });
    expect([read.status, await codeOf(read)]).toEqual([404, 'NOT_FOUND']);
    await bank.attempt(sessionId, ben.burst(), {}, { 'UQ-Nonce': 'opened', 'UQ-User-ID': USER });
    // Asked for with another nonce: the result has the one that the attempt was opened with.
    const response = await incomplete();
    expect(response.status).toBe(200);
    expect(claimsOf(await response.text()).data).toEqual({
      sessionId,
      nonce: 'opened',
      userIdentifier: USER,
      face: { match: false, matchLevel: 1, error: 'FACE_NO_MATCH', falseAcceptRate: null },
    });
    await expect(bank.open(sessionId)).rejects.toThrow('SESSION_EXPIRED');
  });

  it('is not let in by any field that the client sends', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId, {}, { 'UQ-Device-Info': Buffer.from('{"match":true}').toString('base64') });
    harness.clock.advance(2_000);
    const form = new FormData();
    form.append('frames', JSON.stringify(ben.burst().map(({ capturedAtMs }) => ({ capturedAtMs, match: true, score: 1, matchLevel: 5 }))));
    for (const { jpeg } of ben.burst()) form.append('frame', new Blob([new Uint8Array(jpeg)]), 'match=true.jpg');
    const response = await bank.call(`/api/v1/attempts/${attemptId}/burst?match=true`, {
      method: 'POST',
      session: sessionId,
      body: form,
      headers: { 'X-Match': 'true' },
    });
    expect(await response.json()).toMatchObject({ outcome: 'failed', code: 'FACE_NO_MATCH' });
  });
});

describe('an attempt', () => {
  it('fails for frames that were sent before, even in another session', async () => {
    const frames = anna.burst();
    expect((await bank.attempt(await bank.createSession(anna.photo), frames)).outcome).toBe('passed');
    expect(await bank.attempt(await bank.createSession(anna.photo), frames)).toMatchObject({
      outcome: 'failed',
      code: 'FACE_LIVENESS_FAILED',
    });
  });

  it('fails for frames that were sent before in other files: with a comment, with other EXIF data, with bytes behind the end', async () => {
    const frames = anna.burst();
    expect((await bank.attempt(await bank.createSession(anna.photo), frames)).outcome).toBe('passed');
    const behindStart = (jpeg: Buffer, ...segment: (number | string)[]): Buffer =>
      Buffer.concat([
        jpeg.subarray(0, 2),
        ...segment.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))),
        jpeg.subarray(2),
      ]);
    // Big-endian TIFF with one entry: orientation (0x0112), a short, upright.
    const exif = ['Exif\0\0MM\0*\0\0\0', 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
    const disguises: ((jpeg: Buffer) => Buffer)[] = [
      (jpeg) => behindStart(jpeg, 0xff, 0xfe, 0, 6, 'once'),
      (jpeg) => behindStart(jpeg, 0xff, 0xe1, 0, 34, ...exif),
      (jpeg) => Buffer.concat([jpeg, Buffer.from('more')]),
    ];
    const [first] = frames;
    for (const disguise of disguises) {
      const fresh = anna.burst().map((frame) => ({ ...frame, jpeg: disguise(frame.jpeg) }));
      expect((await bank.attempt(await bank.createSession(anna.photo), fresh)).outcome).toBe('passed');
      // One old frame among new ones is enough.
      const mixed = [{ ...first!, jpeg: disguise(first!.jpeg) }, ...anna.burst().slice(1)];
      const sessionId = await bank.createSession(anna.photo);
      expect(await bank.attempt(sessionId, mixed)).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
    }
  });

  it('fails for one frame sent over and over', async () => {
    const [first] = anna.burst();
    const frames = anna.burst().map((frame) => ({ ...frame, jpeg: first!.jpeg }));
    expect(await bank.attempt(await bank.createSession(anna.photo), frames)).toMatchObject({ code: 'FACE_LIVENESS_FAILED' });
  });

  it('is judged once, however often its burst is sent', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId);
    harness.clock.advance(2_000);
    const responses = await Promise.all(Array.from({ length: 4 }, () => bank.upload(sessionId, attemptId, 'burst', anna.burst())));
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((status) => status === 409 || status === 404)).toBe(true);
  });

  it('charges exactly what is allowed when fifty are submitted at once', { timeout: 180_000 }, async () => {
    const sessionId = await bank.createSession(anna.photo);
    const attempts = async (): Promise<number> => {
      const { attemptId } = await bank.open(sessionId).catch(() => ({ attemptId: null }));
      if (attemptId === null) return 0;
      const response = await bank.upload(sessionId, attemptId, 'burst', ben.burst());
      return response.status === 200 ? 1 : 0;
    };
    let judged = 0;
    // Of fifty at once, many replace or refuse each other: until none is left, they come again.
    for (let round = 0; round < 10 && judged < 3; round++) {
      judged += (await Promise.all(Array.from({ length: 50 }, attempts))).reduce((sum, one) => sum + one, 0);
    }
    expect(judged).toBe(3);
    expect(await attempts()).toBe(0);
    const state = await harness.service.store.findSession(
      createHash('sha256').update(sessionId).digest('hex'),
      bank.clientId,
      harness.clock(),
    );
    expect(state).toMatchObject({ charged: 3, failed: 3, status: 'exhausted' });
  });

  it('asks a living person for a gesture under active liveness, and passes when it is done', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { challenge, outcome } = await bank.attemptWithGestures(sessionId, anna);
    expect(challenge).toMatchObject({ outcome: 'challenged' });
    expect(outcome).toMatchObject({ outcome: 'passed' });
    const entry = await harness.lastAudit(bank);
    const { seenGestures } = entry?.details as { seenGestures: { gesture: string; peak: number }[] };
    expect([entry?.event, seenGestures.map(({ gesture }) => gesture)]).toEqual(['attempt.passed', challenge.gestures]);
    expect(seenGestures[0]?.peak).toBeGreaterThan(1);
  });

  it('asks for as many gestures as the stricter of service and client says', async () => {
    const strict = await harness.addClient({ policy: { livenessPolicy: 'active', gestureCount: 3 } });
    const sessionId = await strict.createSession(anna.photo);
    const { attemptId } = await strict.open(sessionId);
    harness.clock.advance(1_500);
    const challenge = (await (await strict.upload(sessionId, attemptId, 'burst', anna.burst())).json()) as { gestures: unknown[] };
    expect(challenge).toMatchObject({ outcome: 'challenged' });
    expect(challenge.gestures).toHaveLength(3);
  });

  it('fails a challenge that is answered late, and takes no second answer', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId, { activeLiveness: true });
    harness.clock.advance(1_500);
    await bank.upload(sessionId, attemptId, 'burst', anna.burst());
    harness.clock.advance(60_000);
    const late = await bank.upload(sessionId, attemptId, 'gestures', anna.burst());
    expect(await late.json()).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', gestureFault: 'TOO_LATE' });
    const entry = await harness.lastAudit(bank);
    expect(entry).toMatchObject({ event: 'attempt.failed', details: { reason: 'gestures_late', gestureFault: 'TOO_LATE' } });
    expect(await codeOf(await bank.upload(sessionId, attemptId, 'gestures', anna.burst()))).toBe('ATTEMPT_CONFLICT');
  });

  it('counts an unreadable frame, and does not count an upload of the wrong shape', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId);
    const torn = anna.burst().map((frame) => ({ ...frame, jpeg: Buffer.from('not a picture') }));
    expect(await codeOf(await bank.upload(sessionId, attemptId, 'burst', torn))).toBe('UNSUPPORTED_MEDIA_TYPE');
    const broken = anna.burst().map((frame) => ({ ...frame, jpeg: frame.jpeg.subarray(0, 400) }));
    const outcome = await bank.upload(sessionId, attemptId, 'burst', broken);
    expect(await outcome.json()).toEqual({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2 });
  });

  it('can be made fewer by the app and by the client, never more', async () => {
    const strict = await harness.addClient({ policy: { maxAttempts: 2 } });
    const sessionId = await strict.createSession(anna.photo);
    expect(await strict.open(sessionId, { maxAttempts: 3 })).toMatchObject({ remainingAttempts: 2 });
    expect(await strict.attempt(sessionId, ben.burst(), { maxAttempts: 1 })).toMatchObject({ remainingAttempts: 0 });
  });

  it.each([
    ['a camera that names itself virtual', { label: 'OBS Virtual Camera' }, 'VIRTUAL_CAMERA_LABEL'],
    ['pictures of a size that no camera has', { label: 'Front Camera', width: 3000, height: 300 }, 'IMPLAUSIBLE_SIZE'],
    ['a rate that no camera has', { label: 'Front Camera', frameRate: 1 }, 'IMPLAUSIBLE_FRAME_RATE'],
  ])('is refused for %s, and the audit log says why', async (_, camera, fault) => {
    const sessionId = await bank.createSession(anna.photo);
    await expect(bank.open(sessionId, { camera })).rejects.toThrow('MEDIA_VIRTUAL_CAMERA_DETECTED');
    const entry = await harness.lastAudit(bank);
    expect(entry).toMatchObject({ event: 'attempt.refused', details: { camera, cameraFaults: [fault] } });
  });

  it('is judged all the same where the operator allows such cameras, and the audit log has what was found', async () => {
    const lax = await startHarness({ refuseVirtualCameras: false });
    try {
      const client = await lax.addClient();
      const camera = { label: 'OBS Virtual Camera', width: 640, height: 480 };
      await client.attempt(await client.createSession(anna.photo), anna.burst(), { camera });
      const entry = await lax.lastAudit(client);
      expect(entry).toMatchObject({ event: 'attempt.passed', details: { camera, cameraFaults: ['VIRTUAL_CAMERA_LABEL'] } });
    } finally {
      await lax.close();
    }
  });
});

describe('a session', () => {
  it('survives a restart in its middle', async () => {
    // Of a client of its own: attempts of other tests that failed count against those that follow.
    const client = await harness.addClient();
    const sessionId = await client.createSession(anna.photo);
    await client.attempt(sessionId, ben.burst());
    await harness.restart();
    const outcome = await client.attempt(sessionId, anna.burst());
    expect(outcome.outcome).toBe('passed');
  });

  it('ends after ten minutes', async () => {
    const sessionId = await bank.createSession(anna.photo);
    harness.clock.advance(10 * 60 * 1000);
    await expect(bank.open(sessionId)).rejects.toThrow('SESSION_EXPIRED');
  });
});
