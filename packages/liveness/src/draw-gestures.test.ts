import { gestureTable, gesturePairs, type GesturePair } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { challengeOf, drawGestures, gestureCounts, gestureSequences, MIN_SEQUENCES, type GestureCount } from './draw-gestures.js';

const sequencesOf = (count: GestureCount, excluded: readonly GesturePair[]) => {
  const challenge = challengeOf(count, excluded);
  return challenge && gestureSequences(challenge);
};

describe('A challenge', () => {
  it.each<[GestureCount, GesturePair[], number, number]>([
    [1, [], 1, 2],
    [2, [], 2, 18],
    [3, [], 3, 114],
    [1, ['FACE_TILT'], 3, 34],
    [2, ['FACE_TILT'], 3, 34],
    [2, ['FACE_MOVE'], 3, 34],
    [3, ['FACE_MOVE'], 3, 34],
    [1, ['FACE_TURN'], 3, 44],
    [2, ['FACE_TURN'], 3, 44],
    [3, ['FACE_TURN'], 3, 44],
  ])('of %i gestures without %j asks for %i gestures out of %i sequences', (count, excluded, asked, sequences) => {
    const drawn = sequencesOf(count, excluded) ?? [];
    expect(drawn).toHaveLength(sequences);
    expect(new Set(drawn.map((sequence) => sequence.length))).toEqual(new Set([asked]));
  });

  it.each([['FACE_TURN', 'FACE_TILT'] as const, ['FACE_TURN', 'FACE_MOVE'] as const, ['FACE_TILT', 'FACE_MOVE'] as const])(
    'cannot be drawn without %s and %s: too few sequences are left',
    (...excluded) => {
      for (const count of gestureCounts) expect(challengeOf(count, excluded)).toBeNull();
    },
  );

  it('holds in each of its sequences a gesture that a plane cannot do, none twice in a row, and none that is excluded', () => {
    for (const count of gestureCounts) {
      for (const excluded of [[], ...gesturePairs.map((pair) => [pair])]) {
        for (const sequence of sequencesOf(count, excluded) ?? []) {
          expect(sequence.some((gesture) => gestureTable[gesture].showsDepth)).toBe(true);
          expect(sequence.every((gesture, index) => gesture !== sequence[index - 1])).toBe(true);
          expect(sequence.some((gesture) => excluded.some((pair) => gestureTable[gesture].pair === pair))).toBe(false);
        }
      }
    }
  });

  it('is never easier to guess for an exclusion', () => {
    for (const pair of gesturePairs) {
      for (const count of gestureCounts) expect(sequencesOf(count, [pair])?.length).toBeGreaterThanOrEqual(MIN_SEQUENCES);
    }
  });

  it('asks for a nod only where turns are excluded: older clients do not know it', () => {
    for (const excluded of [[], ['FACE_TILT'], ['FACE_MOVE']] as const) expect(sequencesOf(2, excluded)?.flat()).not.toContain('NOD');
    for (const sequence of sequencesOf(2, ['FACE_TURN']) ?? []) expect(sequence).toContain('NOD');
  });

  it('takes its chance from the source handed in, over all sequences', () => {
    const asked: number[] = [];
    const random = (n: number) => {
      asked.push(n);
      return n - 1;
    };
    const challenge = challengeOf(2, [])!;
    expect(drawGestures(challenge, random)).toEqual(gestureSequences(challenge).at(-1));
    expect(asked).toEqual([18]);
  });
});
