/** Frames that were used: sent again, in any session, they are a replay. */
export interface FrameStore {
  /** Marks frames as used. Returns those that were used before. */
  useFrames(frameHashes: readonly string[], expiresAt: number): Promise<ReadonlySet<string>>;
}
