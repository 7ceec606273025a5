import { sceneFramesOf } from '@face-session/face';
import { enoughMotion, spoofParts, spoofScoresLeft, type TimedFrame } from '@face-session/liveness';
import type { UploadedBurst } from './begin-burst.js';
import { measureFrames, type MeasuredFrames } from './measure-frames.js';
import type { SessionParts } from './parts.js';
import { partsOfBurst } from './recognise-burst.js';
import type { UploadedFrame } from './uploaded-frame.js';

/**
 * As {@link measureFrames}, with how the scene moves, if every frame shows a face. Spoof scores that cannot change what is decided are not measured. Null if a frame
 * cannot be decoded.
 */
export async function measureBurst(parts: SessionParts, { frames: uploaded, begun }: UploadedBurst): Promise<MeasuredFrames | null> {
  const measured = await measureFrames(parts, uploaded, (place) => partsOfBurst(parts, place));
  if (measured === null) return null;
  const [frames, sceneMotion] = await Promise.all([withSpoofScores(parts, uploaded, measured.frames), sceneMotionOf()]);
  return { ...measured, frames, ...(sceneMotion && { sceneMotion }) };

  async function sceneMotionOf(): Promise<MeasuredFrames['sceneMotion']> {
    const scenes = sceneFramesOf(measured!.frames.map(({ analysis }) => analysis));
    if (!scenes) return undefined;
    const known = await begun?.sceneMotion;
    return parts.metrics.timeStage('scene', () => parts.faces.sceneMotion(scenes, enoughMotion(parts.livenessCalibration.burst), known));
  }
}

/** The frames with those spoof scores that were left out and can still change what is decided. */
async function withSpoofScores(
  { faces, metrics, livenessCalibration }: SessionParts,
  uploaded: readonly UploadedFrame[],
  frames: readonly TimedFrame[],
): Promise<readonly TimedFrame[]> {
  const left = new Set(
    spoofScoresLeft(
      frames.map(({ analysis }) => analysis),
      livenessCalibration,
    ),
  );
  if (left.size === 0) return frames;
  return metrics.timeStage('analyse', () =>
    Promise.all(
      frames.map(async (frame, place) => {
        const { spoofScore } = left.has(place)
          ? await faces.analyse((uploaded[place] as UploadedFrame).picture, spoofParts(livenessCalibration))
          : frame.analysis;
        return { ...frame, analysis: { ...frame.analysis, ...(spoofScore !== undefined && { spoofScore }) } };
      }),
    ),
  );
}
