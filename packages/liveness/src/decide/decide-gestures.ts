import type { Gesture, MatchLevel } from '@face-session/protocol';
import { judgeGestures } from '../judge-gestures.js';
import type { NeutralFace } from '../neutral-face.js';
import { failedCheckOf, type Calibrations, type FailedDecision, type MeasuredUpload, type PassedDecision } from './decision.js';

/** A challenge as it was put, and what the burst before it showed. */
export interface PutChallenge {
  readonly gestures: readonly Gesture[];
  /** When it was sent, ms since the attempt was opened, by the server's clock. */
  readonly challengedAtMs: number;
  readonly neutral: NeutralFace;
  readonly matchLevel: MatchLevel;
}

/** What an attempt is after its gestures. */
export type GesturesDecision = PassedDecision | FailedDecision;

/** Decides a challenged attempt by its gestures: passed or failed. */
export function decideGestures(
  upload: MeasuredUpload,
  challenge: PutChallenge,
  calibrations: Pick<Calibrations, 'liveness'>,
): GesturesDecision {
  const { gestures, neutral, challengedAtMs, matchLevel } = challenge;
  const verdict = judgeGestures(gestures, upload.frames, {
    neutral,
    challengedAtMs,
    receivedAtMs: upload.receivedAtMs,
    replayedDigests: upload.replayedDigests,
    calibration: calibrations.liveness,
  });
  const { evidence: findings, seen: seenGestures, fault } = verdict;
  if (verdict.live) return { outcome: 'passed', method: 'gestures', matchLevel, findings, seenGestures };
  return {
    outcome: 'failed',
    code: 'FACE_LIVENESS_FAILED',
    reason: failedCheckOf(findings),
    matchLevel,
    ...(fault !== undefined && { gestureFault: fault }),
    findings,
    seenGestures,
  };
}
