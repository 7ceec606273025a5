import { sceneFramesOf, type KnownMotion } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
import { bestFrameOf, enoughMotion, hasOneFace, type LivenessCalibration, type TimedFrame } from '@face-session/liveness';
import type { ObfuscationTypeName } from '@face-session/protocol';
import { timedFrames, type UploadedFrame } from './uploaded-frame.js';

/** What is computed of a burst before its last frame comes. Neither promise rejects: what could not be computed is computed again, and fails there. */
export interface BurstBegun {
  /** How the scene moves in the frames that were there; undefined if one of them shows no face. */
  readonly sceneMotion: Promise<KnownMotion | undefined>;
  /** The selfie of the best of those frames, by its place. */
  readonly selfie: Promise<{ readonly place: number; readonly image: Uint8Array } | undefined>;
}

/** A burst: its frames, and what was begun before the last of them came. */
export interface UploadedBurst {
  readonly frames: readonly UploadedFrame[];
  readonly begun?: BurstBegun | undefined;
}

/** Begins a burst with its first frames, whose measurement is under way. */
export function beginBurst(
  faces: Pick<FacePool, 'sceneMotion' | 'selfie'>,
  frames: readonly Required<UploadedFrame>[],
  calibration: LivenessCalibration,
  obfuscation: ObfuscationTypeName | undefined,
): BurstBegun {
  const analysed = Promise.all(frames.map(({ analysis }) => analysis));
  const orNothing = <T>(task: Promise<T>): Promise<T | undefined> => task.catch(() => undefined);
  return {
    sceneMotion: orNothing(
      analysed.then(async (analyses) => {
        const scenes = sceneFramesOf(analyses);
        if (!scenes) return undefined;
        return { frames: frames.length, motion: await faces.sceneMotion(scenes, enoughMotion(calibration.burst)) };
      }),
    ),
    selfie: orNothing(
      analysed.then(async (analyses) => {
        const shown = timedFrames(frames, analyses).filter(hasOneFace);
        if (shown.length < frames.length) return undefined;
        const place = bestFrameOf(shown);
        const { picture } = frames[place] as UploadedFrame;
        return { place, image: await faces.selfie(picture, (shown[place] as TimedFrame).analysis, obfuscation) };
      }),
    ),
  };
}
