import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackedSettings, prepareAttacker, type Attacker } from './attacks.js';
import { burstsTogether, createAttemptClient, wait, type AttemptClient } from './attempt-client.js';
import { millisecondsUntilEmpty, startHealthProbe, type Health } from './health-probe.js';
import { enlarged, loadLiveSubject } from './live-subject.js';
import { startServerProcess, STOP_LIMIT_MS, type ServerProcess } from './server-process.js';

/* The attacks on availability against the service as a process of its own: what it answers, and what each costs it. */

let server: ServerProcess;
let attacker: Attacker;
let honest: AttemptClient;
let blurred: AttemptClient;
beforeAll(async () => {
  const [started, subject] = await Promise.all([startServerProcess(3, { ...attackedSettings, WORKERS: '2' }), loadLiveSubject()]);
  server = started;
  attacker = await prepareAttacker(server, subject);
  honest = await createAttemptClient(server, subject, {}, server.clients.slice(0, 1));
  blurred = await createAttemptClient(server, await enlarged(subject), { obfuscationType: 'BLURRED' }, server.clients.slice(1, 2));
});
afterAll(async () => {
  honest.close();
  blurred.close();
  await server.close();
});

interface Cost {
  readonly statuses: readonly number[];
  readonly health: Health;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** Carries out work with slow bodies and probes of `/healthz` beside it. */
async function costOf(work: () => Promise<readonly number[]>): Promise<Cost> {
  const before = await server.usage();
  const slow = attacker.startSlowBodies();
  const probe = startHealthProbe(server);
  let peakMb = before.memoryMb;
  const state = { done: false };
  const watching = (async () => {
    while (!state.done) {
      peakMb = Math.max(peakMb, (await server.usage()).memoryMb);
      await wait(200);
    }
  })();
  let statuses: readonly number[];
  try {
    statuses = await work();
  } finally {
    state.done = true;
    await watching;
    slow.stop();
  }
  const health = await probe.stop();
  return { statuses, health, cpuSeconds: ((await server.usage()).cpuMs - before.cpuMs) / 1000, peakMb };
}

const attackNamed = (name: string): Promise<readonly number[]> => {
  const attack = attacker.attacks.find((one) => one.name === name);
  if (!attack) throw new Error(`No attack ${name}`);
  return attack.run();
};

describe('a service under attack', { timeout: 90_000 }, () => {
  it.each([
    ['disconnects', { cpuSeconds: 10, statuses: [] }],
    ['strips', { cpuSeconds: 3, statuses: [200] }],
    ['brackets', { cpuSeconds: 3, statuses: [400] }],
    ['spaces in base64', { cpuSeconds: 3, statuses: [400] }],
    ['unknown identifiers', { cpuSeconds: 3, statuses: [404, 429] }],
  ])('answers /healthz, and has bounded cost and nothing in flight after: %s', async (name, bound) => {
    const cost = await costOf(() => attackNamed(name));
    expect([...new Set(cost.statuses)]).toEqual(bound.statuses);
    expect(cost.health.failures).toBe(0);
    expect(cost.health.worstBusyMs).toBeLessThan(100);
    expect(cost.cpuSeconds).toBeLessThan(bound.cpuSeconds);
    expect(cost.peakMb).toBeLessThan(900);
    expect(await millisecondsUntilEmpty(server)).toBeLessThan(1_000);
    expect((await honest.attempt()).why).toBe('burst passed');
  });

  it('answers /healthz while a BLURRED selfie of 4800 x 3600 is made by an attempt that passes', async () => {
    const cost = await costOf(async () => {
      expect((await blurred.attempt()).why).toBe('burst passed');
      return [];
    });
    expect(cost.health.failures).toBe(0);
    expect(cost.health.worstBusyMs).toBeLessThan(100);
    expect(cost.cpuSeconds).toBeLessThan(20);
    expect(cost.peakMb).toBeLessThan(1_200);
  });

  it('ends within its limit after SIGTERM, with eight BLURRED uploads under way', async () => {
    const { ends } = await burstsTogether(server, blurred, 8);
    const { ms } = await server.stop();
    expect(ms).toBeLessThan(STOP_LIMIT_MS);
    await ends;
  });
});
