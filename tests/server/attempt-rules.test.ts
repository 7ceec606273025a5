import { createCamera, drawManner, loadFaceStills, seededRandom, virtualHead } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan, defaultLivenessCalibration, gestureTargets } from '@face-session/liveness';
import { gestureTable, type AttemptOutcome, type Gesture } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Frame, type Person } from '../kit/people.js';

/* The operator's rules, the client's and the app's wishes, and the nod call, as they meet at the service's port. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
beforeAll(async () => {
  [harness, { anna }] = await Promise.all([startHarness({ v2Match: true }), loadPeople()]);
  harness.clock.freeze();
  bank = await harness.addClient();
}, 120_000);
afterAll(() => harness.close());

describe('The answer to the opening call', () => {
  it('names the wishes that the setting of the client does not grant', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const opened = await bank.open(sessionId, { excludedGesture: 'FACE_TURN', allowClosedEyes: true, minimumMatchLevel: 4 });
    expect(opened.declinedWishes).toEqual(['excludedGesture', 'allowClosedEyes']);
    expect(await bank.open(sessionId, { excludedGesture: 'FACE_TILT' })).not.toHaveProperty('declinedWishes');
  });

  it('names none that it grants', async () => {
    const lenient = await harness.addClient({ policy: { excludedGesture: 'FACE_TURN', allowClosedEyes: true } });
    const sessionId = await lenient.createSession(anna.photo);
    const opened = await lenient.open(sessionId, { excludedGesture: 'FACE_TURN', allowClosedEyes: true });
    expect(opened).not.toHaveProperty('declinedWishes');
  });
});

describe('A challenge', () => {
  it('holds a turn although the app excludes turns, and says how far to go', async () => {
    const outcome = await bank.attempt(await bank.createSession(anna.photo), anna.burst(), {
      activeLiveness: true,
      excludedGesture: 'FACE_TURN',
    });
    expect(outcome).toMatchObject({
      outcome: 'challenged',
      gestures: [expect.stringMatching(/^TURN_/) as string],
      targets: gestureTargets(defaultLivenessCalibration),
    });
  });

  it('holds a nod and no turn where the operator excludes turns for the client', async () => {
    const seated = await harness.addClient({ policy: { excludedGesture: 'FACE_TURN' } });
    const outcome = await seated.attempt(await seated.createSession(anna.photo), anna.burst(), { activeLiveness: true });
    const { gestures } = outcome as Extract<AttemptOutcome, { outcome: 'challenged' }>;
    expect(gestures).toHaveLength(3);
    expect(gestures).toContain('NOD');
    expect(gestures.filter((gesture) => gesture.startsWith('TURN'))).toEqual([]);
  });
});

describe('A movement that the person cannot do', () => {
  type Challenge = Extract<AttemptOutcome, { outcome: 'challenged' }>;
  const pairOf = (gesture: Gesture) => gestureTable[gesture].pair;

  /** An attempt up to its challenge. */
  const challenged = async (client: TestClient, sessionId: string): Promise<Challenge & { attemptId: string }> => {
    const { attemptId } = await client.open(sessionId, { activeLiveness: true });
    const burst = anna.burst();
    harness.clock.advance(1_500);
    const outcome = (await (await client.upload(sessionId, attemptId, 'burst', burst)).json()) as AttemptOutcome;
    if (outcome.outcome !== 'challenged') throw new Error(JSON.stringify(outcome));
    return { ...outcome, attemptId };
  };
  const decline = (client: TestClient, sessionId: string, attemptId: string, gesture: Gesture): Promise<Response> =>
    client.call(`/api/v1/attempts/${attemptId}/decline`, {
      method: 'POST',
      session: sessionId,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ gesture }),
    });

  it('costs the attempt, and its pair is not drawn again in the session: a nod takes the place of a turn', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const first = await challenged(bank, sessionId);
    const turn = first.gestures.find((gesture) => pairOf(gesture) === 'FACE_TURN')!;
    const answer = await decline(bank, sessionId, first.attemptId, turn);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2, gestureReplaced: true },
    ]);
    expect(await harness.lastAudit(bank)).toMatchObject({
      event: 'attempt.failed',
      details: { reason: 'gesture_declined', declined: { gesture: turn, isReplaced: true } },
    });
    const second = await challenged(bank, sessionId);
    expect(second.gestures).toHaveLength(3);
    expect(second.gestures).toContain('NOD');
    expect(second.gestures.map(pairOf)).not.toContain('FACE_TURN');
    // Once in a session: the next one fails the attempt, and the first stays replaced.
    const other = second.gestures.find((gesture) => pairOf(gesture) !== null)!;
    expect(await (await decline(bank, sessionId, second.attemptId, other)).json()).toMatchObject({
      remainingAttempts: 1,
      gestureReplaced: false,
    });
    expect((await challenged(bank, sessionId)).gestures).toContain('NOD');
  });

  it('is replaced only if it was asked for, and if enough others are left', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const first = await challenged(bank, sessionId);
    expect(await (await decline(bank, sessionId, first.attemptId, 'NOD')).json()).toMatchObject({ gestureReplaced: false });
    const seated = await harness.addClient({ policy: { excludedGesture: 'FACE_TURN' } });
    const own = await seated.createSession(anna.photo);
    const asked = await challenged(seated, own);
    const gesture = asked.gestures.find((each) => pairOf(each) !== null) ?? 'NOD';
    expect(await (await decline(seated, own, asked.attemptId, gesture)).json()).toMatchObject({ gestureReplaced: false });
  });

  it('can be declined once for each challenge, and only by the client of the session', async () => {
    const sessionId = await bank.createSession(anna.photo);
    const { attemptId } = await bank.open(sessionId);
    expect((await decline(bank, sessionId, attemptId, 'TURN_LEFT')).status).toBe(409);
    const first = await challenged(bank, sessionId);
    const stranger = await harness.addClient();
    expect((await decline(stranger, sessionId, first.attemptId, first.gestures[0]!)).status).toBe(404);
    expect((await decline(bank, sessionId, first.attemptId, 'WINK' as Gesture)).status).toBe(400);
    expect((await decline(bank, sessionId, first.attemptId, first.gestures[0]!)).status).toBe(200);
    expect((await decline(bank, sessionId, first.attemptId, first.gestures[0]!)).status).toBe(409);
  });
});

describe('A result', () => {
  it('says what proved liveness, and so does the audit log', async () => {
    const passive = await bank.attempt(await bank.createSession(anna.photo), anna.burst());
    if (passive.outcome !== 'passed') throw new Error(JSON.stringify(passive));
    expect(claimsOf(passive.result).data.face).toMatchObject({ livenessMethod: 'burst' });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ method: 'burst' });
    const { outcome } = await bank.attemptWithGestures(await bank.createSession(anna.photo), anna);
    if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
    expect(claimsOf(outcome.result).data.face).toMatchObject({ livenessMethod: 'gestures' });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ method: 'gestures' });
  });
});

describe('A person with closed eyes', () => {
  let asleep: () => Promise<Frame[]>;
  let photo: Buffer;
  beforeAll(async () => {
    const still = (await loadFaceStills(await createNodeEngine(), ['sample3.jpg'])).find(({ name }) => name === 'sample3.jpg#0')!;
    const head = virtualHead(still);
    const manner = drawManner(seededRandom('asleep'));
    let camera = 0;
    const shoot = async (blink: number, count: number): Promise<Frame[]> => {
      const take = createCamera(seededRandom(`camera ${String(camera++)}`));
      const frames: Frame[] = [];
      for (let index = 0; index < count; index++) {
        const capturedAtMs = 600 + index * burstPlan.intervalMs;
        frames.push({ capturedAtMs, jpeg: Buffer.from((await take(head({ ...manner(capturedAtMs), blink }))).jpeg) });
      }
      return frames;
    };
    asleep = () => shoot(1, burstPlan.count);
    photo = (await shoot(0, 1))[0]!.jpeg;
  });

  it('fails whatever the app says, and is told why', async () => {
    const outcome = await bank.attempt(await bank.createSession(photo), await asleep(), { allowClosedEyes: true });
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', eyesClosed: true });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ reason: 'eyesOpen', findings: { eyesOpen: { outcome: 'fail' } } });
  });

  it('passes where both the operator and the app accept it', async () => {
    const clinic = await harness.addClient({ policy: { allowClosedEyes: true } });
    const sessionId = await clinic.createSession(photo);
    expect(await clinic.attempt(sessionId, await asleep())).toMatchObject({ outcome: 'failed', eyesClosed: true });
    expect(await clinic.attempt(sessionId, await asleep(), { allowClosedEyes: true })).not.toHaveProperty('eyesClosed');
  });
});

describe('The nod call', () => {
  const call = async (client: TestClient, body: object): Promise<{ status: number; error: string; message: string }> => {
    const response = await client.call('/api/v2/face/bioid/match', {
      method: 'POST',
      session: await client.createSession(anna.photo),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as { error: string; message: string }) };
  };
  const pictures = (): object => {
    const burst = anna.burst();
    return { liveImage1: burst[0]!.jpeg.toString('base64'), liveImage2: burst[4]!.jpeg.toString('base64') };
  };

  it('is off unless the operator switches it on, and says with what', async () => {
    const off = await startHarness();
    try {
      const client = await off.addClient();
      expect(await call(client, pictures())).toMatchObject({
        status: 403,
        error: 'FORBIDDEN',
        message: expect.stringContaining('V2_MATCH') as string,
      });
      const get = await client.call('/api/v2/face/bioid/match', { session: await client.createSession(anna.photo) });
      expect(get.status).toBe(403);
    } finally {
      await off.close();
    }
  });

  it('refuses a virtual camera where one is described', async () => {
    const answer = await call(bank, { ...pictures(), camera: { label: 'OBS Virtual Camera' } });
    expect(answer).toMatchObject({ status: 403, error: 'MEDIA_VIRTUAL_CAMERA_DETECTED' });
  });

  it('fails two pictures without a nod, and names itself in the audit log', async () => {
    expect(await call(bank, pictures())).toMatchObject({ status: 400, error: 'FACE_LIVENESS_FAILED' });
    expect((await harness.lastAudit(bank))?.details).toMatchObject({ method: 'nod' });
  });
});
