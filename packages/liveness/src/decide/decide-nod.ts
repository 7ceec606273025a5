import { judgeCircumstances } from '../circumstance-checks.js';
import { judgeNod } from '../judge-nod.js';
import { consequenceOf, consequenceWith } from '../policy.js';
import type { AttemptRules } from './attempt-rules.js';
import { failedCheckOf, type Calibrations, type FailedDecision, type MeasuredUpload, type PassedDecision } from './decision.js';
import { matchTemplates } from './match-templates.js';

/** What an attempt of two pictures around a nod is. It cannot be challenged. */
export type NodDecision = FailedDecision | (PassedDecision & { readonly bestFrame: 0 | 1 });

/** Whether a policy lets two pictures around a nod decide an attempt: not where gestures are always asked for, or light is required. */
export function allowsNod({ livenessPolicy, lightChallenge }: Pick<AttemptRules, 'livenessPolicy' | 'lightChallenge'>): boolean {
  return consequenceOf(livenessPolicy, 'live') === 'passed' && lightChallenge !== 'require';
}

/**
 * Decides an attempt of two pictures around a nod: passed or failed. No gestures can follow it. So a doubt about the pictures fails; a doubt about circumstances changes
 * nothing, as under `passive`: it would lock somebody out for what others did with the same photo.
 */
export function decideNod(
  upload: Omit<MeasuredUpload, 'receivedAtMs'>,
  reference: Float32Array,
  rules: AttemptRules,
  calibrations: Calibrations,
): NodDecision {
  const [first, second] = upload.frames;
  if (first === undefined || second === undefined) throw new RangeError('A nod has two pictures');
  const verdict = judgeNod(first, second, { ...upload, allowClosedEyes: rules.allowClosedEyes, calibration: calibrations.liveness });
  const { bestFrame } = verdict;
  const circumstances = judgeCircumstances(upload.circumstances, calibrations.liveness);
  const findings = { ...verdict.evidence, ...circumstances.evidence };
  const isLive = verdict.live && consequenceWith('passive', 'live', circumstances) === 'passed';
  const { template } = (bestFrame === 0 ? first : second).analysis;
  if (!isLive || !allowsNod(rules) || template === undefined) {
    return { outcome: 'failed', code: 'FACE_LIVENESS_FAILED', reason: failedCheckOf(findings), matchLevel: null, findings };
  }
  const matchLevel = matchTemplates(reference, template, calibrations.match);
  if (!(matchLevel >= rules.minimumMatchLevel)) {
    return { outcome: 'failed', code: 'FACE_NO_MATCH', reason: 'no_match', matchLevel, findings };
  }
  return { outcome: 'passed', method: 'nod', matchLevel, bestFrame, findings };
}
