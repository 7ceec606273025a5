import type { Store } from '../store/store.js';
import type { StoreLocation } from '../store/open-store.js';
import { noTracing, type Tracing } from './tracing.js';

/** Names of databases in OpenTelemetry's conventions. */
const systems: Readonly<Record<StoreLocation['kind'], string>> = { sqlite: 'sqlite', postgres: 'postgresql' };

/** A store whose calls are spans of the request that makes them, by the name of the method. Arguments and statements are not part of them. */
export function tracedStore(store: Store, kind: StoreLocation['kind'], tracing: Tracing): Store {
  if (tracing === noTracing) return store;
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      const attributes = { 'db.system.name': systems[kind], 'db.operation.name': name };
      return (...args: unknown[]) =>
        tracing.part(`store ${name}`, attributes, () => Reflect.apply(method, target, args) as Promise<unknown>);
    },
  });
}
