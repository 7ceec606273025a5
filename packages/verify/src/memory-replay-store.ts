import { ReplayStoreFull } from './errors.js';
import type { ReplayStore, ResultId } from './replay-store.js';

/** Results that the store holds unless told otherwise: about 20 MB, 160 results a second over their ten minutes. */
const DEFAULT_MAX_RESULTS = 100_000;

/** Options of {@link createMemoryReplayStore}. */
export interface MemoryReplayStoreOptions {
  /** Most unexpired results held; beyond it every further one is refused, since forgetting one would let it be used twice. */
  readonly maxResults?: number;
  /** The time; the machine's unless given. */
  readonly now?: () => Date;
}

/**
 * A replay store in the memory of this process: right for one process that is rarely restarted, **not enough** for several
 * processes or hosts, each of which would accept a result once. Use a shared {@link ReplayStore} there.
 *
 * @example
 * ```ts
 * const replayStore = createMemoryReplayStore({ maxResults: 10_000 });
 * ```
 */
export function createMemoryReplayStore(options: MemoryReplayStoreOptions = {}): ReplayStore {
  const { maxResults = DEFAULT_MAX_RESULTS, now = () => new Date() } = options;
  const expiries = new Map<string, number>();

  function forgetExpired(time: number): void {
    for (const [id, expiry] of expiries) if (expiry <= time) expiries.delete(id);
  }

  return {
    claim({ issuer, jti, expiresAt }: ResultId): Promise<boolean> {
      const id = JSON.stringify([issuer, jti]);
      const time = now().getTime();
      const marked = expiries.get(id);
      // Not `marked > time`: a time that is not a number must not forget a result.
      if (marked !== undefined && !(marked <= time)) return Promise.resolve(false);
      if (expiries.size >= maxResults) forgetExpired(time);
      if (expiries.size >= maxResults) {
        return Promise.reject(new ReplayStoreFull(`The replay store holds ${String(maxResults)} results that have not expired yet`));
      }
      expiries.set(id, expiresAt.getTime());
      return Promise.resolve(true);
    },
  };
}

let shared: ReplayStore | undefined;

/** The store used when none is given: one in memory, for the whole process. In production it emits one process warning. */
export function defaultReplayStore(): ReplayStore {
  if (!shared) {
    if (process.env['NODE_ENV'] === 'production') {
      process.emitWarning(
        'Used results are remembered in the memory of this process only. Give a shared `replayStore` if there are several.',
        {
          type: 'FaceSessionWarning',
          code: 'FACE_SESSION_MEMORY_REPLAY_STORE',
        },
      );
    }
    shared = createMemoryReplayStore();
  }
  return shared;
}
