import type { AttemptOutcome, CameraTrace } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, type Person } from '../kit/people.js';
import { codeOf, frameForm, startHarness, type Harness, type TestClient } from '../kit/service.js';

/** What Chromium tells of a canvas. */
const canvas: CameraTrace = {
  trackClass: 'CanvasCaptureMediaStreamTrack',
  isListed: false,
  hasGroup: false,
  pictures: 40,
  captureTimes: 0,
  decoded: 0,
  intervalMs: 33,
  jitterMs: 6,
};

describe('evidence against the camera of an attempt', () => {
  let harness: Harness;
  let ben: Person;

  beforeAll(async () => {
    harness = await startHarness();
    ben = await person('ben');
  }, 120_000);

  afterAll(() => harness.close());

  /** The answer to a living person's burst with what the client tells of its camera. */
  const burst = (client: TestClient, cameraTrace: unknown): Promise<Response> =>
    harness.clock.frozenDuring(async () => {
      const session = await client.createSession(ben.photo);
      const { attemptId } = await client.open(session);
      harness.clock.advance(1_500);
      const form = frameForm(ben.burst());
      if (cameraTrace !== undefined) form.append('cameraTrace', JSON.stringify(cameraTrace));
      return client.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session, body: form });
    });

  it.each([
    ['record', 'passed', 'attempt.passed'],
    ['gestures', 'challenged', 'attempt.challenged'],
    ['refuse', 'failed', 'attempt.failed'],
  ] as const)(
    'under "%s" a canvas in the place of a camera has %s, and the audit log has each weight',
    async (cameraEvidence, outcome, event) => {
      const client = await harness.addClient({ policy: { cameraEvidence } });
      const answer = (await (await burst(client, canvas)).json()) as AttemptOutcome;
      expect(answer.outcome).toBe(outcome);
      expect(JSON.stringify(answer)).not.toMatch(/camera/i);
      const entry = await harness.lastAudit(client);
      expect(entry?.event).toBe(event);
      expect((entry?.details as { findings: unknown }).findings).toMatchObject({
        cameraTrackClass: { outcome: 'pass', value: 6 },
        cameraUnlisted: { outcome: 'pass', value: 4 },
        cameraGroupless: { outcome: 'pass', value: 2 },
        cameraUntimed: { outcome: 'pass', value: 1 },
        camera: { value: 13 },
      });
    },
  );

  it('requires gestures under passive too, where the policy of the camera says so', async () => {
    const client = await harness.addClient({ policy: { cameraEvidence: 'gestures', livenessPolicy: 'passive' } });
    expect(((await (await burst(client, canvas)).json()) as AttemptOutcome).outcome).toBe('challenged');
  });

  it('judges a client that tells nothing as before', async () => {
    const client = await harness.addClient({ policy: { cameraEvidence: 'refuse' } });
    expect(((await (await burst(client, undefined)).json()) as AttemptOutcome).outcome).toBe('passed');
  });

  it('refuses a trace that is none, before the attempt is charged', async () => {
    const client = await harness.addClient();
    const response = await burst(client, { ...canvas, pictures: -1 });
    expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_REQUEST']);
    expect((await harness.lastAudit(client))?.event).not.toMatch(/^attempt\./);
  });
});
