import { showsOnePerson, similarity } from '@face-session/face';
import type { LightStep, MatchLevel } from '@face-session/protocol';
import { lightMs } from '../draw-light.js';
import { requireThat, type Evidence } from '../evidence.js';
import { judgeLight } from '../judge-light.js';
import { judgeTimes, latestFrameMs } from '../judge-times.js';
import { median } from '../median.js';
import type { NeutralFace } from '../neutral-face.js';
import { areFresh } from '../timed-frame.js';
import type { ChallengeRequirement } from '../draw-gestures.js';
import {
  failedCheckOf,
  type Calibrations,
  type FailedDecision,
  type Findings,
  type LightFollowers,
  type MeasuredUpload,
  type PassedDecision,
} from './decision.js';

/** A challenge of light as it was put, and what the burst before it showed. */
export interface PutLight extends LightFollowers {
  readonly steps: readonly LightStep[];
  /** When it was sent, ms since the attempt was opened, by the server's clock. */
  readonly challengedAtMs: number;
  readonly neutral: NeutralFace;
  readonly matchLevel: MatchLevel;
}

/** What an attempt is after its light. */
export type LightOutcome =
  | PassedDecision
  | FailedDecision
  | {
      readonly outcome: 'challenged';
      readonly challenge: ChallengeRequirement;
      readonly verdict: 'live' | 'doubtful';
      readonly findings: Findings;
    };

/** No camera delivers faster than 60 frames a second; leaves room for uneven timers. */
const MIN_INTERVAL_MS = 10;

/**
 * Decides a challenged attempt by its light: passed, failed, or challenged with gestures.
 * @param startedAtMs when the first colour was shown, ms since the attempt was opened, by the client's word
 */
export function decideLight(
  upload: MeasuredUpload,
  startedAtMs: number,
  put: PutLight,
  { liveness }: Pick<Calibrations, 'liveness'>,
): LightOutcome {
  const thresholds = liveness.light;
  const { frames, replayedDigests, receivedAtMs } = upload;
  const { neutral, challengedAtMs, matchLevel } = put;
  const faces = frames.filter(({ analysis }) => showsOnePerson(analysis.faces) && analysis.light !== undefined);
  const templates = frames.flatMap(({ analysis: { template } }) => template ?? []);
  const reference = Float32Array.from(neutral.template);
  const likeness = templates.length === 0 ? 0 : median(templates.map((template) => similarity(reference, template)));
  const own: Record<string, Evidence> = {
    time: judgeTimes(frames, {
      minIntervalMs: MIN_INTERVAL_MS,
      maxIntervalMs: thresholds.maxIntervalMs,
      earliestMs: Math.max(neutral.lastCapturedAtMs, challengedAtMs - thresholds.clockToleranceMs),
      latestMs: latestFrameMs(receivedAtMs, thresholds.clockToleranceMs),
    }),
    // The colours were shown after they were drawn, and the upload came after the last of them.
    shown: requireThat(
      startedAtMs >= challengedAtMs - thresholds.clockToleranceMs &&
        startedAtMs + lightMs(put.steps) <= latestFrameMs(receivedAtMs, thresholds.clockToleranceMs),
      startedAtMs,
    ),
    freshFrames: requireThat(areFresh(frames, replayedDigests)),
    oneFace: requireThat(faces.length >= thresholds.minOneFace * frames.length, faces.length, frames.length),
    identity: requireThat(likeness >= thresholds.minIdentity, likeness, thresholds.minIdentity),
  };
  const seen = judgeLight(
    faces.flatMap(({ capturedAtMs, analysis: { light } }) => (light ? [{ atMs: capturedAtMs - startedAtMs, light }] : [])),
    put.steps,
    thresholds,
  );
  const findings: Findings = { ...own, ...seen.evidence };
  const isWrong = seen.verdict === 'attack' || Object.values(own).some(({ outcome }) => outcome === 'fail');
  if (isWrong) return { outcome: 'failed', code: 'FACE_LIVENESS_FAILED', reason: failedCheckOf(findings), matchLevel, findings };
  return afterLight(put, seen.verdict === 'seen' ? 'seen' : 'abstained', findings);
}

/** What follows light that was not shown. */
export function declinedLight(put: PutLight): LightOutcome {
  return afterLight(put, 'abstained', {});
}

function afterLight({ then, instead, matchLevel }: PutLight, verdict: 'seen' | 'abstained', findings: Findings): LightOutcome {
  const challenge = verdict === 'seen' ? then : instead;
  if (challenge === null) return { outcome: 'passed', method: 'burst', matchLevel, findings };
  return { outcome: 'challenged', challenge, verdict: verdict === 'seen' ? 'live' : 'doubtful', findings };
}
