import { describe, expect, it } from 'vitest';
import { defaultCalibration } from '@face-session/face';
import type { LightChallenge } from '@face-session/protocol';
import { headAnswer, litFrames, type SyntheticAnswer } from '../../test/lit-frames.js';
import { syntheticFrame } from '../../test/synthetic-frame.js';
import { defaultLivenessCalibration } from '../calibration.js';
import { drawLight, lightMs } from '../draw-light.js';
import type { LivenessPolicy } from '../policy.js';
import { attemptRules } from './attempt-rules.js';
import { decideBurst } from './decide-burst.js';
import { decideLight, declinedLight, type PutLight } from './decide-light.js';
import type { MeasuredUpload } from './decision.js';

const calibrations = { match: defaultCalibration, liveness: defaultLivenessCalibration };
const reference = Float32Array.from({ length: 512 }, (_, place) => (place === 0 ? 1 : 0));
const steps = drawLight((n) => n - 1);

const burst: MeasuredUpload = {
  frames: Array.from({ length: 5 }, (_, index) => syntheticFrame(600 + 150 * index, { x: 2 * index })),
  replayedDigests: new Set(),
  receivedAtMs: 2_000,
  sceneMotion: { faceAgainstBackground: 0.05, planeResidual: 0.02, backgroundPoints: 40 },
};
const doubtful: MeasuredUpload = {
  ...burst,
  frames: burst.frames.map((frame) => ({ ...frame, analysis: { ...frame.analysis, spoofScore: 0.3 } })),
};

function after(upload: MeasuredUpload, lightChallenge: LightChallenge, livenessPolicy: LivenessPolicy = 'adaptive', showsLight = true) {
  const service = { livenessPolicy, gestureCount: 1, minimumMatchLevel: 3, maxAttempts: 3, lightChallenge } as const;
  return decideBurst(upload, reference, attemptRules(service, {}, showsLight ? { showsLight } : {}), calibrations);
}

/** A challenge after a burst. */
function put(lightChallenge: LightChallenge, upload = burst, policy: LivenessPolicy = 'adaptive'): PutLight {
  const decision = after(upload, lightChallenge, policy);
  if (decision.outcome !== 'light') throw new Error(`Not light: ${decision.outcome}`);
  return { ...decision, steps, challengedAtMs: 2_500 };
}

const STARTED_MS = 6_000;

/** Frames of a thing that answers a screen. */
function lit(answer: SyntheticAnswer = {}, change: Partial<MeasuredUpload> = {}, person = 0): MeasuredUpload {
  const frames = litFrames(steps, answer).map(({ atMs, light }, index) => {
    const frame = syntheticFrame(STARTED_MS + atMs, { x: index, person });
    return { ...frame, analysis: { ...frame.analysis, light } };
  });
  return { frames, replayedDigests: new Set(), receivedAtMs: STARTED_MS + lightMs(steps) + 500, ...change };
}

describe('A burst is followed', () => {
  it.each<[string, MeasuredUpload, LightChallenge, LivenessPolicy, boolean, object]>([
    ['by nothing', burst, 'off', 'adaptive', true, { outcome: 'passed' }],
    ['by light and nothing else', burst, 'offer', 'adaptive', true, { outcome: 'light', then: null, instead: null }],
    ['by light, or else by two gestures', burst, 'require', 'adaptive', true, { outcome: 'light', then: null, instead: { count: 2 } }],
    ['by nothing if the capture shows no light', burst, 'offer', 'adaptive', false, { outcome: 'passed' }],
    [
      'by two gestures if the capture shows no light',
      burst,
      'require',
      'adaptive',
      false,
      { outcome: 'challenged', challenge: { count: 2 } },
    ],
    ['by light and then gestures', burst, 'offer', 'active', true, { outcome: 'light', then: { count: 1 }, instead: { count: 1 } }],
    ['by light and then gestures after a doubt', doubtful, 'require', 'adaptive', true, { outcome: 'light', then: { count: 2 } }],
    ['by nothing: it failed', doubtful, 'require', 'passive', true, { outcome: 'failed' }],
  ])('%s', (_, upload, challenge, policy, showsLight, outcome) => {
    expect(after(upload, challenge, policy, showsLight)).toMatchObject(outcome);
  });
});

describe('decideLight', () => {
  it.each<[string, PutLight, MeasuredUpload, object]>([
    ['passes light that was seen', put('require'), lit(), { outcome: 'passed', findings: { lightShading: { outcome: 'pass' } } }],
    ['asks for gestures that the policy wants', put('offer', burst, 'active'), lit(), { outcome: 'challenged', challenge: { count: 1 } }],
    [
      'asks for two after it abstained',
      put('require'),
      lit({ ratio: 0 }),
      { outcome: 'challenged', challenge: { count: 2 }, verdict: 'doubtful' },
    ],
    ['changes nothing after it abstained', put('offer'), lit({ ratio: 0 }), { outcome: 'passed' }],
    ['fails a tint', put('offer'), lit({ part: () => 1, background: 1 }), { outcome: 'failed', reason: 'lightBackground' }],
    ['fails another person', put('offer'), lit({}, {}, 7), { outcome: 'failed', reason: 'identity' }],
    ['fails frames from before', put('offer'), { ...lit(), receivedAtMs: 3_000 }, { outcome: 'failed', reason: 'time' }],
    [
      'fails frames that were sent before',
      put('offer'),
      { ...lit(), replayedDigests: new Set([lit().frames[3]!.digest]) },
      { outcome: 'failed', reason: 'freshFrames' },
    ],
    ['abstains from no frames', put('require'), lit({ part: (name) => headAnswer[name] ?? 1, ratio: 0.001 }), { outcome: 'challenged' }],
  ])('%s', (_, challenge, upload, outcome) => {
    expect(decideLight(upload, STARTED_MS, challenge, calibrations)).toMatchObject(outcome);
  });

  it('fails colours that were shown before they were drawn', () => {
    expect(decideLight(lit(), 400, put('offer'), calibrations)).toMatchObject({ outcome: 'failed', reason: 'shown' });
  });
});

describe('Light that is not shown', () => {
  it('is followed by gestures where it is required, and by nothing where it is offered', () => {
    expect(declinedLight(put('require'))).toMatchObject({ outcome: 'challenged', challenge: { count: 2 } });
    expect(declinedLight(put('offer'))).toMatchObject({ outcome: 'passed', method: 'burst' });
    expect(declinedLight(put('offer', burst, 'active'))).toMatchObject({ outcome: 'challenged', challenge: { count: 1 } });
  });
});
