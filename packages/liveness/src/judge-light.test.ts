import { describe, expect, it } from 'vitest';
import { litFrames, type SyntheticAnswer } from '../test/lit-frames.js';
import { defaultLivenessCalibration } from './calibration.js';
import { drawLight } from './draw-light.js';
import { judgeLight } from './judge-light.js';

const drawn = (seed: number) => drawLight((n) => (seed = (seed * 7 + 3) % 1_009) % n);
const steps = drawn(1);
const judged = (answer: SyntheticAnswer, shown = steps) => judgeLight(litFrames(shown, answer), shown, defaultLivenessCalibration.light);

/** Answer of a face that is nearly flat. */
const slightRelief = (name: string): number => ({ noseTip: 1.3, leftCheek: 0.75, chin: 0.75, leftSide: 0.75, rightJaw: 0.75 })[name] ?? 1;

describe('judgeLight', () => {
  it.each<[string, SyntheticAnswer, string]>([
    ['a head under the light that was drawn', {}, 'seen'],
    ['a head in a dark room', { ratio: 2 }, 'seen'],
    ['a head whose camera is slow', { lagMs: 360 }, 'seen'],
    ['a head in a bright room, where noise is as large as the answer', { ratio: 0.01, noise: 0.01 }, 'abstained'],
    ['a recording without light', { ratio: 0 }, 'abstained'],
    ['a recording under other light', { under: drawn(5) }, 'attack'],
    ['a tint of the whole picture', { part: () => 1, background: 1 }, 'attack'],
    ['a tint of the person', { part: () => 1, background: 0 }, 'abstained'],
    ['a slight relief', { part: slightRelief, background: 0 }, 'seen'],
    ['the same where noise may have made it', { part: slightRelief, background: 0, ratio: 0.1, noise: 0.02 }, 'abstained'],
    ['a head whose pictures are as noisy', { ratio: 0.1, noise: 0.01 }, 'seen'],
    ['light that comes before it is shown', { lagMs: -600 }, 'attack'],
    ['a face that leaves no background', { background: null }, 'abstained'],
    [
      'a mask that answers at its edge more than in its middle',
      { part: (name) => (/Side|Jaw/.test(name) ? 3 : name === 'chin' ? 0.5 : 1) },
      'attack',
    ],
  ])('%s: %j', (_, answer, verdict) => {
    expect(judged(answer).verdict).toBe(verdict);
  });

  it('neither sees nor refuses colours of which noise is as good a reason', () => {
    const noisy = judged({ ratio: 0.04, noise: 0.012 });
    expect(noisy).toMatchObject({ verdict: 'abstained', evidence: { lightSignal: { outcome: 'doubtful' } } });
  });

  it('finds the lag within a step', () => {
    for (const lagMs of [40, 120, 200, 320]) expect(Math.abs(judged({ lagMs }).lagMs - lagMs)).toBeLessThanOrEqual(40);
  });

  it('abstains from too few frames, and says so', () => {
    const few = judgeLight(litFrames(steps).slice(0, 5), steps, defaultLivenessCalibration.light);
    expect(few).toMatchObject({ verdict: 'abstained', evidence: { lightSignal: { outcome: 'doubtful' } } });
  });

  it('takes a sequence for another one in no more than 1 of 100 pairs', () => {
    const sequences = Array.from({ length: 25 }, (_, seed) => drawn(11 + 17 * seed));
    const pairs = sequences.flatMap((shown, index) => sequences.slice(index + 1).map((under) => judged({ under }, shown).verdict));
    expect(pairs.filter((verdict) => verdict === 'seen').length).toBeLessThanOrEqual(pairs.length / 100);
  });
});
