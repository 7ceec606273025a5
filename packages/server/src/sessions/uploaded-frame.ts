import type { PictureAnalysis } from '@face-session/face/node';
import type { TimedFrame } from '@face-session/liveness';

/** A frame as it was uploaded. */
export interface UploadedFrame {
  /** Milliseconds since the attempt was opened, by the client's word. */
  readonly capturedAtMs: number;
  /** JPEG or PNG. */
  readonly picture: Uint8Array;
  /** Its measurement, if that has begun. */
  readonly analysis?: Promise<PictureAnalysis>;
}

/** A frame of an upload; without a picture where it was sent ahead. */
export interface BurstFrame {
  readonly capturedAtMs: number;
  readonly picture: Uint8Array | undefined;
}

/** Frames with what was measured of them, in the same order. */
export function timedFrames(uploaded: readonly UploadedFrame[], analyses: readonly PictureAnalysis[]): TimedFrame[] {
  return analyses.map((analysis, place) => ({
    capturedAtMs: (uploaded[place] as UploadedFrame).capturedAtMs,
    digest: analysis.digest,
    analysis,
  }));
}
