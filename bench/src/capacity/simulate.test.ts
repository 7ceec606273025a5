import { describe, expect, it } from 'vitest';
import { cpuMsOf, planFor, TARGET_LOAD } from './plan.js';
import { createMachine } from './machine.js';
import { simulate, type AttemptCosts, type Scenario } from './simulate.js';

const none = { session: 0, open: 0, burst: 0 };
const costs: AttemptCosts = {
  referenceMs: 30,
  frameMs: 40,
  sceneMs: 5,
  imageMs: 5,
  serviceMs: { session: 2, open: 1, burst: 7 },
  senderMs: none,
  waitMs: none,
};
const scenario: Scenario = {
  costs,
  cores: 2,
  workers: 2,
  picturesInFlight: 16,
  arrivals: { kind: 'paced', perSecond: 1 },
  shutterMs: 700,
  frames: 5,
  seconds: 100,
  seed: 1,
};

describe('a simulated machine', () => {
  it('shares its cores equally between processes that compute', () => {
    const machine = createMachine(1);
    const ends: number[] = [];
    for (const ms of [10, 30]) machine.station(1).run(ms, () => ends.push(machine.now));
    machine.runUntil(100);
    // Half as fast each until the first ends at 20; 20 are left for the other alone.
    expect(ends.map((ms) => Math.round(ms * 1000) / 1000)).toEqual([20, 40]);
    expect(machine.busyMs).toBeCloseTo(40);
  });

  it('lets tasks of one process wait in their order, and counts how many wait', () => {
    const machine = createMachine(4);
    const station = machine.station(1);
    const ends: number[] = [];
    for (const ms of [10, 10, 10]) station.run(ms, () => ends.push(machine.now));
    machine.runUntil(100);
    expect(ends.map(Math.round)).toEqual([10, 20, 30]);
    // Two for 10 ms, then one for 10 ms.
    expect(station.queuedMs).toBeCloseTo(30);
  });

  it('takes a task before those that wait where it is told to', () => {
    const machine = createMachine(4);
    const station = machine.station(1);
    const ends: string[] = [];
    for (const name of ['a', 'b', 'c']) station.run(10, () => ends.push(name), name === 'c');
    machine.runUntil(100);
    expect(ends.join('')).toBe('acb');
  });

  it('lets each process go on with what it has taken, whatever goes first', () => {
    const machine = createMachine(4);
    const station = machine.station(2, 2);
    const ends: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) station.run(10, () => ends.push(name));
    station.run(10, () => ends.push('first'), true);
    expect(ends).toEqual([]);
    machine.runUntil(100);
    expect(ends.join(' ')).toBe('a b c d first e');
    // Four waited for 10 ms, and two for 10 more.
    expect(station.queuedMs).toBeCloseTo(60);
  });

  it('calls timers back in the order of their times', () => {
    const machine = createMachine(1);
    const ends: string[] = [];
    for (const [ms, name] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'b'],
      [30, 'd'],
    ] as const)
      machine.after(ms, () => ends.push(name));
    machine.runUntil(25);
    expect([ends.join(''), machine.now]).toEqual(['ab', 25]);
    machine.runUntil(40);
    expect(ends.join('')).toBe('abcd');
  });
});

describe('a simulated load', () => {
  it('takes what its parts take where nothing waits', () => {
    const { latencyMs, passedPerSecond, busyCores } = simulate(scenario);
    expect(passedPerSecond).toBeCloseTo(1, 1);
    expect(latencyMs.session.p50 / 32).toBeCloseTo(1, 1);
    // Five frames on two workers are three in a row.
    expect(latencyMs.burst.p50 / (7 + 3 * 40 + 10)).toBeCloseTo(1, 1);
    expect(busyCores).toBeCloseTo(0.25 / 2, 2);
  });

  it('does with all cores busy what their CPU time allows, whoever uses it', () => {
    const sender = { session: 10, open: 0, burst: 40 };
    const closed = { ...scenario, arrivals: { kind: 'closed', concurrency: 40 } as const, picturesInFlight: 40 };
    expect(simulate(closed).passedPerSecond / (2000 / cpuMsOf(costs, 5))).toBeCloseTo(1, 1);
    expect(simulate({ ...closed, costs: { ...costs, senderMs: sender } }).passedPerSecond / (2000 / (cpuMsOf(costs, 5) + 50))).toBeCloseTo(
      1,
      1,
    );
  });

  it('refuses what does not fit, and goes on at the full rate', () => {
    const { refused, passedPerSecond, attempts } = simulate({ ...scenario, arrivals: { kind: 'paced', perSecond: 24 } });
    expect(attempts / 2400).toBeCloseTo(1, 2);
    expect(refused).toBeGreaterThan(1200);
    // Photos whose bursts are refused were computed for nothing.
    expect(passedPerSecond).toBeGreaterThan(5);
  });

  it('waits longer the fuller it is, and longer where people come at random', () => {
    const burstOf = (kind: 'paced' | 'random', share: number): number =>
      simulate({ ...scenario, arrivals: { kind, perSecond: (share * 2000) / cpuMsOf(costs, 5) } }).latencyMs.burst.p95;
    const [paced, half, most] = [burstOf('paced', 0.5), burstOf('random', 0.5), burstOf('random', 0.9)];
    expect(half).toBeGreaterThan(paced);
    expect(most).toBeGreaterThan(half);
  });

  it('keeps all cores busy where enough attempts are under way, as each burst goes through before the next', () => {
    const { busyCores, latencyMs } = simulate({ ...scenario, arrivals: { kind: 'closed', concurrency: 16 } });
    expect(busyCores).toBeGreaterThan(0.97);
    // 1,600 ms and more if movement and selfie waited behind the pictures of others.
    expect(latencyMs.burst.p95).toBeLessThan(1200);
  });

  it('is the same for the same seed, and another for another', () => {
    const atRandom: Scenario = { ...scenario, arrivals: { kind: 'random', perSecond: 6 } };
    expect(simulate(atRandom)).toEqual(simulate(atRandom));
    expect(simulate({ ...atRandom, seed: 2 })).not.toEqual(simulate(atRandom));
  });
});

describe('a plan', () => {
  const plan = (perSecond: number, cores = 4) =>
    planFor(
      perSecond,
      { costs, frames: 5, shutterMs: 1300 },
      { cores, connections: 5 },
      { kilobytes: 250, storeCalls: 30, serviceMb: 200, workerMb: 150 },
    );

  it('has the cores that the attempts take, with room for uneven arrivals', () => {
    const { cores, replicas, replica, connections, megabitsPerSecond, statementsPerSecond, memoryGb } = plan(100);
    expect(cores).toBeGreaterThanOrEqual((100 * 0.25) / TARGET_LOAD);
    expect([replicas, cores, connections]).toEqual([10, 40, 50]);
    expect([megabitsPerSecond, statementsPerSecond, memoryGb]).toEqual([200, 3000, 8]);
    expect(replica.busyCores).toBeCloseTo(((100 / 10) * 0.25) / 4, 1);
    expect(replica.refused).toBe(0);
  });

  it('has two replicas at least', () => {
    expect(plan(1).replicas).toBe(2);
  });
});
