import type { FrameAnalysis } from '@face-session/face';

/** One uploaded frame: when the client says it was taken, which picture it was, and what the server measured in it. */
export interface TimedFrame {
  /** Milliseconds since the attempt was opened, by the client's clock: a claim, checked for plausibility. */
  readonly capturedAtMs: number;
  /** SHA-256 of the decoded pixels, hexadecimal: the same whatever file holds them. */
  readonly digest: string;
  /** The server's own measurements, with at least the parts named by {@link burstParts} or {@link gestureParts}. */
  readonly analysis: FrameAnalysis;
}
