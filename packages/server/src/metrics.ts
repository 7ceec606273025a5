import type { LevelEstimate } from './population/score-counts.js';
import { noTracing, type Tracing } from './tracing/tracing.js';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The steps of a request that are timed apart. */
type Stage = 'reference' | 'match' | 'analyse' | 'scene' | 'image' | 'sign';

/**
 * The metrics for Prometheus. Labels come from closed lists and, as `client`, from the identifiers of registered clients, never from a request.
 */
export interface Metrics {
  readonly registry: Registry;
  readonly attempts: Counter<'outcome' | 'reason' | 'client'>;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  /** `client` is `none` for a caller that has not authenticated. */
  readonly refusals: Counter<'code' | 'client'>;
  readonly traceEvents: Counter<'event' | 'status_code' | 'client'>;
  readonly purged: Counter;
  readonly webhookDeliveries: Counter<'outcome' | 'client'>;
  readonly modelLoad: Gauge;
  /** Runs a step and counts its time; in a trace it is a span. */
  timeStage<T>(stage: Stage, run: () => Promise<T>): Promise<T>;
}

/** Seconds: from a token to an upload on a slow network. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Gauges {
  /** Pictures waiting for a worker. */
  readonly queued: () => number;
  /** Resident memory of the workers, bytes. */
  readonly workersMemoryBytes: () => number;
  /** CPU time of the workers since the start, milliseconds. */
  readonly workersCpuMs: () => number;
  /** Requests with pictures under way. */
  readonly inFlight: () => number;
  /** How long the oldest template or image has outlived its end, milliseconds. */
  readonly overdueMs: () => Promise<number>;
  /** What each match level means for the people so far, as the `levels` command prints it. */
  readonly levels: () => Promise<readonly { readonly clientId: string | null; readonly levels: readonly LevelEstimate[] }[]>;
  /** How much older than allowed the newest signing key is, milliseconds. */
  readonly keyOverdueMs: () => Promise<number>;
  /** Pending events of webhooks: their number, and the age of the oldest in milliseconds. */
  readonly pendingEvents: () => Promise<{ readonly count: number; readonly ageMs: number }>;
}

export function createMetrics(gauges: Gauges, tracing: Tracing = noTracing): Metrics {
  // Two gauges each tell of these; Prometheus reads all gauges at once, and the store is asked once.
  const levelsByClient = sharedWhilePending(gauges.levels);
  const pendingEvents = sharedWhilePending(gauges.pendingEvents);
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const stages = new Histogram({
    name: 'face_session_stage_seconds',
    help: 'Time of one step of a request.',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 'face_session_queue_pictures',
    help: 'Pictures that wait for a worker.',
    registers,
    collect() {
      this.set(gauges.queued());
    },
  });
  new Gauge({
    name: 'face_session_workers_resident_memory_bytes',
    help: 'Resident memory of the workers, which are processes of their own.',
    registers,
    collect() {
      this.set(gauges.workersMemoryBytes());
    },
  });
  new Counter({
    name: 'face_session_workers_cpu_seconds_total',
    help: 'CPU time of the workers since the start of the service; 0 where the system does not report it (Linux does).',
    registers,
    collect() {
      this.reset();
      this.inc(gauges.workersCpuMs() / 1000);
    },
  });
  new Gauge({
    name: 'face_session_in_flight_requests',
    help: 'Requests with pictures under way.',
    registers,
    collect() {
      this.set(gauges.inFlight());
    },
  });
  new Gauge({
    name: 'face_session_purge_lag_seconds',
    help: 'How long the oldest template or image has outlived its end, now; NaN while the store is unreachable.',
    registers,
    async collect() {
      this.set(
        await gauges.overdueMs().then(
          (ms) => ms / 1000,
          () => NaN,
        ),
      );
    },
  });
  new Gauge({
    name: 'face_session_signing_key_overdue_seconds',
    help: 'How much older than KEY_ROTATION_DAYS the newest signing key is, 0 if it is not; NaN while the store is unreachable.',
    registers,
    async collect() {
      this.set((await gauges.keyOverdueMs().catch(() => NaN)) / 1000);
    },
  });
  new Gauge({
    name: 'face_session_level_worse',
    help: 'Whether more strangers match at a level than it promises, beyond chance: 1 or 0, by client and for all clients together (all).',
    labelNames: ['level', 'client'],
    registers,
    async collect() {
      this.reset();
      for (const { clientId, levels } of await levelsByClient().catch(() => [])) {
        for (const { level, found, worse } of levels)
          if (found.of > 0) this.set({ level: String(level), client: clientId ?? 'all' }, worse ? 1 : 0);
      }
    },
  });
  new Gauge({
    name: 'face_session_false_match_rate',
    help: 'Estimated false match rate of a match level, by client and for all clients together (all); missing until something was compared.',
    labelNames: ['level', 'client'],
    registers,
    async collect() {
      this.reset();
      for (const { clientId, levels } of await levelsByClient().catch(() => [])) {
        for (const { level, found } of levels) if (found.of > 0) this.set({ level: String(level), client: clientId ?? 'all' }, found.rate);
      }
    },
  });
  const unknown = { count: NaN, ageMs: NaN };
  new Gauge({
    name: 'face_session_webhook_pending_events',
    help: 'Events of webhooks not delivered yet; NaN while the store is unreachable.',
    registers,
    async collect() {
      this.set((await pendingEvents().catch(() => unknown)).count);
    },
  });
  new Gauge({
    name: 'face_session_webhook_pending_age_seconds',
    help: 'Age of the oldest event that is not delivered yet, 0 if there is none; NaN while the store is unreachable.',
    registers,
    async collect() {
      this.set((await pendingEvents().catch(() => unknown)).ageMs / 1000);
    },
  });
  return {
    registry,
    attempts: new Counter({
      name: 'face_session_attempts_total',
      help: 'Decided uploads by outcome, reason and client.',
      labelNames: ['outcome', 'reason', 'client'],
      registers,
    }),
    requests: new Histogram({
      name: 'face_session_request_seconds',
      help: 'Time of a request by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    }),
    refusals: new Counter({
      name: 'face_session_refusals_total',
      help: 'Error answers by code and client; none if the caller has not authenticated.',
      labelNames: ['code', 'client'],
      registers,
    }),
    traceEvents: new Counter({
      name: 'face_session_trace_events_total',
      help: 'Trace events of clients.',
      labelNames: ['event', 'status_code', 'client'],
      registers,
    }),
    purged: new Counter({ name: 'face_session_purged_total', help: 'Rows deleted or emptied by the purge.', registers }),
    webhookDeliveries: new Counter({
      name: 'face_session_webhook_deliveries_total',
      help: 'Deliveries of webhooks by outcome and client.',
      labelNames: ['outcome', 'client'],
      registers,
    }),
    modelLoad: new Gauge({ name: 'face_session_model_load_seconds', help: 'Time that loading the models took.', registers }),
    async timeStage(stage, run) {
      const end = stages.startTimer({ stage });
      try {
        return await tracing.part(`stage ${stage}`, { 'face_session.stage': stage }, run);
      } finally {
        end();
      }
    },
  };
}

/** Asks, unless an answer is on its way: then that one is shared. */
function sharedWhilePending<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let pending: Promise<Answer> | undefined;
  return () =>
    (pending ??= ask().finally(() => {
      pending = undefined;
    }));
}
