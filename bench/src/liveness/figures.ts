import type { VisitorName } from '@face-session/attacks';
import { livenessJson, shareOf, type LivenessReport, type Share } from '@face-session/evaluate';
import { livenessPolicies, type CameraEvidencePolicy, type LivenessPolicy } from '@face-session/liveness';
import { attackKinds, type AttackKind } from './attack-kinds.js';
import type { SessionEnd } from './sessions.js';

/** Share of attempts of one kind of visitor that pass. */
export function attemptsPassed(ends: readonly SessionEnd[], visitor: VisitorName, policy: LivenessPolicy): Share {
  const attempts = ends.filter((end) => end.visitor === visitor).flatMap((end) => end.attempts);
  return shareOf(attempts.filter(({ passed }) => passed[policy]).length, attempts.length);
}

/** Share of sessions, of three attempts each, that succeed. */
export function sessionsPassed(ends: readonly SessionEnd[], visitor: VisitorName, policy: LivenessPolicy): Share {
  const sessions = ends.filter((end) => end.visitor === visitor);
  return shareOf(sessions.filter(({ attempts }) => attempts.some(({ passed }) => passed[policy])).length, sessions.length);
}

/** Shares of attempts and of sessions of an injection that pass, where evidence against the camera may do so much. */
export function injectionPassed(
  ends: readonly SessionEnd[],
  visitor: VisitorName,
  evidence: CameraEvidencePolicy,
  policy: LivenessPolicy,
): { readonly attempts: Share; readonly sessions: Share } {
  const judged = ends.map((end) => ({
    ...end,
    attempts: end.attempts.map((attempt) => ({ ...attempt, passed: attempt.passedWith[evidence] })),
  }));
  return { attempts: attemptsPassed(judged, visitor, policy), sessions: sessionsPassed(judged, visitor, policy) };
}

/** All figures by name, rates from 0 to 1; what was not measured is null. A kind of attack counts as its most successful attacker. */
export function livenessFigures(real: LivenessReport, ends: readonly SessionEnd[]): object {
  const worst = (kind: AttackKind, policy: LivenessPolicy) => {
    const rates = attackKinds[kind].map((visitor) => sessionsPassed(ends, visitor, policy)).filter(({ of }) => of > 0);
    return rates.length === 0 ? null : Math.max(...rates.map(({ rate }) => rate));
  };
  const successUnder = (policy: LivenessPolicy) =>
    Object.fromEntries((Object.keys(attackKinds) as AttackKind[]).map((kind) => [kind, worst(kind, policy)]));
  const genuine = livenessPolicies.map((policy) => attemptsPassed(ends, 'genuine', policy));
  return {
    ...livenessJson(real),
    simulated: {
      genuinePass: known(Math.min(...genuine.map(({ rate }) => rate))),
      genuineAttempts: genuine[0]?.of ?? 0,
      genuinePassByPolicy: Object.fromEntries(livenessPolicies.map((policy, index) => [policy, known(genuine[index]?.rate ?? NaN)])),
      sessionsPerAttacker: sessionsPassed(ends, 'stillPicture', 'active').of,
      sessionSuccess: successUnder('active'),
      sessionSuccessByPolicy: { passive: successUnder('passive'), adaptive: successUnder('adaptive') },
    },
  };
}

const known = (rate: number): number | null => (Number.isFinite(rate) ? Number(rate.toFixed(5)) : null);
