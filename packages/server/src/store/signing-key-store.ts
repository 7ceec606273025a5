import type { SigningAlgorithm } from '@face-session/protocol';

export interface StoredSigningKey {
  readonly kid: string;
  /** Counts per algorithm. */
  readonly generation: number;
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly privateSealed: Uint8Array;
  readonly createdAt: number;
  readonly activeAt: number;
  readonly expiresAt: number | null;
}

/** Keys of one purpose: of results and tokens, or of test results. */
export interface SigningKeyStore {
  /** Those neither revoked nor expired at `now`, newest generation first. */
  signingKeys(now: number): Promise<StoredSigningKey[]>;
  /**
   * Adds a key and ends those of the same algorithm before it: at a time (`retireAt`), or at once and whatever any clock says (`revoke`).
   * `taken` if another replica made this generation first: then nothing changes.
   */
  addSigningKey(key: StoredSigningKey, others: { readonly retireAt: number } | 'revoke'): Promise<'added' | 'taken'>;
}
