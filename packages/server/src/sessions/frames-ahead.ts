import type { AnalysisParts } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
import { burstParts, burstPlan, type LivenessCalibration } from '@face-session/liveness';
import type { SessionContext } from './session-context.js';
import type { BurstFrame, UploadedFrame } from './uploaded-frame.js';

/**
 * Frames that were sent before their burst, in the memory of this process: each is measured when it arrives. Nothing is decided by them, and no attempt is charged,
 * before the burst names them.
 */
export interface FramesAhead {
  /** Lets frames of an attempt come, from its opening on. */
  expect(context: SessionContext, attemptId: string): void;
  /** Keeps a frame and begins to measure it. @returns false where none is taken: the attempt was not opened here, has had its burst, or there is no room */
  add(context: SessionContext, attemptId: string, frame: UploadedFrame): boolean;
  /**
   * The frames of a burst, those that were sent ahead from memory, which forgets the attempt.
   * @returns undefined if one of them is not here; then nothing is forgotten
   */
  take(context: SessionContext, attemptId: string, frames: readonly BurstFrame[]): UploadedFrame[] | undefined;
}

/** How long an attempt is remembered, and a frame of it, in milliseconds: the longest time in which a face is placed, and a burst with an upload on a slow network. */
const ATTEMPT_MS = 120_000;
const FRAME_MS = 30_000;

/** Most attempts that are remembered, and most that have frames: 256 bursts of 60 kB frames are 77 MB. */
const MOST_ATTEMPTS = 10_000;
const MOST_WITH_FRAMES = 256;

/** Most frames of one session, used or not: they cost no attempt, so what they cost the service is bounded. Eight bursts. */
const MOST_OF_SESSION = 8 * burstPlan.count;

interface Attempt {
  readonly frames: Map<number, UploadedFrame>;
  forget: NodeJS.Timeout;
}

export function createFramesAhead(
  faces: Pick<FacePool, 'analyse'>,
  calibration: LivenessCalibration,
  wanted: AnalysisParts = burstParts(calibration),
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

  return {
    expect(context, attemptId) {
      const key = keyOf(context, attemptId);
      forget(key);
      const [oldest] = attempts.keys();
      if (attempts.size >= MOST_ATTEMPTS && oldest !== undefined) forget(oldest);
      attempts.set(key, { frames: new Map(), forget: forgetIn(key, ATTEMPT_MS) });
    },
    add(context, attemptId, frame) {
      const key = keyOf(context, attemptId);
      const attempt = attempts.get(key);
      if (!attempt || (attempt.frames.size === 0 && withFrames >= MOST_WITH_FRAMES) || !countOf(context.sessionId)) return false;
      if (attempt.frames.size === 0) withFrames++;
      const analysis = faces.analyse(frame.picture, wanted);
      // Whoever measures the burst awaits it; until then a picture that cannot be decoded is nobody's fault yet.
      analysis.catch(() => undefined);
      // Of a burst that was begun anew the frames before are of no use.
      const [first] = attempt.frames.keys();
      if (attempt.frames.size >= burstPlan.count && first !== undefined) attempt.frames.delete(first);
      attempt.frames.set(frame.capturedAtMs, { ...frame, analysis });
      clearTimeout(attempt.forget);
      attempt.forget = forgetIn(key, FRAME_MS);
      return true;
    },
    take(context, attemptId, frames) {
      const key = keyOf(context, attemptId);
      const kept = attempts.get(key)?.frames;
      const whole = frames.flatMap(({ capturedAtMs, picture }) => (picture ? { capturedAtMs, picture } : (kept?.get(capturedAtMs) ?? [])));
      if (whole.length < frames.length) return undefined;
      forget(key);
      return whole;
    },
  };
}
