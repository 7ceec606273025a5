import { createCamera, loadFaceStills, seededRandom, visitors, type FaceStill, type VisitorName } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan } from '@face-session/liveness';
import type { AttemptOutcome, FramePlan } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness, type TestClient } from '../kit/service.js';
import type { Frame } from '../kit/people.js';
import { idPhotoOf } from '../kit/people.js';

/* Attackers before a camera, against the service's port: real models, real database, real HTTP. */

let harness: Harness;
let client: TestClient;
let anna: FaceStill;
let ben: FaceStill;

beforeAll(async () => {
  harness = await startHarness({ livenessPolicy: 'active', gestureCount: 2 });
  harness.clock.freeze();
  client = await harness.addClient();
  const stills = await loadFaceStills(await createNodeEngine(), ['sample3.jpg', 'sample5.jpg']);
  anna = named(stills, 'sample3.jpg#1');
  ben = named(stills, 'sample5.jpg#0');
}, 180_000);

afterAll(() => harness.close());

function named(stills: readonly FaceStill[], name: string): FaceStill {
  const still = stills.find((candidate) => candidate.name === name);
  if (still === undefined) throw new Error(`There is no still ${name}`);
  return still;
}

/** From opening the attempt to the burst's first frame, ms. */
const FIRST_FRAME_MS = 100;

/** What a client says beside its frames: nothing, or whatever might help it. */
interface Claims {
  readonly wishes: object;
  readonly ofFrame: object;
}
const silent: Claims = { wishes: {}, ofFrame: {} };
const lies: Claims = {
  wishes: {
    activeLiveness: false,
    livenessPolicy: 'passive',
    gestureCount: 0,
    minimumMatchLevel: 2,
    allowClosedEyes: true,
    live: true,
    camera: { label: 'FaceTime HD Camera', width: 1280, height: 720, frameRate: 30, facingMode: 'user' },
  },
  ofFrame: { live: true, spoofScore: 1, gesture: 'TURN_LEFT', yaw: 30, matchLevel: 5 },
};

/** One attempt of a session of Anna's by whoever stands before the camera; what the service answered to both uploads. */
async function visit(visitor: VisitorName, claims = silent): Promise<{ burst: AttemptOutcome; gestures: AttemptOutcome | null }> {
  const random = seededRandom(`${visitor} at the service`);
  const { presenter } = visitors[visitor](anna, ben).attempt(1, [], random);
  const camera = createCamera(random.fork('camera'));
  const shoot = async (plan: FramePlan, fromMs: number): Promise<Frame[]> => {
    const frames: Frame[] = [];
    for (let index = 0; index < plan.count; index++) {
      const capturedAtMs = fromMs + index * plan.intervalMs;
      frames.push({ capturedAtMs, jpeg: Buffer.from((await camera(presenter.scene(capturedAtMs))).jpeg) });
    }
    return frames;
  };
  const session = await client.createSession(await idPhotoOf(anna));
  const opened = harness.clock();
  const { attemptId } = await client.open(session, claims.wishes);
  const upload = async (kind: 'burst' | 'gestures', frames: readonly Frame[]): Promise<AttemptOutcome> => {
    const claiming = frames.map((frame) => ({ ...frame, ...claims.ofFrame }));
    return (await (await client.upload(session, attemptId, kind, claiming)).json()) as AttemptOutcome;
  };
  const shot = await shoot(burstPlan, FIRST_FRAME_MS);
  harness.clock.advance(FIRST_FRAME_MS + burstPlan.count * burstPlan.intervalMs);
  const burst = await upload('burst', shot);
  if (burst.outcome !== 'challenged') return { burst, gestures: null };
  const seenAtMs = harness.clock() - opened;
  presenter.challenge(burst.gestures, seenAtMs);
  const performed = await shoot(burst.frames, seenAtMs + 50);
  harness.clock.advance(burst.frames.count * burst.frames.intervalMs);
  return { burst, gestures: await upload('gestures', performed) };
}

describe('The service under active liveness', () => {
  it('passes a living person who does the two gestures asked for', async () => {
    const { burst, gestures } = await visit('genuine');
    expect(burst).toMatchObject({ outcome: 'challenged' });
    expect(gestures).toMatchObject({ outcome: 'passed' });
  }, 120_000);

  it('fails a print moved about, and tells the person no more than that the gesture was wrong', async () => {
    const { burst, gestures } = await visit('printMoved');
    expect(
      Object.keys(gestures ?? burst)
        .filter((key) => key !== 'gestureFault')
        .sort(),
    ).toEqual(['code', 'outcome', 'remainingAttempts']);
    expect(gestures ?? burst).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
  }, 120_000);

  it('fails another person who takes over for the gestures, without a hint that it was the face', async () => {
    const { burst, gestures } = await visit('swapAtGestures');
    expect(burst).toMatchObject({ outcome: 'challenged' });
    expect(gestures).toEqual({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2 });
  }, 120_000);

  it('believes a client in nothing that it says of policy, camera and frames', async () => {
    const { burst, gestures } = await visit('skippedGestures', lies);
    expect(burst).toMatchObject({ outcome: 'challenged' });
    expect(gestures).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
  }, 120_000);

  it('does not take the frames of the burst for gestures', async () => {
    const session = await client.createSession(await idPhotoOf(anna));
    const random = seededRandom('again');
    const { presenter } = visitors.genuine(anna).attempt(1, [], random);
    const camera = createCamera(random);
    const { attemptId } = await client.open(session);
    const frames: Frame[] = [];
    for (let index = 0; index < burstPlan.count; index++) {
      const capturedAtMs = FIRST_FRAME_MS + index * burstPlan.intervalMs;
      frames.push({ capturedAtMs, jpeg: Buffer.from((await camera(presenter.scene(capturedAtMs))).jpeg) });
    }
    harness.clock.advance(1_000);
    const burst = (await (await client.upload(session, attemptId, 'burst', frames)).json()) as AttemptOutcome;
    expect(burst.outcome).toBe('challenged');
    const again = frames.map((frame, index) => ({ ...frame, capturedAtMs: 2_000 + 250 * index }));
    harness.clock.advance(5_000);
    const outcome = (await (await client.upload(session, attemptId, 'gestures', again)).json()) as AttemptOutcome;
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED' });
    expect(outcome).not.toHaveProperty('gestureFault');
  }, 120_000);
});
