import { defineCommand, runCommand } from '@face-session/evaluate';
import { positive } from './positive.js';
import { attackedSettings, prepareAttacker } from './server-load/attacks.js';
import { burstsTogether, createAttemptClient, wait, type AttemptClient } from './server-load/attempt-client.js';
import { millisecondsUntilEmpty, startHealthProbe } from './server-load/health-probe.js';
import { enlarged, loadLiveSubject } from './server-load/live-subject.js';
import { startServerProcess, STOP_LIMIT_MS, type ServerProcess } from './server-load/server-process.js';

/* `npm run soak -- --minutes 10`: the attacks on availability together with honest sessions, on the service as a process of its own. */

/** Honest sessions under way at a time. */
const HONEST = 2;

/** How long an honest app waits after it was refused with a `Retry-After`, and how long it goes on, in milliseconds. */
const AGAIN_MS = 1_000;
const PATIENCE_MS = 60_000;

/** Uploads under way when SIGTERM comes. */
const LAST_UPLOADS = 8;

/** Time without load before memory is read, in milliseconds: after 30 seconds a worker that holds too much is replaced, and V8 collects garbage within a minute of silence. */
const SETTLE_MS = 90_000;

/** Most that memory may grow, as a ratio. */
const MOST_GROWTH = 1.1;

/** Longest time for the places of uploads to be free again, in milliseconds. */
const EMPTY_WITHIN_MS = 1_000;

interface Count {
  right: number;
  wrong: number;
  /** Refusals after which the same session was begun again. */
  repeated: number;
  readonly wrongEnds: Record<string, number>;
}

/** One honest session, begun again while the service says when to come back. */
async function honestSession(client: AttemptClient, count: Count): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; ;) {
    const { end: how, why } = await client.attempt();
    if (how === 'passed') {
      count.right++;
      return;
    }
    if (how === 'fault' || performance.now() > end) {
      count.wrong++;
      count.wrongEnds[why] = (count.wrongEnds[why] ?? 0) + 1;
      return;
    }
    count.repeated++;
    await wait(AGAIN_MS);
  }
}

/** Memory without load. */
async function settledMb(server: ServerProcess): Promise<number> {
  await wait(SETTLE_MS);
  return (await server.usage()).memoryMb;
}

/**
 * Runs the attacks in turn, slow bodies and honest sessions for so many minutes. Memory at the start is read once each attack and some honest
 * sessions have been: what a process fills once is no growth.
 */
async function soak(minutes: number): Promise<Readonly<Record<string, unknown>>> {
  const subject = await loadLiveSubject();
  const server = await startServerProcess(3, attackedSettings);
  try {
    const attacker = await prepareAttacker(server, subject);
    const honest = await createAttemptClient(server, subject, {}, server.clients.slice(0, 1));
    const blurred = await createAttemptClient(server, await enlarged(subject), { obfuscationType: 'BLURRED' }, server.clients.slice(1, 2));
    const count: Count = { right: 0, wrong: 0, repeated: 0, wrongEnds: {} };
    const attacks: Record<string, number> = {};

    /** Everything at once, each attack at least once. */
    const everything = async (ms: number): Promise<void> => {
      const end = performance.now() + ms;
      const slow = attacker.startSlowBodies();
      const attacking = async (): Promise<void> => {
        do {
          for (const attack of attacker.attacks) {
            await attack.run();
            attacks[attack.name] = (attacks[attack.name] ?? 0) + 1;
          }
        } while (performance.now() < end);
      };
      const honestly = async (client: AttemptClient): Promise<void> => {
        do await honestSession(client, count);
        while (performance.now() < end);
      };
      await Promise.all([attacking(), honestly(blurred), ...Array.from({ length: HONEST }, () => honestly(honest))]);
      slow.stop();
    };

    await everything(0);
    const startMb = await settledMb(server);
    const probe = startHealthProbe(server);
    await everything(minutes * 60_000);
    const emptyMs = await millisecondsUntilEmpty(server);
    const { worstMs, worstBusyMs, failures } = await probe.stop();
    const endMb = await settledMb(server);
    const { inFlight, failedAttempts } = await server.usage();

    const { ends } = await burstsTogether(server, blurred, LAST_UPLOADS);
    const stop = await server.stop();
    await ends;
    honest.close();
    blurred.close();
    const ratio = endMb / startMb;
    const ok =
      count.wrong === 0 && ratio <= MOST_GROWTH && inFlight === 0 && emptyMs < EMPTY_WITHIN_MS && stop.ms < STOP_LIMIT_MS && failures === 0;
    if (!ok) process.exitCode = 1;
    return {
      ok,
      minutes,
      honest: count,
      failedAttempts,
      attacks,
      memoryMb: { start: Math.round(startMb), end: Math.round(endMb), ratio: Math.round(ratio * 1000) / 1000 },
      inFlight,
      emptyMs: Math.round(emptyMs),
      healthz: { worstMs: Math.round(worstMs), worstBusyMs: Math.round(worstBusyMs), failures },
      sigtermMs: Math.round(stop.ms),
      exitCode: stop.code,
    };
  } finally {
    await server.close();
  }
}

const command = defineCommand({
  summary: 'Runs the attacks on availability together with honest sessions.',
  options: { minutes: { value: 'N', meaning: 'How long.', default: '10' } },
  run: (_, { minutes }) => soak(positive('minutes', minutes)),
});

const code = await runCommand('soak', command, process.argv.slice(2));
if (code !== 0) process.exitCode = code;
