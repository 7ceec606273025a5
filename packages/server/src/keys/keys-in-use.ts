import { signingAlgorithms, type SigningAlgorithm } from '@face-session/protocol';
import type { StoredSigningKey } from '../store/signing-key-store.js';

/** The algorithms that keys are stored of. */
export function algorithmsInUse(stored: readonly StoredSigningKey[]): SigningAlgorithm[] {
  return signingAlgorithms.filter((algorithm) => stored.some((key) => key.algorithm === algorithm));
}

/** How old the newest key is, in milliseconds, of that algorithm in use whose newest is oldest; 0 if there is no key yet. */
export function oldestNewestKeyMs(stored: readonly StoredSigningKey[], now: number): number {
  const newest = algorithmsInUse(stored).map((algorithm) =>
    Math.max(...stored.filter((key) => key.algorithm === algorithm).map((key) => key.createdAt)),
  );
  return newest.length === 0 ? 0 : Math.max(0, now - Math.min(...newest));
}
