import type { AnalysisParts } from '@face-session/face';
import { PictureError } from '@face-session/face/node';
import type { MeasuredUpload } from '@face-session/liveness';
import type { SessionParts } from './parts.js';
import { timedFrames, type UploadedFrame } from './uploaded-frame.js';

/** How long a frame is remembered, in milliseconds: one sent again within this time is a replay. */
export const FRAME_MEMORY_MS = 24 * 60 * 60 * 1000;

/** Frames, measured, and which of them were sent before. */
export type MeasuredFrames = Omit<MeasuredUpload, 'receivedAtMs'>;

/**
 * Measures every frame from its pixels and marks it as used, by its pixels: another file of the same picture is the same frame. What can be decoded is marked even
 * if another frame cannot be. Null if one cannot be decoded.
 * @param wanted of the frame at a place, unless its measurement has begun
 */
export async function measureFrames(
  parts: SessionParts,
  uploaded: readonly UploadedFrame[],
  wanted: (place: number) => AnalysisParts,
): Promise<MeasuredFrames | null> {
  const settled = await parts.metrics.timeStage('analyse', () =>
    Promise.allSettled(uploaded.map((frame, place) => frame.analysis ?? parts.faces.analyse(frame.picture, wanted(place)))),
  );
  const analyses = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  // The store has a keyed hash: with a plain digest, someone with a picture could find out whether it was ever used.
  const hashOf = new Map(analyses.map(({ digest }) => [digest, parts.sealer.keyedHash('frame', digest)]));
  const used = await parts.store.useFrames([...hashOf.values()], parts.clock() + FRAME_MEMORY_MS);
  const failures = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
  const fault = failures.find((reason) => !(reason instanceof PictureError));
  if (fault !== undefined) throw fault;
  if (failures.length > 0) return null;
  return {
    frames: timedFrames(uploaded, analyses),
    replayedDigests: new Set([...hashOf].filter(([, hash]) => used.has(hash)).map(([digest]) => digest)),
  };
}
