import { simulate, type AttemptCosts, type SimulatedLoad } from './simulate.js';

/** What a load needs. */
export interface Needs {
  readonly attemptsPerSecond: number;
  readonly replicas: number;
  /** Cores of all replicas together. */
  readonly cores: number;
  readonly memoryGb: number;
  /** Connections to PostgreSQL or PgBouncer. */
  readonly connections: number;
  /** Statements of PostgreSQL a second. */
  readonly statementsPerSecond: number;
  /** From clients to replicas. */
  readonly megabitsPerSecond: number;
  /** One replica of them at its share of the load. */
  readonly replica: SimulatedLoad;
}

/** A replica as it is multiplied. */
export interface ReplicaSize {
  readonly cores: number;
  readonly connections: number;
}

/** What one attempt takes beside CPU time. */
export interface AttemptSize {
  readonly kilobytes: number;
  readonly storeCalls: number;
  /** Resident memory of a replica: the service, and for each worker. */
  readonly serviceMb: number;
  readonly workerMb: number;
}

/** Share of the cores that a plan has busy: the rest is for uneven arrivals and for a replica that is away. */
export const TARGET_LOAD = 0.65;

/** Fewest replicas: one may be away. */
const FEWEST_REPLICAS = 2;

/** Requests with pictures under way for each worker, by default. */
const IN_FLIGHT_PER_WORKER = 8;

/** Milliseconds of CPU time of a replica for one attempt. */
export function cpuMsOf({ referenceMs, frameMs, sceneMs, imageMs, serviceMs }: AttemptCosts, frames: number): number {
  return referenceMs + frames * frameMs + sceneMs + imageMs + serviceMs.session + serviceMs.open + serviceMs.burst;
}

/** What so many attempts a second need, of replicas of one size. The load of each is simulated with people who arrive independently of each other. */
export function planFor(
  attemptsPerSecond: number,
  { costs, frames, shutterMs }: { readonly costs: AttemptCosts; readonly frames: number; readonly shutterMs: number },
  size: ReplicaSize,
  attempt: AttemptSize,
): Needs {
  const coresNeeded = (attemptsPerSecond * cpuMsOf(costs, frames)) / 1000 / TARGET_LOAD;
  const replicas = Math.max(FEWEST_REPLICAS, Math.ceil(coresNeeded / size.cores));
  return {
    attemptsPerSecond,
    replicas,
    cores: replicas * size.cores,
    memoryGb: (replicas * (attempt.serviceMb + size.cores * attempt.workerMb)) / 1000,
    connections: replicas * size.connections,
    statementsPerSecond: attemptsPerSecond * attempt.storeCalls,
    megabitsPerSecond: (attemptsPerSecond * attempt.kilobytes * 8) / 1000,
    replica: simulate({
      costs: { ...costs, senderMs: { session: 0, open: 0, burst: 0 } },
      cores: size.cores,
      workers: size.cores,
      picturesInFlight: IN_FLIGHT_PER_WORKER * size.cores,
      arrivals: { kind: 'random', perSecond: attemptsPerSecond / replicas },
      shutterMs,
      frames,
      seconds: 300,
      seed: `plan ${String(attemptsPerSecond)}`,
    }),
  };
}
