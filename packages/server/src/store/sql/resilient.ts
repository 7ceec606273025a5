import { StoreUnavailableError, type Store } from '../store.js';
import type { DatabaseKind } from './database.js';

/** How long a call fights for its turn, in milliseconds. */
const CONTENTION_MS = 5_000;

/** Longest wait before the next try, in milliseconds; random, so that those who wait do not meet again. */
const CONTENTION_WAIT_MS = 25;

/** Every method of the store: tried again when it lost a race, and with faults of reach told apart from others. */
export function resilient(store: Store, kind: DatabaseKind): Store {
  const call = async (run: () => unknown): Promise<unknown> => {
    const deadline = Date.now() + CONTENTION_MS;
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (kind.isContention(error) && Date.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * CONTENTION_WAIT_MS));
          continue;
        }
        throw kind.isUnavailable(error) ? new StoreUnavailableError(kind.place, error) : error;
      }
    }
  };
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => call(() => Reflect.apply(method, target, args) as unknown);
    },
  });
}
