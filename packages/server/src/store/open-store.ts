import { postgres } from './sql/postgres.js';
import { createSqlStore } from './sql/sql-store.js';
import { sqlite } from './sql/sqlite.js';
import type { Store } from './store.js';

/** Where the store is. */
export type StoreLocation =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string; readonly poolSize: number };

/** Opens the store without touching its schema; call `migrate()` before use. */
export function openStore(location: StoreLocation, onError?: (error: Error) => void): Store {
  return createSqlStore(
    location.kind === 'sqlite'
      ? sqlite(location.file)
      : postgres(location.url, { poolSize: location.poolSize, ...(onError && { onError }) }),
  );
}
