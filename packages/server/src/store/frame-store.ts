/** The print of a burst, as the store has it. */
export interface StoredPrint {
  /** Random. */
  readonly printId: string;
  /** The print, sealed under its identifier. */
  readonly printSealed: Uint8Array;
  /** Keyed hashes of cells it lies in: prints that are alike share one. */
  readonly cellHashes: readonly string[];
}

/** Frames that were used: sent again, in any session, they are a replay. */
export interface FrameStore {
  /** Marks frames as used. Returns those that were used before. */
  useFrames(frameHashes: readonly string[], expiresAt: number): Promise<ReadonlySet<string>>;
  /**
   * Keeps the print of a burst, then returns those kept before that lie in one of the cells `alike`, the newest first and at most `most`. Of two bursts at once at least
   * one is returned to the other.
   */
  usePrint(
    print: StoredPrint,
    alike: readonly string[],
    expiresAt: number,
    most: number,
  ): Promise<readonly Omit<StoredPrint, 'cellHashes'>[]>;
}
