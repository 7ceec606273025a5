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

export interface SigningKeyStore {
  /** Those not expired at `now`, newest generation first. */
  signingKeys(now: number): Promise<StoredSigningKey[]>;
  /** `taken` if another replica made this generation first. Keys of the same algorithm before it get `retireOthersAt` as their end. */
  addSigningKey(key: StoredSigningKey, retireOthersAt: number): Promise<'added' | 'taken'>;
}
