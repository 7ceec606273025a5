import { availableParallelism } from 'node:os';
import { defineCommand, InputError, type OptionValues } from '@face-session/evaluate';
import { positive } from '../positive.js';
import { createAttemptClient, type AttemptClient, type AttemptRecord } from '../server-load/attempt-client.js';
import { startEngineAlone } from '../server-load/engine-alone.js';
import { loadLiveSubject, type LiveSubject } from '../server-load/live-subject.js';
import { memoryTrend, type MemorySample } from '../server-load/memory-trend.js';
import { closedLoop, endsOf, latencyOf, openLoop, type Load } from '../server-load/offered-load.js';
import { startServerProcess, type ServerProcess, type ServerUsage } from '../server-load/server-process.js';
import { median } from '../timing.js';
import { rounded, roundTo } from '../rounded.js';

/** Decimals of the figures. */
const DECIMALS = 2;

/** What can be measured; `soak` only if asked for. */
const parts = ['ratio', 'latency', 'overload', 'soak'] as const;
type Part = (typeof parts)[number];

/** Default attempts under way for each core: as many requests with pictures as the service takes by default, so none is refused. */
const CONCURRENCY_PER_CORE = 8;

/** So many clients share the load, so that none reaches its rate by default (600 sessions a minute): at three times what a small machine can do, and some. */
const CLIENTS = 8;

/** How much more than it can do an overloaded service is offered. */
const OVERLOAD = 3;

/** Most time between two looks at the memory, in seconds; a short soak is looked at ten times. */
const MEMORY_EVERY_SECONDS = 10;

const serverOptions = {
  parts: { value: 'PART,...', meaning: `Of ${parts.join(', ')}. Default: ratio, latency, overload; soak with --soak-minutes.` },
  'soak-minutes': { value: 'N', meaning: 'Minutes of the soak. Default: 10.' },
  seconds: { value: 'N', meaning: 'Seconds of each measurement.', default: '10' },
  rounds: { value: 'N', meaning: 'Measurements of the service between those of the engine.', default: '4' },
  concurrency: { value: 'N', meaning: 'Attempts at a time.', default: String(CONCURRENCY_PER_CORE * availableParallelism()) },
} as const;
type ServerOptions = OptionValues<typeof serverOptions>;

interface Options {
  readonly parts: ReadonlySet<Part>;
  /** Seconds of each measurement; the fill before it comes on top. */
  readonly seconds: number;
  /** Measurements of the service between those of the engine. */
  readonly rounds: number;
  readonly soakMinutes: number;
  /** Attempts under way when the service shall be busy all the time. */
  readonly concurrency: number;
}

interface Bench {
  readonly options: Options;
  readonly subject: LiveSubject;
  readonly server: ServerProcess;
  readonly client: AttemptClient;
}

/**
 * Measures the service as one process with its defaults, under a load of complete attempts over HTTP: session from a photo, opening, burst of five frames.
 * - `ratio`: attempts per second with all cores busy, against the engine alone on the same pictures, in turn in the same run.
 * - `latency`: of each request at 50 % and at 90 % of that rate; attempts start at fixed intervals.
 * - `overload`: the answers at three times that rate, and the full rate before and right after.
 * - `soak`: memory over minutes at 90 % of that rate.
 *
 * `errors` counts the attempts of all parts that neither passed nor were rejected with 429 or 503 and a `Retry-After`.
 */
export const server = defineCommand({
  summary: 'Measures the service under a load of complete attempts over HTTP.',
  options: serverOptions,
  async run(_, values) {
    const options = readOptions(values);
    const subject = await loadLiveSubject();
    const server = await startServerProcess(CLIENTS);
    try {
      const client = await createAttemptClient(server, subject);
      const bench: Bench = { options, subject, server, client };
      const records: AttemptRecord[] = [];
      const tell = (what: string, load: Load): Load => {
        records.push(...load.records);
        process.stderr.write(`${what}: ${roundTo(load.passedPerSecond, DECIMALS)} attempts/s ${JSON.stringify(endsOf(load.records))}\n`);
        return load;
      };
      tell('warm-up', await closedLoop(server, client, options.concurrency, options.seconds / 2));
      const ratio = options.parts.has('ratio') ? await measureRatio(bench, tell) : undefined;
      const perSecond = ratio?.attemptsPerSecond ?? tell('full rate', await fullRate(bench)).passedPerSecond;
      const latencyMs = options.parts.has('latency') ? await measureLatency(bench, perSecond, tell) : undefined;
      const overload = options.parts.has('overload') ? await measureOverload(bench, perSecond, tell) : undefined;
      const soak = options.parts.has('soak') ? await measureSoak(bench, perSecond, tell) : undefined;
      client.close();
      const faults = records.filter(({ end }) => end === 'fault');
      return rounded(
        {
          ...(ratio ?? { attemptsPerSecond: perSecond }),
          errors: faults.length,
          ...(faults.length > 0 && { faults: endsOf(faults) }),
          attempts: records.length,
          latencyMs,
          overload,
          soak,
          cores: availableParallelism(),
        },
        DECIMALS,
      );
    } finally {
      await server.close();
    }
  },
});

type Tell = (what: string, load: Load) => Load;

function fullRate({ server, client, options }: Bench): Promise<Load> {
  return closedLoop(server, client, options.concurrency, options.seconds);
}

/** In turn, the engine first and last, so that both see the same machine: each rate is held against the mean of its neighbours. */
async function measureRatio(bench: Bench, tell: Tell) {
  const engine = await startEngineAlone(bench.subject);
  const engineRate = async (): ReturnType<typeof engine.rate> => {
    const alone = await engine.rate(bench.options.seconds / 2);
    process.stderr.write(`engine alone: ${roundTo(alone.perSecond, DECIMALS)} attempts/s\n`);
    return alone;
  };
  const alone = [await engineRate()];
  const loads: Load[] = [];
  while (loads.length < bench.options.rounds) {
    loads.push(tell('service', await fullRate(bench)));
    alone.push(await engineRate());
  }
  await engine.close();
  const between = (index: number): number => ((alone[index]?.perSecond ?? 0) + (alone[index + 1]?.perSecond ?? 0)) / 2;
  const ratios = loads.map(({ passedPerSecond }, index) => passedPerSecond / between(index));
  return {
    ratioToEngine: median(ratios),
    ratios,
    attemptsPerSecond: median(loads.map(({ passedPerSecond }) => passedPerSecond)),
    engineAttemptsPerSecond: median(alone.map(({ perSecond }) => perSecond)),
    cpuMsPerAttempt: {
      engine: median(alone.map(({ cpuMsPerAttempt }) => cpuMsPerAttempt)),
      service: median(loads.map(({ cpuMsPerAttempt }) => cpuMsPerAttempt.service)),
      sender: median(loads.map(({ cpuMsPerAttempt }) => cpuMsPerAttempt.sender)),
    },
    eventLoopP99Ms: Math.max(...loads.map(({ eventLoopP99Ms }) => eventLoopP99Ms)),
  };
}

async function measureLatency({ server, client, options }: Bench, perSecond: number, tell: Tell) {
  const at = async (part: number) => {
    const load = tell(`${part * 100} % load`, await openLoop(server, client, part * perSecond, 2 * options.seconds));
    return {
      ...latencyOf(load.records),
      attempts: load.records.length,
      refused: endsOf(load.records, 'refused'),
      eventLoopP99: load.eventLoopP99Ms,
    };
  };
  return { at50Percent: await at(0.5), at90Percent: await at(0.9) };
}

async function measureOverload(bench: Bench, perSecond: number, tell: Tell) {
  const { server, client, options } = bench;
  const before = tell('before overload', await fullRate(bench));
  const memoryBefore = (await server.usage()).memoryMb;
  const watch = watchUsage(server, 1);
  const over = tell('overload', await openLoop(server, client, OVERLOAD * perSecond, options.seconds));
  const samples = await watch.stop();
  const after = tell('right after', await fullRate(bench));
  return {
    offeredPerSecond: OVERLOAD * perSecond,
    ends: endsOf(over.records),
    passedPerSecond: over.passedPerSecond,
    eventLoopP99Ms: Math.max(...samples.map(({ eventLoopP99Ms }) => eventLoopP99Ms)),
    memoryMb: {
      before: memoryBefore,
      most: Math.max(...samples.map(({ memoryMb }) => memoryMb)),
      after: (await server.usage()).memoryMb,
    },
    rateRightAfter: after.passedPerSecond / before.passedPerSecond,
  };
}

async function measureSoak({ server, client, options }: Bench, perSecond: number, tell: Tell) {
  const watch = watchUsage(server, Math.min(MEMORY_EVERY_SECONDS, options.soakMinutes * 6));
  const load = tell('soak', await openLoop(server, client, 0.9 * perSecond, options.soakMinutes * 60));
  const samples = await watch.stop();
  return {
    minutes: options.soakMinutes,
    attempts: load.records.length,
    refused: endsOf(load.records, 'refused'),
    latencyMs: latencyOf(load.records),
    eventLoopP99Ms: median(samples.map(({ eventLoopP99Ms }) => eventLoopP99Ms)),
    memory: memoryTrend(samples),
    memoryMb: samples.map(({ memoryMb }) => Math.round(memoryMb)),
  };
}

type UsageSample = MemorySample & ServerUsage;

/** Looks at what the service uses from time to time until it is stopped. */
function watchUsage(server: ServerProcess, everySeconds: number): { stop(): Promise<UsageSample[]> } {
  const started = performance.now();
  const samples: UsageSample[] = [];
  const look = async (): Promise<void> => {
    samples.push({ ...(await server.usage()), atSeconds: (performance.now() - started) / 1000 });
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everySeconds * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await looking.then(look);
      return samples;
    },
  };
}

function readOptions(values: ServerOptions): Options {
  const soak = values['soak-minutes'] === undefined ? [] : (['soak'] as const);
  const chosen = values.parts?.split(',') ?? ['ratio', 'latency', 'overload', ...soak];
  const unknown = chosen.filter((name) => !(parts as readonly string[]).includes(name));
  if (unknown.length > 0) throw new InputError(`There is no part ${unknown.join(', ')}. The parts are ${parts.join(', ')}.`);
  return {
    parts: new Set(chosen as Part[]),
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    concurrency: positive('concurrency', values.concurrency),
    soakMinutes: positive('soak-minutes', values['soak-minutes'] ?? '10'),
  };
}
