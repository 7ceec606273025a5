import { defaultCalibration } from '@face-session/face';
import { measureMatch } from '@face-session/liveness';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createLevelMonitor, type LevelMonitor } from './level-monitor.js';
import { scaleOf } from './learned-centre.js';
import { MOST_LIVING } from './living-references.js';
import { memoryPopulations, personOf, seededNormal, sharedComponent } from './population.test-support.js';
import { binOf } from './score-counts.js';

const scale = scaleOf(defaultCalibration);
const normal = seededNormal(11);
const shared = sharedComponent(0);
const someone = (): ReturnType<typeof personOf> => personOf(shared, normal);
const sessionOf = (name: string, clientId = 'client'): { sessionHash: string; clientId: string } => ({ sessionHash: name, clientId });

function monitored(): { monitor: LevelMonitor; store: ReturnType<typeof memoryPopulations>; clock: { now: number } } {
  const store = memoryPopulations();
  const clock = { now: 0 };
  const monitor = createLevelMonitor({ store, monotonicClock: () => clock.now, logger: pino({ level: 'silent' }) });
  return { monitor, store, clock };
}

const totalOf = (counts: ReadonlyMap<number, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

describe('the comparison of a live face with the references of other sessions', () => {
  it('stores how alike they are as a count of a bin, for all clients and for the client', async () => {
    const { monitor, store } = monitored();
    const [one, other] = [someone(), someone()];
    monitor.started(sessionOf('other'), other.reference);
    monitor.observe(sessionOf('one'), one, null, defaultCalibration);
    await monitor.flush();
    const expected = new Map([[binOf(measureMatch(other.reference, one.live, defaultCalibration).similarity), 1]]);
    expect(await store.scoreCounts(null, scale)).toEqual(expected);
    expect(await store.scoreCounts('client', scale)).toEqual(expected);
  });

  it('counts sessions of another client for all clients only', async () => {
    const { monitor, store } = monitored();
    monitor.started(sessionOf('other', 'another'), someone().reference);
    monitor.observe(sessionOf('one'), someone(), null, defaultCalibration);
    await monitor.flush();
    expect([totalOf(await store.scoreCounts(null, scale)), totalOf(await store.scoreCounts('client', scale))]).toEqual([1, 0]);
  });

  const person = someone();
  it.each<{ why: string; prepare: (monitor: LevelMonitor, clock: { now: number }) => void }>([
    {
      why: 'its own session',
      prepare: (monitor) => {
        monitor.started(sessionOf('one'), someone().reference);
      },
    },
    {
      why: 'another session of the same user',
      prepare: (monitor) => {
        monitor.observe(sessionOf('other'), someone(), 'user', defaultCalibration);
      },
    },
    {
      why: 'a session made from the same photo',
      prepare: (monitor) => {
        monitor.started(sessionOf('other'), person.reference);
      },
    },
    {
      why: 'a session that has ended',
      prepare: (monitor) => {
        monitor.started(sessionOf('other'), someone().reference);
        monitor.ended('other');
      },
    },
    {
      why: 'a session whose ten minutes are over',
      prepare: (monitor, clock) => {
        monitor.started(sessionOf('other'), someone().reference);
        clock.now = 600_000;
      },
    },
  ])('leaves out $why', async ({ prepare }) => {
    const { monitor, store, clock } = monitored();
    prepare(monitor, clock);
    monitor.observe(sessionOf('one'), person, 'user', defaultCalibration);
    await monitor.flush();
    expect(totalOf(await store.scoreCounts(null, scale))).toBe(0);
  });

  it('is bounded: the oldest references go', async () => {
    const { monitor, store } = monitored();
    for (let session = 0; session < 2 * MOST_LIVING; session++)
      monitor.started(sessionOf(`session ${String(session)}`), someone().reference);
    monitor.observe(sessionOf('one'), someone(), null, defaultCalibration);
    await monitor.flush();
    // Its own reference takes the place of one.
    expect(totalOf(await store.scoreCounts(null, scale))).toBe(MOST_LIVING - 1);
  });

  it('keeps its counts while the store is out of reach', async () => {
    const { monitor, store } = monitored();
    const addScoreCounts = store.addScoreCounts.bind(store);
    store.addScoreCounts = (): Promise<void> => Promise.reject(new Error('out of reach'));
    monitor.started(sessionOf('other'), someone().reference);
    monitor.observe(sessionOf('one'), someone(), null, defaultCalibration);
    await monitor.flush();
    store.addScoreCounts = addScoreCounts;
    await monitor.flush();
    expect(totalOf(await store.scoreCounts(null, scale))).toBe(1);
  });
});

describe('the false match rate of a result', () => {
  const LEVEL_3_BIN = binOf(defaultCalibration.levels[1]?.similarity ?? 0);
  it.each([
    { counted: 'nothing', client: [], all: [], rate: 1e-4 },
    { counted: 'too little', client: [100, 0], all: [200_000, 0], rate: 1e-4 },
    { counted: 'enough for the client', client: [400_000, 400], all: [900_000, 90], rate: 1e-3 },
    { counted: 'enough for all clients only', client: [1000, 10], all: [400_000, 200], rate: 5e-4 },
    { counted: 'enough, and not one match', client: [300_000, 0], all: [300_000, 0], rate: 1e-5 },
  ])('is $rate once $counted was counted', async ({ client, all, rate }) => {
    const { monitor, store } = monitored();
    const countsOf = ([total = 0, matches = 0]: readonly number[]): Map<number, number> =>
      new Map([
        [0, total - matches],
        [LEVEL_3_BIN, matches],
      ]);
    await store.addScoreCounts('client', scale, countsOf(client));
    await store.addScoreCounts(null, scale, countsOf(all));
    expect(await monitor.falseMatchRate('client', defaultCalibration, 3)).toBeCloseTo(rate, 9);
  });

  it('of level 1, which any two faces reach, is none', async () => {
    expect(await monitored().monitor.falseMatchRate('client', defaultCalibration, 1)).toBeNull();
  });
});
