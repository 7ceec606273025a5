import { createHash } from 'node:crypto';
import type { AnalysisParts } from '@face-session/face';
import type { TimedFrame } from '@face-session/liveness';
import type { SessionParts } from './parts.js';

/** A frame as it was uploaded. */
export interface UploadedFrame {
  /** Milliseconds since the attempt was opened, by the client's word. */
  readonly capturedAtMs: number;
  /** JPEG or PNG. */
  readonly picture: Uint8Array;
}

/** How long a frame is remembered, in milliseconds: one sent again within this time is a replay. */
const FRAME_MEMORY_MS = 24 * 60 * 60 * 1000;

/** Frames with everything the judges need. */
export interface MeasuredFrames {
  readonly frames: readonly TimedFrame[];
  /** Digests of this upload that were sent before, in whatever attempt of whatever session, to any replica. */
  readonly replayedDigests: ReadonlySet<string>;
}

/**
 * Measures every frame from its pixels and marks it as used.
 * @throws PictureError if one cannot be decoded.
 */
export async function measureFrames(
  parts: SessionParts,
  uploaded: readonly UploadedFrame[],
  wanted: AnalysisParts,
): Promise<MeasuredFrames> {
  const digests = uploaded.map((frame) => createHash('sha256').update(frame.picture).digest('hex'));
  // The store keeps a keyed hash: from the digest alone, someone with a picture could see whether it was ever used.
  const hashOf = new Map(digests.map((digest) => [digest, parts.sealer.keyedHash('frame', digest)]));
  const used = await parts.store.useFrames([...hashOf.values()], parts.clock() + FRAME_MEMORY_MS);
  const analyses = await parts.metrics.timeStage('analyse', () =>
    Promise.all(uploaded.map((frame) => parts.faces.analyse(frame.picture, wanted))),
  );
  return {
    frames: uploaded.map((frame, index) => ({
      capturedAtMs: frame.capturedAtMs,
      digest: digests[index] as string,
      analysis: analyses[index] as TimedFrame['analysis'],
    })),
    replayedDigests: new Set(digests.filter((digest) => used.has(hashOf.get(digest) ?? ''))),
  };
}
