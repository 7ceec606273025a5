import {
  createCamera,
  drawMotion,
  loadSubjects,
  MovedStill,
  passes,
  poseAt,
  seededRandom,
  simulateAttempt,
  simulateSession,
  stillMedia,
  virtualHead,
  VirtualSubject,
  visitors,
  type PlayedAttempt,
  type FaceStill,
  type SimulatedService,
  type Visitor,
  type VisitorName,
} from '@face-session/attacks';
import type { FaceEngine } from '@face-session/face';
import { createFacePool, createNodeEngine, type FacePool } from '@face-session/face/node';
import { livenessPolicies } from '@face-session/liveness';
import { gestures } from '@face-session/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* A small part of what `npm run evaluate -- liveness` measures, as a guard against regressions. */

let engine: FaceEngine;
let pool: FacePool;
let anna: FaceStill;
let ben: FaceStill;
let service: SimulatedService;

beforeAll(async () => {
  engine = await createNodeEngine();
  pool = await createFacePool();
  const subjects = await loadSubjects(engine, ['sample3.jpg', 'sample5.jpg']);
  const named = (name: string): FaceStill => {
    const still = subjects.find((candidate) => candidate.name === name);
    if (still === undefined) throw new Error(`There is no subject ${name}`);
    return still;
  };
  anna = named('sample3.jpg#1');
  ben = named('sample5.jpg#0');
  const { template } = await engine.analyse(anna.texture, { template: true });
  if (template === undefined) throw new Error('The still shows no face');
  service = { faces: pool, gestureCount: 2, reference: template, digests: new Set(), prints: [] };
}, 180_000);

afterAll(() => pool.close());

const attempt = (visitor: VisitorName, seed: string, earlier: readonly PlayedAttempt[] = []): Promise<PlayedAttempt> => {
  const visit: Visitor = visitors[visitor](anna, ben);
  const { presenter, client } = visit.attempt(1, earlier, seededRandom(seed));
  return simulateAttempt(presenter, service, seededRandom(seed), client);
};

describe('A virtual subject', () => {
  it('is the same, frame for frame, for the same seed, and another for another', async () => {
    const frame = async (seed: string) => {
      const camera = createCamera(seededRandom(seed));
      return Buffer.from((await camera(new VirtualSubject(anna, seededRandom(seed)).scene(700))).jpeg).toString('base64');
    };
    expect(await frame('a')).toBe(await frame('a'));
    expect(await frame('a')).not.toBe(await frame('b'));
  });

  it('turns, tilts and moves as the gestures say, in the eyes of the nets', async () => {
    const draw = virtualHead(anna);
    const still = () => ({ yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, scale: 1, blink: 0 });
    const see = async (pose: ReturnType<typeof still>) => {
      const { faces, pose: seen } = await engine.analyse(draw(pose), { pose: true });
      return { ...seen, width: faces[0]?.box.width ?? 0 };
    };
    const neutral = await see(still());
    const at: Record<string, Awaited<ReturnType<typeof see>>> = {};
    for (const gesture of gestures) {
      const motion = drawMotion(gesture, 0, seededRandom(gesture));
      at[gesture] = await see(poseAt(motion.riseMs + 100, still, [motion]));
    }
    expect(at['TURN_LEFT']?.yaw).toBeGreaterThan((neutral.yaw ?? 0) + 15);
    expect(at['TURN_RIGHT']?.yaw).toBeLessThan((neutral.yaw ?? 0) - 15);
    expect(at['TILT_LEFT']?.roll).toBeGreaterThan((neutral.roll ?? 0) + 10);
    expect(at['TILT_RIGHT']?.roll).toBeLessThan((neutral.roll ?? 0) - 10);
    expect(at['NOD']?.pitch).toBeLessThan((neutral.pitch ?? 0) - 7);
    expect(at['MOVE_CLOSER']?.width).toBeGreaterThan(1.15 * neutral.width);
    expect(at['MOVE_FURTHER']?.width).toBeLessThan(0.85 * neutral.width);
  }, 60_000);

  it('passes under every policy', async () => {
    for (const seed of ['first', 'second']) {
      const record = await attempt('genuine', seed);
      expect(record.decisions.active.burst.findings).toMatchObject({ spoofScore: { outcome: 'pass' } });
      expect(livenessPolicies.map((policy) => passes(record, policy))).toEqual([true, true, true]);
    }
  }, 120_000);
});

describe('A still picture moved as a whole', () => {
  for (const visitor of ['stillPanned', 'stillZoomed', 'stillRotated', 'stillHandheld'] as const) {
    it(`is in doubt as ${visitor}, for want of movement before its background`, async () => {
      const records = await simulateSession(visitors[visitor](anna), service, seededRandom('moved'));
      for (const { decisions } of records) {
        const { burst } = decisions.active;
        expect(burst.findings['movement']?.outcome).toBe('doubtful');
        expect(burst.verdict).not.toBe('live');
      }
    }, 60_000);
  }
});

describe('A client whose pictures go through a video codec', () => {
  it('uploads what the codec gave, of burst and gestures, at the times of its camera', async () => {
    const seen: number[] = [];
    const videoCodec: SimulatedService['videoCodec'] = (frames) => {
      seen.push(frames.length);
      return Promise.resolve([...frames].reverse());
    };
    const presenter = new MovedStill(anna, 'panned', seededRandom('video'));
    const { measures, uploads } = await simulateAttempt(presenter, { ...service, videoCodec }, seededRandom('video'), stillMedia.video);
    expect(seen).toEqual([uploads.burst.length, uploads.gestures.length]);
    const times = measures.burst.frames.map(({ capturedAtMs }) => capturedAtMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const plain = await simulateAttempt(presenter, service, seededRandom('video'), stillMedia.clean);
    expect(measures.burst.frames.map(({ digest }) => digest)).not.toEqual(plain.measures.burst.frames.map(({ digest }) => digest));
  }, 60_000);
});

describe('Under active liveness with two gestures', () => {
  for (const visitor of [
    'stillPicture',
    'stillPlanarGestures',
    'printMoved',
    'printBent',
    'replayOtherGestures',
    'swapAtGestures',
    'splicedTurns',
    'skippedGestures',
  ] as const) {
    it(`an attempt by ${visitor} fails`, async () => {
      const record = await attempt(visitor, 'attack');
      expect(passes(record, 'active')).toBe(false);
    }, 60_000);
  }
});

describe('Under every policy', () => {
  for (const visitor of ['swapInBurst', 'repeatedFrame', 'reorderedFrames', 'forgedTimes'] as const) {
    it(`an attempt by ${visitor} fails at its burst`, async () => {
      const record = await attempt(visitor, 'attack');
      expect(record.decisions.active.burst.verdict).toBe('attack');
    }, 60_000);
  }

  it('frames of an earlier attempt fail', async () => {
    const records = await simulateSession(visitors.replayedAttempt(anna), service, seededRandom('replay'));
    for (const policy of livenessPolicies) expect(records.some((record) => passes(record, policy))).toBe(false);
    expect(records[1]?.decisions.active.burst.findings['freshFrames']?.outcome).toBe('fail');
  }, 60_000);
});
