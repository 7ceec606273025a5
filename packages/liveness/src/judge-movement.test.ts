import type { SceneMotion } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { syntheticFrame } from '../test/synthetic-frame.js';
import { defaultLivenessCalibration } from './calibration.js';
import { judgeMovement } from './judge-movement.js';
import { hasOneFace, type OneFaceFrame } from './timed-frame.js';

const { burst } = defaultLivenessCalibration;
const { minMovement, minPlaneResidual } = burst;

/** A solid head that moves before its background. */
const solid: SceneMotion = {
  faceAgainstBackground: 2 * minMovement,
  planeResidual: 2 * minPlaneResidual,
  backgroundPoints: 40,
};

function frames(shiftOfLast = 2): OneFaceFrame[] {
  return [0, 1, 2, 3, 4].map((index) => syntheticFrame(600 + 150 * index, { x: index === 4 ? shiftOfLast : 0 })).filter(hasOneFace);
}

describe('judgeMovement', () => {
  it.each<[string, SceneMotion | undefined, 'pass' | 'doubtful']>([
    ['a head that moves before its background', solid, 'pass'],
    ['a head that moves just enough', { ...solid, faceAgainstBackground: minMovement, planeResidual: minPlaneResidual }, 'pass'],
    ['a head that keeps still', { ...solid, faceAgainstBackground: 0.9 * minMovement }, 'doubtful'],
    ['a flat picture that is tilted', { ...solid, planeResidual: 0.9 * minPlaneResidual }, 'doubtful'],
    ['a flat picture that is panned', { ...solid, faceAgainstBackground: 0.001, planeResidual: 0.001 }, 'doubtful'],
    ['a face with no background to see', { ...solid, faceAgainstBackground: null, planeResidual: null }, 'doubtful'],
    ['a scene of which one figure is missing', { ...solid, planeResidual: null }, 'doubtful'],
    ['figures that are no numbers', { ...solid, faceAgainstBackground: NaN, planeResidual: NaN }, 'doubtful'],
    ['a scene that nobody measured', undefined, 'doubtful'],
  ])('of %s', (_name, motion, outcome) => {
    expect(judgeMovement(frames(), motion, burst).outcome).toBe(outcome);
  });

  it('doubts a jump between frames, which may be a cut, however the scene moves', () => {
    expect(judgeMovement(frames(1.2 * burst.maxMovement * 77), solid, burst).outcome).toBe('doubtful');
  });

  it('names the figure that decided, and its threshold', () => {
    expect(judgeMovement(frames(), { ...solid, faceAgainstBackground: 0.001 }, burst)).toEqual({
      outcome: 'doubtful',
      value: 0.001,
      threshold: minMovement,
    });
    expect(judgeMovement(frames(), { ...solid, planeResidual: 0.002 }, burst)).toMatchObject({ value: 0.002, threshold: minPlaneResidual });
  });
});
