import type { AnalysisParts } from '@face-session/face';
import type { FacePool, PictureAnalysis } from '@face-session/face/node';
import { burstPlan, firstBurstParts, type LivenessCalibration } from '@face-session/liveness';
import type { OpenAttemptRequest } from '@face-session/protocol';
import { beginBurst, type BurstBegun, type UploadedBurst } from './begin-burst.js';
import type { SessionContext } from './session-context.js';
import { isSigned, signedFrames } from './signed-upload.js';
import type { BurstFrame, UploadedFrame } from './uploaded-frame.js';

/**
 * Frames that were sent before their burst, in the memory of this process: each is measured when it arrives. Nothing is decided by them, and no attempt is charged,
 * before the burst names them.
 */
export interface FramesAhead {
  /** Lets frames of an attempt come, from its opening on. */
  expect(context: SessionContext, attemptId: string, wishes: FrameWishes): void;
  /**
   * Keeps a frame and begins to measure it.
   * @returns `unknown` where none is taken: the attempt was not opened here, has had its burst, or there is no room; `unsigned`: the attempt demands another signature
   */
  add(context: SessionContext, attemptId: string, frame: UploadedFrame, signature?: string): 'kept' | 'unknown' | 'unsigned';
  /**
   * The frames of a burst, those that were sent ahead from memory, which forgets the attempt, and what was begun of it.
   * @returns undefined if one of them is not here; then nothing is forgotten
   */
  take(context: SessionContext, attemptId: string, frames: readonly BurstFrame[]): UploadedBurst | undefined;
}

/** What is known of an attempt before its frames: how its selfie is kept, and whose signature they carry. */
type FrameWishes = Pick<OpenAttemptRequest, 'obfuscationType' | 'captureKey'>;

/** How long an attempt is remembered, and a frame of it, in milliseconds: the longest time in which a face is placed, and a burst with an upload on a slow network. */
const ATTEMPT_MS = 120_000;
const FRAME_MS = 30_000;

/** Most attempts that are remembered, and most that have frames: 256 bursts of 60 kB frames are 77 MB. */
const MOST_ATTEMPTS = 10_000;
const MOST_WITH_FRAMES = 256;

/** Most frames of one session, used or not: they cost no attempt, so what they cost the service is bounded. Eight bursts. */
const MOST_OF_SESSION = 8 * burstPlan.count;

/** Frames with which a burst is begun: all but the last, which comes with the burst itself. */
const FRAMES_TO_BEGIN = burstPlan.count - 1;

interface Attempt {
  readonly frames: Map<number, Required<UploadedFrame>>;
  readonly wishes: FrameWishes;
  /** What was begun of the last frames, and when they were taken. */
  begun?: BurstBegun & { readonly of: readonly number[] };
  forget: NodeJS.Timeout;
}

/** @param wanted what is measured of a frame at a place */
export function createFramesAhead(
  faces: Pick<FacePool, 'analyse' | 'sceneMotion' | 'selfie'>,
  calibration: LivenessCalibration,
  wanted: (place: number) => AnalysisParts = (place) => firstBurstParts(place, calibration),
): FramesAhead {
  /** In the order of their opening. */
  const attempts = new Map<string, Attempt>();
  const takenOf = new Map<string, number>();
  let withFrames = 0;

  const keyOf = ({ client, sessionId }: SessionContext, attemptId: string): string => `${client.clientId} ${sessionId} ${attemptId}`;
  const forget = (key: string): void => {
    const attempt = attempts.get(key);
    if (!attempt) return;
    clearTimeout(attempt.forget);
    if (attempt.frames.size > 0) withFrames--;
    attempts.delete(key);
  };
  const forgetIn = (key: string, ms: number): NodeJS.Timeout =>
    setTimeout(() => {
      forget(key);
    }, ms).unref();

  /** Counts a frame of a session. @returns whether it may have one more */
  const countOf = (sessionId: string): boolean => {
    const taken = takenOf.get(sessionId);
    if (taken === undefined) setTimeout(() => takenOf.delete(sessionId), 10 * ATTEMPT_MS).unref();
    const count = (taken ?? 0) + 1;
    takenOf.set(sessionId, count);
    return count <= MOST_OF_SESSION;
  };

  const analyse = (picture: Uint8Array, place: number): Promise<PictureAnalysis> => {
    const analysis = faces.analyse(picture, wanted(place));
    // Whoever measures the burst awaits it; until then a picture that cannot be decoded is nobody's fault yet.
    analysis.catch(() => undefined);
    return analysis;
  };

  return {
    expect(context, attemptId, { obfuscationType, captureKey }) {
      const key = keyOf(context, attemptId);
      forget(key);
      const [oldest] = attempts.keys();
      if (attempts.size >= MOST_ATTEMPTS && oldest !== undefined) forget(oldest);
      attempts.set(key, { frames: new Map(), wishes: { obfuscationType, captureKey }, forget: forgetIn(key, ATTEMPT_MS) });
    },
    add(context, attemptId, frame, signature) {
      const key = keyOf(context, attemptId);
      const attempt = attempts.get(key);
      if (!attempt || (attempt.frames.size === 0 && withFrames >= MOST_WITH_FRAMES) || !countOf(context.sessionId)) return 'unknown';
      if (!isSigned(attempt.wishes.captureKey, signature, () => ({ kind: 'frame', attemptId, frames: signedFrames([frame]) })))
        return 'unsigned';
      if (attempt.frames.size === 0) withFrames++;
      const analysis = analyse(frame.picture, Math.min(attempt.frames.size, FRAMES_TO_BEGIN));
      // Of a burst that was begun anew the frames before are of no use.
      const [first] = attempt.frames.keys();
      if (attempt.frames.size >= burstPlan.count && first !== undefined) attempt.frames.delete(first);
      attempt.frames.set(frame.capturedAtMs, { ...frame, analysis });
      const last = [...attempt.frames.values()].slice(-FRAMES_TO_BEGIN);
      if (last.length === FRAMES_TO_BEGIN) {
        attempt.begun = {
          ...beginBurst(faces, last, calibration, attempt.wishes.obfuscationType),
          of: last.map(({ capturedAtMs }) => capturedAtMs),
        };
      }
      clearTimeout(attempt.forget);
      attempt.forget = forgetIn(key, FRAME_MS);
      return 'kept';
    },
    take(context, attemptId, frames) {
      const key = keyOf(context, attemptId);
      const { frames: kept, begun } = attempts.get(key) ?? {};
      const whole = frames.flatMap(({ capturedAtMs, picture }): UploadedFrame | [] =>
        picture ? { capturedAtMs, picture } : (kept?.get(capturedAtMs) ?? []),
      );
      if (whole.length < frames.length) return undefined;
      forget(key);
      const isBegun = begun?.of.every((capturedAtMs, place) => whole[place]?.capturedAtMs === capturedAtMs && !frames[place]?.picture);
      if (!isBegun) return { frames: whole };
      // The attempt was opened here and has none but this burst: what is left of it is measured while it is charged.
      const measured = whole.map((frame, place) => (frame.analysis ? frame : { ...frame, analysis: analyse(frame.picture, place) }));
      return { frames: measured, begun };
    },
  };
}
