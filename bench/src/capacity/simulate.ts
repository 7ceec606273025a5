import { seededRandom } from '@face-session/attacks';
import { createMachine, type Machine, type Station } from './machine.js';

/** CPU time of a process for each call of an attempt, in milliseconds. */
export interface CallCosts {
  readonly session: number;
  readonly open: number;
  readonly burst: number;
}

/** What one attempt costs, in milliseconds of CPU time. */
export interface AttemptCosts {
  /** A worker's, for the ID photo. */
  readonly referenceMs: number;
  /** A worker's, for each frame of the burst. */
  readonly frameMs: number;
  /** A worker's, for how the scene moves in all frames. */
  readonly sceneMs: number;
  /** A worker's, for the picture of the audit trail. */
  readonly imageMs: number;
  /** The service's own process. */
  readonly serviceMs: CallCosts;
  /** Whatever sends the load on the same machine; zero for one that does not. */
  readonly senderMs: CallCosts;
  /** Time of each call in which no core computes: commits, network. */
  readonly waitMs: CallCosts;
}

export type Arrivals =
  /** So many attempts are under way all the time. */
  | { readonly kind: 'closed'; readonly concurrency: number }
  /** Attempts begin at fixed intervals. */
  | { readonly kind: 'paced'; readonly perSecond: number }
  /** Attempts begin independently of each other, as people do. */
  | { readonly kind: 'random'; readonly perSecond: number };

/** One replica and its load. */
export interface Scenario {
  readonly costs: AttemptCosts;
  /** Cores of the machine. Processes that compute share them equally. */
  readonly cores: number;
  readonly workers: number;
  /** Requests with pictures under way; those beyond are refused (`PICTURES_IN_FLIGHT`). */
  readonly picturesInFlight: number;
  readonly arrivals: Arrivals;
  /** From the answer to the opening to the burst, in milliseconds. */
  readonly shutterMs: number;
  /** Frames of a burst. */
  readonly frames: number;
  /** Seconds that are counted, after the first tenth. */
  readonly seconds: number;
  readonly seed: number | string;
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export interface SimulatedLoad {
  readonly passedPerSecond: number;
  /** Attempts that were refused because too many pictures were under way. */
  readonly refused: number;
  readonly attempts: number;
  readonly latencyMs: Readonly<Record<keyof CallCosts, Percentiles>>;
  /** Pictures that wait for a worker, on average over time: what `face_session_queue_pictures` would say. */
  readonly queuedPictures: number;
  /** Share of the cores that compute, 0 to 1. */
  readonly busyCores: number;
}

/** Tasks of the workers that run at once. */
interface Step {
  readonly tasksMs: readonly number[];
  /** Whether they go before pictures that wait, as the pool of the service has it. */
  readonly isFirst?: boolean;
}

/** How much the time of one picture differs from another's, as a share: a third of a percent are faces of other sizes, the rest is the machine. */
const SPREAD = 0.15;

/** Pictures that a worker has at once, as the pool of the service has it: the next one it begins at once, even if the movement or the selfie of another attempt waits. */
const JOBS_PER_WORKER = 2;

/** How long a refused attempt of a closed loop waits, in milliseconds: as the bench. */
const REFUSED_MS = 200;

const calls = ['session', 'open', 'burst'] as const;

/**
 * Simulates a replica under a load of complete attempts, event by event: the service's process, its workers and whatever sends the load compute in turn on the
 * cores, as a queueing network. Nothing is measured and no time passes. Equal scenarios give equal results.
 */
export function simulate(scenario: Scenario): SimulatedLoad {
  const { costs, arrivals, workers, seconds } = scenario;
  const random = seededRandom(scenario.seed);
  const machine = createMachine(scenario.cores);
  const stations = { service: machine.station(1), sender: machine.station(1), workers: machine.station(workers, JOBS_PER_WORKER) };
  const startMs = seconds * 100;
  const endMs = startMs + seconds * 1000;
  const times: Record<keyof CallCosts, number[]> = { session: [], open: [], burst: [] };
  let [passed, refused, attempts, inFlight] = [0, 0, 0, 0];
  const counts = (): boolean => machine.now >= startMs && machine.now < endMs;
  const around = (ms: number): number => ms * random.between(1 - SPREAD, 1 + SPREAD);

  /** A call: what sends it, the service, its pictures, what waits. Then its time is known. */
  const call = (name: keyof CallCosts, pictures: () => readonly Step[], then: (refused: boolean) => void): void => {
    const began = machine.now;
    stations.sender.run(around(costs.senderMs[name]), () => {
      const steps = pictures();
      if (steps.length > 0 && inFlight >= scenario.picturesInFlight) {
        then(true);
        return;
      }
      if (steps.length > 0) inFlight++;
      stations.service.run(around(costs.serviceMs[name]), () => {
        inTurn(stations.workers, steps, () => {
          machine.after(costs.waitMs[name], () => {
            if (steps.length > 0) inFlight--;
            if (counts()) times[name].push(machine.now - began);
            then(false);
          });
        });
      });
    });
  };
  const attempt = (then: (passed: boolean) => void): void => {
    if (counts()) attempts++;
    const refuse = (): void => {
      if (counts()) refused++;
      then(false);
    };
    const orRefused =
      (next: () => void) =>
      (isRefused: boolean): void => {
        if (isRefused) refuse();
        else next();
      };
    const photo = (): Step[] => [{ tasksMs: [around(costs.referenceMs)] }];
    const burst = (): Step[] => [
      { tasksMs: Array.from({ length: scenario.frames }, () => around(costs.frameMs)) },
      { tasksMs: [around(costs.sceneMs)], isFirst: true },
      { tasksMs: [around(costs.imageMs)], isFirst: true },
    ];
    const succeed = (): void => {
      if (counts()) passed++;
      then(true);
    };
    const send = (): void => {
      call('burst', burst, orRefused(succeed));
    };
    const open = (): void => {
      call(
        'open',
        () => [],
        () => {
          machine.after(scenario.shutterMs, send);
        },
      );
    };
    call('session', photo, orRefused(open));
  };
  begin(machine, arrivals, attempt, () => random.next(), endMs);
  machine.runUntil(startMs);
  const before = { busy: machine.busyMs, queued: stations.workers.queuedMs };
  machine.runUntil(endMs);
  const latencyMs = Object.fromEntries(calls.map((name) => [name, percentilesOf(times[name])])) as Record<keyof CallCosts, Percentiles>;
  return {
    passedPerSecond: passed / seconds,
    refused,
    attempts,
    latencyMs,
    queuedPictures: (stations.workers.queuedMs - before.queued) / (seconds * 1000),
    busyCores: (machine.busyMs - before.busy) / (seconds * 1000 * scenario.cores),
  };
}

/** Runs steps one after another, the tasks of each at once. */
function inTurn(station: Station, steps: readonly Step[], then: () => void): void {
  const [first, ...rest] = steps;
  if (first === undefined) {
    then();
    return;
  }
  let left = first.tasksMs.length;
  for (const ms of first.tasksMs) {
    station.run(
      ms,
      () => {
        if (--left === 0) inTurn(station, rest, then);
      },
      first.isFirst,
    );
  }
}

/** Begins attempts as they arrive. */
function begin(
  machine: Machine,
  arrivals: Arrivals,
  attempt: (then: (passed: boolean) => void) => void,
  next: () => number,
  endMs: number,
): void {
  if (arrivals.kind === 'closed') {
    const again = (): void => {
      attempt((passed) => {
        if (machine.now >= endMs) return;
        if (passed) again();
        else machine.after(REFUSED_MS, again);
      });
    };
    // Not all at once, or they would go on in step.
    for (let index = 0; index < arrivals.concurrency; index++) machine.after((1500 * index) / arrivals.concurrency, again);
    return;
  }
  const { kind, perSecond } = arrivals;
  const one = (): void => {
    attempt(() => undefined);
    const interval = 1000 / perSecond;
    if (machine.now < endMs) machine.after(kind === 'paced' ? interval : -Math.log(1 - next()) * interval, one);
  };
  machine.after(0, one);
}

function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
