import { gestures, livenessGestureOf } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { drawGestures, gestureSequences } from './draw-gestures.js';

describe('drawGestures', () => {
  it('can draw each of the six when one is wanted', () => {
    expect(gestureSequences(1).flat()).toEqual([...gestures]);
  });

  it('draws from 18 sequences of two and 114 of three, none with a gesture after itself, each with a turn', () => {
    expect(gestureSequences(2)).toHaveLength(18);
    expect(gestureSequences(3)).toHaveLength(114);
    for (const sequence of [...gestureSequences(2), ...gestureSequences(3)]) {
      expect(sequence.every((gesture, index) => gesture !== sequence[index - 1])).toBe(true);
      expect(sequence.some((gesture) => livenessGestureOf[gesture] === 'FACE_TURN')).toBe(true);
    }
  });

  it('never draws from the excluded pair', () => {
    for (const excluded of ['FACE_MOVE', 'FACE_TILT', 'FACE_TURN'] as const) {
      for (const count of [1, 2, 3] as const) {
        const sequences = gestureSequences(count, excluded);
        expect(sequences.length).toBeGreaterThan(0);
        expect(sequences.flat().some((gesture) => livenessGestureOf[gesture] === excluded)).toBe(false);
      }
    }
  });

  it('takes its chance from the source handed in, over all sequences', () => {
    const asked: number[] = [];
    const random = (n: number) => {
      asked.push(n);
      return n - 1;
    };
    expect(drawGestures({ count: 2, random })).toEqual(gestureSequences(2).at(-1));
    expect(asked).toEqual([18]);
  });
});
