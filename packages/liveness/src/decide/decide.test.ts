import { defaultCalibration } from '@face-session/face';
import type { Gesture } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { syntheticFrame, type SyntheticHead } from '../../test/synthetic-frame.js';
import { defaultLivenessCalibration } from '../calibration.js';
import { livenessPolicies, type LivenessPolicy } from '../policy.js';
import { attemptRules, type AttemptRules, type AttemptWishes, type ClientRules } from './attempt-rules.js';
import { decideAttempt } from './decide-attempt.js';
import { decideBurst } from './decide-burst.js';
import { decideGestures } from './decide-gestures.js';
import { allowsNod, decideNod } from './decide-nod.js';
import { failedUnjudged, type MeasuredUpload } from './decision.js';

const calibrations = { match: defaultCalibration, liveness: defaultLivenessCalibration };

function rulesOf(livenessPolicy: LivenessPolicy, client: ClientRules = {}, wishes: AttemptWishes = {}): AttemptRules {
  return attemptRules({ livenessPolicy, gestureCount: 2, minimumMatchLevel: 3, maxAttempts: 3 }, client, wishes);
}

/** Of a solid head that moves before its background. */
const sceneMotion = {
  faceAgainstBackground: 0.05,
  planeResidual: 0.02,
  backgroundPoints: 40,
};

/** The template of a person. */
function templateOf(person: number): Float32Array {
  const template = new Float32Array(512);
  template[person] = 1;
  return template;
}
const reference = templateOf(0);

function burst(change: (index: number) => SyntheticHead = () => ({})): MeasuredUpload {
  const frames = Array.from({ length: 5 }, (_, index) => syntheticFrame(600 + 150 * index, { x: 2 * index, ...change(index) }));
  return { frames, replayedDigests: new Set(), receivedAtMs: 2_000, sceneMotion };
}

const bursts = {
  live: burst(),
  doubtful: burst(() => ({ spoofScore: 0.3 })),
  attack: burst(() => ({ spoofScore: 0.01 })),
};

describe('decideBurst', () => {
  it.each<[keyof typeof bursts, LivenessPolicy, string]>([
    ['live', 'passive', 'passed'],
    ['live', 'adaptive', 'passed'],
    ['live', 'active', 'challenged'],
    ['doubtful', 'passive', 'failed'],
    ['doubtful', 'adaptive', 'challenged'],
    ['doubtful', 'active', 'challenged'],
    ['attack', 'passive', 'failed'],
    ['attack', 'adaptive', 'failed'],
    ['attack', 'active', 'failed'],
  ])('a burst that is %s under %s: %s', (verdict, policy, outcome) => {
    expect(decideBurst(bursts[verdict], reference, rulesOf(policy), calibrations)).toMatchObject({ outcome, verdict });
  });

  it.each<[LivenessPolicy, string, string]>([
    ['passive', 'passed', 'live'],
    ['adaptive', 'challenged', 'doubtful'],
    ['active', 'challenged', 'doubtful'],
  ])('a live burst after a failed one in the same session, under %s: %s', (policy, outcome, verdict) => {
    const circumstances = { history: { session: { failed: 1, passed: 0 } } };
    const decision = decideBurst({ ...bursts.live, circumstances }, reference, { ...rulesOf(policy), gestureCount: 1 }, calibrations);
    expect(decision).toMatchObject({ outcome, verdict, findings: { sessionHistory: { outcome: 'doubtful', value: 1 } } });
    if (decision.outcome === 'challenged') expect(decision.challenge.count).toBe(2);
  });

  it.each<[LivenessPolicy, 'gestures' | 'refuse', string]>([
    ['passive', 'gestures', 'challenged'],
    ['adaptive', 'gestures', 'challenged'],
    ['passive', 'refuse', 'failed'],
    ['adaptive', 'refuse', 'failed'],
  ])('a live burst of a device with a risk, under %s, where the operator says %s: %s', (policy, rule, outcome) => {
    const circumstances = { device: { risk: { bot: true }, isAttested: false, rules: { bot: rule } }, insisted: ['device'] as const };
    const decision = decideBurst({ ...bursts.live, circumstances }, reference, rulesOf(policy), calibrations);
    expect(decision).toMatchObject({ outcome, ...(outcome === 'failed' && { reason: 'device' }) });
  });

  it('fails an attack whatever is known beside it, and finds the same of a live burst without circumstances as with good ones', () => {
    const circumstances = { history: { user: { failed: 0, passed: 3 } } };
    expect(decideBurst({ ...bursts.attack, circumstances }, reference, rulesOf('adaptive'), calibrations).outcome).toBe('failed');
    const [without, withGood] = [{}, { circumstances }].map((known) =>
      decideBurst({ ...bursts.live, ...known }, reference, rulesOf('adaptive'), calibrations),
    );
    const { userHistory, ...rest } = withGood?.findings ?? {};
    expect(userHistory?.outcome).toBe('pass');
    expect(rest).toEqual(without?.findings);
    expect(withGood?.outcome).toBe(without?.outcome);
  });

  it('compares the face only where liveness can still be shown, and never passes or challenges another one', () => {
    for (const policy of livenessPolicies) {
      const other = decideBurst(bursts.live, templateOf(7), rulesOf(policy), calibrations);
      expect(other).toMatchObject({ outcome: 'failed', code: 'FACE_NO_MATCH', reason: 'no_match', matchLevel: 1 });
      const attack = decideBurst(bursts.attack, templateOf(7), rulesOf(policy), calibrations);
      expect(attack).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', reason: 'spoofScore', matchLevel: null });
    }
  });

  it('matches all frames together, not the best one', () => {
    const blend = (share: number) => {
      const template = new Float32Array(512);
      template[0] = share;
      template[1] = Math.sqrt(1 - share ** 2);
      return template;
    };
    const mixed = burst();
    const frames = mixed.frames.map((frame, index) => ({
      ...frame,
      analysis: { ...frame.analysis, template: blend(index === 0 ? 0.05 : 0.8), faces: frame.analysis.faces },
    }));
    const decision = decideBurst(
      { ...mixed, frames },
      blend(0.8),
      { ...rulesOf('passive'), minimumMatchLevel: 5 },
      {
        ...calibrations,
        liveness: { ...defaultLivenessCalibration, burst: { ...defaultLivenessCalibration.burst, minIdentity: 0.01 } },
      },
    );
    expect(decision).toMatchObject({ outcome: 'passed', matchLevel: 5 });
  });

  it.each<[keyof typeof bursts, AttemptRules, number]>([
    ['live', rulesOf('active'), 2],
    ['live', { ...rulesOf('active'), gestureCount: 1 }, 1],
    ['doubtful', { ...rulesOf('active'), gestureCount: 1 }, 2],
    ['live', rulesOf('active', { excludedGesture: 'FACE_TURN' }), 3],
    ['live', rulesOf('active', {}, { excludedGesture: 'FACE_TURN' }), 2],
  ])('a burst that is %s asks for as many gestures as its rules say: case %#', (verdict, rules, count) => {
    expect(decideBurst(bursts[verdict], reference, rules, calibrations)).toMatchObject({ outcome: 'challenged', challenge: { count } });
  });

  it('tells the person of closed eyes only if nothing else was wrong', () => {
    const asleep = burst(() => ({ eyes: 0.001 }));
    expect(decideBurst(asleep, reference, rulesOf('adaptive'), calibrations)).toMatchObject({
      outcome: 'failed',
      reason: 'eyesOpen',
      eyesClosed: true,
    });
    const print = burst(() => ({ eyes: 0.001, spoofScore: 0.01 }));
    expect(decideBurst(print, reference, rulesOf('adaptive'), calibrations)).not.toHaveProperty('eyesClosed');
    const granted = rulesOf('adaptive', { allowClosedEyes: true }, { allowClosedEyes: true });
    expect(decideBurst(asleep, reference, granted, calibrations)).toMatchObject({ outcome: 'passed' });
  });

  it('fails a replayed frame, whoever it shows', () => {
    const replayed = { ...bursts.live, replayedDigests: new Set([bursts.live.frames[2]!.digest]) };
    expect(decideBurst(replayed, reference, rulesOf('passive'), calibrations)).toMatchObject({ outcome: 'failed', reason: 'freshFrames' });
  });

  it('doubts a burst whose scene was not measured', () => {
    const unmeasured = { ...bursts.live, sceneMotion: undefined };
    expect(decideBurst(unmeasured, reference, rulesOf('passive'), calibrations)).toMatchObject({ outcome: 'failed', reason: 'movement' });
    expect(decideBurst(unmeasured, reference, rulesOf('adaptive'), calibrations)).toMatchObject({
      outcome: 'challenged',
      verdict: 'doubtful',
    });
  });

  it('fails an upload without frames', () => {
    expect(decideBurst({ ...bursts.live, frames: [] }, reference, rulesOf('passive'), calibrations).outcome).toBe('failed');
  });
});

/** How each gesture looks at its height. */
const height: Partial<Record<Gesture, SyntheticHead>> = { TURN_LEFT: { yaw: 28 }, TILT_LEFT: { roll: 22 }, MOVE_CLOSER: { scale: 1.4 } };

function perform(gestures: readonly Gesture[], change: SyntheticHead = {}): MeasuredUpload & { challengedAtMs: number } {
  const heads: SyntheticHead[] = [{}, {}, {}];
  for (const gesture of gestures) {
    const { yaw = 0, roll = 0, scale = 1 } = height[gesture] ?? {};
    for (const share of [0.4, 0.8, 1, 1, 0.7, 0.3, 0]) heads.push({ yaw: share * yaw, roll: share * roll, scale: 1 + share * (scale - 1) });
  }
  const frames = heads.map((head, index) => syntheticFrame(2_300 + 250 * index, { x: index, ...head, ...change }));
  return { frames, replayedDigests: new Set(), receivedAtMs: 12_000, challengedAtMs: 2_000 };
}

describe('decideGestures', () => {
  const challenged = decideBurst(bursts.live, reference, rulesOf('active'), calibrations);
  if (challenged.outcome !== 'challenged') throw new Error('No challenge');
  const asked: Gesture[] = ['TURN_LEFT', 'TILT_LEFT'];
  const challenge = { gestures: asked, challengedAtMs: 2_000, neutral: challenged.neutral, matchLevel: challenged.matchLevel };

  it.each<[string, MeasuredUpload, object]>([
    ['the gestures asked for', perform(asked), { outcome: 'passed', method: 'gestures', matchLevel: 5 }],
    [
      'others',
      perform(['TILT_LEFT', 'TURN_LEFT']),
      { outcome: 'failed', reason: 'gestures', gestureFault: 'WRONG_GESTURE', matchLevel: 5 },
    ],
    ['a flat picture', perform(asked, { noseDepth: 0 }), { outcome: 'failed', code: 'FACE_LIVENESS_FAILED' }],
    ['another person', perform(asked, { person: 1 }), { outcome: 'failed', reason: 'identity' }],
  ])('%s', (_, upload, decision) => {
    expect(decideGestures(upload, challenge, calibrations)).toMatchObject(decision);
  });

  it('never passes a challenge of tilts and moves alone', () => {
    const flat: Gesture[] = ['TILT_LEFT', 'MOVE_CLOSER'];
    const decision = decideGestures(perform(flat), { ...challenge, gestures: flat }, calibrations);
    expect(decision).toMatchObject({ outcome: 'failed', reason: 'depth' });
  });
});

describe('decideAttempt', () => {
  const asked: Gesture[] = ['TURN_LEFT', 'MOVE_CLOSER'];

  it.each<[string, keyof typeof bursts, MeasuredUpload & { challengedAtMs: number }, Record<LivenessPolicy, boolean>]>([
    ['a person who does the gestures', 'live', perform(asked), { passive: true, adaptive: true, active: true }],
    ['a person in doubt who does the gestures', 'doubtful', perform(asked), { passive: false, adaptive: true, active: true }],
    ['a person who does nothing', 'live', perform([]), { passive: true, adaptive: true, active: false }],
    ['an attack that does the gestures', 'attack', perform(asked), { passive: false, adaptive: false, active: false }],
  ])('%s', (_, verdict, gestures, passed) => {
    const attempt = { burst: bursts[verdict], asked, gestures };
    const decided = livenessPolicies.map((policy) => [policy, decideAttempt(attempt, reference, rulesOf(policy), calibrations).passed]);
    expect(Object.fromEntries(decided)).toEqual(passed);
  });

  it('does not pass a challenge that was not answered', () => {
    const decision = decideAttempt({ burst: bursts.live, asked: [], gestures: null }, reference, rulesOf('active'), calibrations);
    expect(decision).toMatchObject({ passed: false, gestures: null });
  });
});

describe('decideNod', () => {
  const nod = (change: SyntheticHead = {}, both: SyntheticHead = {}): Omit<MeasuredUpload, 'receivedAtMs'> => ({
    frames: [syntheticFrame(0, both), syntheticFrame(1, { pitch: -14, ...both, ...change })],
    replayedDigests: new Set(),
  });

  it.each<[string, ReturnType<typeof nod>, LivenessPolicy, object]>([
    ['a head that nods', nod(), 'passive', { outcome: 'passed', method: 'nod', bestFrame: 0 }],
    ['a head that nods', nod(), 'adaptive', { outcome: 'passed', method: 'nod' }],
    ['a head that nods', nod(), 'active', { outcome: 'failed' }],
    ['a flat picture', nod({}, { noseDepth: 0 }), 'adaptive', { outcome: 'failed', reason: 'depth' }],
    ['a doubtful spoof score', nod({}, { spoofScore: 0.3 }), 'adaptive', { outcome: 'failed', reason: 'spoofScore' }],
    ['another person', nod({}, { person: 7 }), 'adaptive', { outcome: 'failed', code: 'FACE_NO_MATCH', matchLevel: 1 }],
  ])('%s, case %# ', (_, upload, policy, decision) => {
    expect(decideNod(upload, reference, rulesOf(policy), calibrations)).toMatchObject(decision);
  });

  it.each(['passive', 'adaptive'] as const)('passes under "%s" with a doubt about what is known beside it, which is recorded', (policy) => {
    const upload = { ...nod(), circumstances: { history: { user: { failed: 9, passed: 0 } } } };
    const passed = decideNod(upload, reference, rulesOf(policy), calibrations);
    expect(passed).toMatchObject({ outcome: 'passed', findings: { userHistory: { outcome: 'doubtful' } } });
  });

  it('fails with a doubt about what is known beside it where the operator insists on gestures', () => {
    const circumstances = { history: { user: { failed: 9, passed: 0 } }, insisted: ['userHistory'] as const };
    const failed = decideNod({ ...nod(), circumstances }, reference, rulesOf('adaptive'), calibrations);
    expect(failed).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', reason: 'userHistory' });
  });

  it('is not allowed where gestures are always asked for', () => {
    expect(livenessPolicies.map((policy) => allowsNod(rulesOf(policy)))).toEqual([true, true, false]);
  });
});

describe('failedUnjudged', () => {
  it.each([
    ['other_nonce', undefined],
    ['unreadable_frame', undefined],
    ['too_many_frames', undefined],
    ['gestures_late', 'TOO_LATE'],
  ] as const)('%s tells the person %s', (reason, gestureFault) => {
    expect(failedUnjudged(reason)).toEqual({
      outcome: 'failed',
      code: 'FACE_LIVENESS_FAILED',
      reason,
      matchLevel: null,
      findings: {},
      ...(gestureFault && { gestureFault }),
    });
  });
});
