export interface NewHandOff {
  /** Keyed hash of the secret in its URL. */
  readonly handOffHash: string;
  /** Keyed hash of the key of the device that makes it. */
  readonly makerHash: string;
  /** What the page needs, sealed under the secret. */
  readonly sealed: Uint8Array;
  /** Until when it can be opened. */
  readonly expiresAt: number;
}

/** The hand-off of a link as it stands. */
export interface StoredHandOff extends NewHandOff {
  readonly openedAt: number | null;
  /** Keyed hash of the key of the device that opened it. */
  readonly deviceHash: string | null;
}
