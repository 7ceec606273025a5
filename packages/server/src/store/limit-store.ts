/** Counters and leases that all replicas share. */
export interface LimitStore {
  /** Counts one more under `key` (which names its window) and returns the count. */
  count(key: string, expiresAt: number): Promise<number>;
  /** Counts one more under each of the keys. */
  countEach(keys: readonly string[], expiresAt: number): Promise<void>;
  /** The counts under those keys that have one, without counting. */
  countsOf(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The count under `key` without counting. */
  counted(key: string): Promise<number>;
  /** True for one caller on all replicas until `expiresAt`. */
  takeLease(name: string, now: number, expiresAt: number): Promise<boolean>;
}
