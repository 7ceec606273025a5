import { judgeCircumstances } from '../circumstance-checks.js';
import { challengeOf, type ChallengeRequirement, type GestureCount } from '../draw-gestures.js';
import { judgeBurst, type BurstVerdict } from '../judge-burst.js';
import { consequenceWith, gestureCountFor, verdictWith } from '../policy.js';
import type { AttemptRules } from './attempt-rules.js';
import {
  failedCheckOf,
  type Calibrations,
  type ChallengedDecision,
  type FailedDecision,
  type LightDecision,
  type Findings,
  type MeasuredUpload,
  type PassedDecision,
} from './decision.js';
import { liveTemplate, matchTemplates } from './match-templates.js';
import { qualityCauseOf } from './quality-cause.js';

/** What an attempt is after its burst. */
export type BurstDecision = (FailedDecision | ((PassedDecision | ChallengedDecision | LightDecision) & { readonly bestFrame: number })) &
  BurstFindings;

/** What a burst was found to be, with what is known beside it. */
interface BurstFindings extends Pick<BurstVerdict, 'verdict' | 'score'> {
  /** The template of the live face; undefined if no frame has one. In memory only: never stored as it is, and never in a log. */
  readonly live: Float32Array | undefined;
}

/**
 * Decides an attempt by its burst: passed, challenged or failed. Liveness comes first; only a burst that can still pass is compared with the reference.
 * @param reference template of the reference photo
 */
export function decideBurst(
  burst: MeasuredUpload,
  reference: Float32Array,
  rules: AttemptRules,
  calibrations: Calibrations,
): BurstDecision {
  const { bestFrame, neutral, score, ...seen } = judgeBurst(burst.frames, {
    ...burst,
    allowClosedEyes: rules.allowClosedEyes,
    calibration: calibrations.liveness,
  });
  const circumstances = judgeCircumstances(burst.circumstances, calibrations.liveness);
  const findings = { ...seen.evidence, ...circumstances.evidence };
  const consequence = consequenceWith(rules.livenessPolicy, seen.verdict, circumstances);
  const verdict = verdictWith(rules.livenessPolicy, seen.verdict, circumstances);
  const analyses = burst.frames.map(({ analysis }) => analysis);
  const live = liveTemplate(analyses);
  const found: BurstFindings = { verdict, score, live };
  if (consequence === 'failed' || verdict === 'attack' || neutral === null || live === undefined) {
    return {
      outcome: 'failed',
      code: 'FACE_LIVENESS_FAILED',
      reason: failedCheckOf(findings),
      matchLevel: null,
      ...found,
      ...(onlyEyesFailed(findings) && { eyesClosed: true }),
      ...qualityOf(analyses),
      findings,
    };
  }
  const matchLevel = matchTemplates(reference, live, calibrations.match);
  if (!(matchLevel >= rules.minimumMatchLevel)) {
    return {
      outcome: 'failed',
      code: 'FACE_NO_MATCH',
      reason: 'no_match',
      matchLevel,
      ...qualityOf(analyses),
      findings,
      ...found,
    };
  }
  const gesturesOf = (count: GestureCount): ChallengeRequirement => {
    const challenge = challengeOf(count, rules.excludedGestures);
    if (challenge === null) throw new Error(`No challenge can be drawn without ${rules.excludedGestures.join(' and ')}`);
    return challenge;
  };
  const then = consequence === 'passed' ? null : gesturesOf(gestureCountFor(verdict, rules.gestureCount));
  // What could not be shown leaves a doubt.
  const instead = rules.lightChallenge === 'require' ? gesturesOf(gestureCountFor('doubtful', rules.gestureCount)) : then;
  const shown = { matchLevel, bestFrame, findings, ...found };
  if (rules.lightChallenge !== 'off' && rules.showsLight) return { outcome: 'light', then, instead, neutral, ...shown };
  const challenge = rules.lightChallenge === 'off' ? then : instead;
  return challenge === null ? { outcome: 'passed', method: 'burst', ...shown } : { outcome: 'challenged', challenge, neutral, ...shown };
}

/** What the person learns about the pictures of a failed attempt, if anything was wrong with them. */
function qualityOf(analyses: Parameters<typeof qualityCauseOf>[0]): Pick<FailedDecision, 'qualityCause'> {
  const qualityCause = qualityCauseOf(analyses);
  return qualityCause ? { qualityCause } : {};
}

function onlyEyesFailed(findings: Findings): boolean {
  const failed = Object.entries(findings).filter(([, { outcome }]) => outcome === 'fail');
  return failed.length === 1 && failed[0]?.[0] === 'eyesOpen';
}
