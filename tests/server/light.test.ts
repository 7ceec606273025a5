import { lightingScreens, seededRandom, shootLight, type LitVisitorName } from '@face-session/attacks';
import { lightMs } from '@face-session/liveness';
import type { AttemptOutcome, LightChallenge, OpenAttemptRequest } from '@face-session/protocol';
import { systemRandom } from '@face-session/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPeople, type Frame, type Person } from '../kit/people.js';
import { startHarness, type Harness, type TestClient } from '../kit/service.js';

/* Challenges of light against the service's port, with a virtual person whose skin answers a screen: nothing of this is a person. */

let harness: Harness;
let client: TestClient;
let people: Record<'anna' | 'ben', Person>;

beforeAll(async () => {
  harness = await startHarness({ lightChallenge: 'off' }, { random: { ...systemRandom, integer } });
  client = await harness.addClient({ policy: { lightChallenge: 'require' } });
  people = await loadPeople();
}, 180_000);

afterAll(() => harness.close());

const STARTED_MS = 5_000;

/** The same colours in every test and on every run; of the 18 sequences of two gestures the first. */
let drawn = seededRandom('colours');
const integer = (below: number): number => (below === 18 ? 0 : drawn.below(below));
beforeEach(() => {
  drawn = seededRandom('colours');
});

interface LitVisit {
  readonly session: string;
  readonly attemptId: string;
  readonly light: AttemptOutcome;
}

/** A burst of Anna's that is answered with light, by a client with a policy. */
async function untilLight(of: TestClient = client, wishes: OpenAttemptRequest = { showsLight: true }): Promise<LitVisit> {
  const session = await of.createSession(people.anna.photo);
  const { attemptId } = await of.open(session, wishes);
  const burst = people.anna.burst();
  harness.clock.advance(1_500);
  return { session, attemptId, light: (await (await of.upload(session, attemptId, 'burst', burst)).json()) as AttemptOutcome };
}

/** Sends what a camera takes of a visitor while the colours are shown. */
async function show(
  { session, attemptId, light }: LitVisit,
  visitor: LitVisitorName,
  ratio: number,
  { still } = people.anna,
): Promise<AttemptOutcome> {
  if (light.outcome !== 'light') throw new Error(`Not light: ${JSON.stringify(light)}`);
  const scenario = { visitor, victim: still, screen: lightingScreens.phone, ratio };
  const shot = await shootLight(scenario, light.steps, seededRandom(`${visitor} beside a window`));
  const frames: Frame[] = shot.map(({ atMs, jpeg }) => ({ capturedAtMs: Math.round(STARTED_MS + atMs), jpeg: Buffer.from(jpeg) }));
  harness.clock.advance(STARTED_MS + lightMs(light.steps));
  const form = new FormData();
  form.set('light', JSON.stringify({ startedAtMs: STARTED_MS }));
  form.set('frames', JSON.stringify(frames.map(({ capturedAtMs }) => ({ capturedAtMs }))));
  for (const { jpeg } of frames) form.append('frame', new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }), 'frame.jpg');
  const response = await client.call(`/api/v1/attempts/${attemptId}/light`, { method: 'POST', session, body: form });
  return (await response.json()) as AttemptOutcome;
}

async function decline({ session, attemptId }: LitVisit, of = client): Promise<AttemptOutcome> {
  const response = await of.call(`/api/v1/attempts/${attemptId}/light/decline`, {
    method: 'POST',
    session,
    body: JSON.stringify({ reason: 'PERSON' }),
    headers: { 'content-type': 'application/json' },
  });
  return (await response.json()) as AttemptOutcome;
}

const clientWith = (lightChallenge: LightChallenge) => harness.addClient({ policy: { lightChallenge } });

describe('A client that requires light', () => {
  it('passes a virtual person who answers the screen, and keeps what was measured in the audit log', async () => {
    await harness.clock.frozenDuring(async () => {
      const visit = await untilLight();
      expect(visit.light).toMatchObject({ outcome: 'light', frames: { intervalMs: 200 } });
      expect(await harness.lastAudit(client)).toMatchObject({ event: 'attempt.challenged', details: { light: { colours: 8 } } });
      expect(await show(visit, 'living', 0.5)).toMatchObject({ outcome: 'passed' });
      expect(await harness.lastAudit(client)).toMatchObject({
        event: 'attempt.passed',
        details: { method: 'burst', findings: { lightSequence: { outcome: 'pass' }, lightShading: { outcome: 'pass' } } },
      });
    });
  }, 120_000);

  it('asks for gestures after a recording without light, and says in the findings that the check abstained', async () => {
    await harness.clock.frozenDuring(async () => {
      const outcome = await show(await untilLight(), 'recordingWithoutLight', 0.5);
      expect(outcome).toMatchObject({ outcome: 'challenged' });
      expect(outcome.outcome === 'challenged' && outcome.gestures).toHaveLength(2);
      expect(await harness.lastAudit(client)).toMatchObject({
        event: 'attempt.challenged',
        details: { verdict: 'doubtful', findings: { lightSignal: { outcome: 'doubtful' } } },
      });
    });
  }, 120_000);

  it.each(['recordingOfOtherLight', 'tintOfAll'] as const)(
    'fails %s, and tells no more than any failed liveness',
    async (visitor) => {
      await harness.clock.frozenDuring(async () => {
        expect(await show(await untilLight(), visitor, 0.5)).toEqual({
          outcome: 'failed',
          code: 'FACE_LIVENESS_FAILED',
          remainingAttempts: 2,
        });
      });
    },
    120_000,
  );

  it('fails another person who answers the screen, without a hint that it was the face', async () => {
    await harness.clock.frozenDuring(async () => {
      const outcome = await show(await untilLight(), 'living', 0.5, people.ben);
      expect(outcome).toEqual({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2 });
      expect(await harness.lastAudit(client)).toMatchObject({ details: { reason: 'identity' } });
    });
  }, 120_000);

  it('passes a person who declines light and does the gestures', async () => {
    await harness.clock.frozenDuring(async () => {
      const visit = await untilLight();
      const challenge = await decline(visit);
      if (challenge.outcome !== 'challenged') throw new Error(`Not challenged: ${JSON.stringify(challenge)}`);
      expect(await harness.lastAudit(client)).toMatchObject({ details: { light: { declined: 'PERSON' } } });
      const frames = await people.anna.gestures(challenge.gestures, 2_500);
      harness.clock.advance(frames.at(-1)!.capturedAtMs);
      const outcome = (await (await client.upload(visit.session, visit.attemptId, 'gestures', frames)).json()) as AttemptOutcome;
      expect(outcome).toMatchObject({ outcome: 'passed' });
    });
  }, 120_000);

  it('asks a capture that shows no light for gestures', async () => {
    await harness.clock.frozenDuring(async () => {
      expect((await untilLight(client, {})).light).toMatchObject({ outcome: 'challenged' });
    });
  }, 60_000);

  it('takes an answer once, and none that came too late', async () => {
    await harness.clock.frozenDuring(async () => {
      const visit = await untilLight();
      harness.clock.advance(60_000);
      expect(await decline(visit)).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
      expect(await decline(visit)).toMatchObject({ code: 'ATTEMPT_CONFLICT' });
    });
  }, 60_000);
});

describe('A client that offers light', () => {
  it('passes a person who declines it', async () => {
    const offering = await clientWith('offer');
    await harness.clock.frozenDuring(async () => {
      expect(await decline(await untilLight(offering), offering)).toMatchObject({ outcome: 'passed' });
    });
  }, 60_000);

  it('does not let an app ask for less, and lets another ask for more', async () => {
    const [offering, plain] = [await clientWith('offer'), await clientWith('off')];
    await harness.clock.frozenDuring(async () => {
      expect((await untilLight(offering, { showsLight: true, lightChallenge: 'off' })).light.outcome).toBe('light');
      expect((await untilLight(plain, { showsLight: true })).light.outcome).toBe('passed');
      expect((await untilLight(plain, { showsLight: true, lightChallenge: 'offer' })).light.outcome).toBe('light');
    });
  }, 120_000);
});

describe('A test client', () => {
  it('asks for light if its session is to, and passes whatever becomes of it', async () => {
    const testing = await harness.addClient({ test: true });
    const response = await testing.call('/api/v1/face', {
      method: 'POST',
      body: JSON.stringify({ outcome: 'light' }),
      headers: { 'content-type': 'application/json' },
    });
    const { sessionId } = (await response.json()) as { sessionId: string };
    const { attemptId } = await testing.open(sessionId, { showsLight: true });
    const light = (await (await testing.upload(sessionId, attemptId, 'burst', people.anna.burst())).json()) as AttemptOutcome;
    expect(light.outcome).toBe('light');
    expect(await decline({ session: sessionId, attemptId, light }, testing)).toMatchObject({ outcome: 'passed' });
  }, 60_000);
});
