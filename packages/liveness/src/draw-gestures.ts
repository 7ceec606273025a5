import { gestureTable, gestures, type Gesture, type GesturePair } from '@face-session/protocol';

/** How many gestures one challenge can ask for. */
export const gestureCounts = [1, 2, 3] as const;
export type GestureCount = (typeof gestureCounts)[number];

/**
 * Fewest sequences that a challenge with excluded gestures is drawn from: those of two gestures without an exclusion. An exclusion never makes a challenge
 * easier to guess.
 */
export const MIN_SEQUENCES = 18;

/** What a challenge is drawn from. */
export interface ChallengeRequirement {
  readonly count: GestureCount;
  readonly allowed: readonly Gesture[];
}

/**
 * What to draw a challenge from: at least `count` gestures, and as many more as {@link MIN_SEQUENCES} takes where pairs are excluded. A nod takes the place of
 * excluded turns, and is not drawn otherwise. Null if the exclusions leave too few sequences.
 */
export function challengeOf(count: GestureCount, excluded: readonly GesturePair[]): ChallengeRequirement | null {
  const allowed = gestures.filter((gesture) => {
    const { pair } = gestureTable[gesture];
    return pair === null ? excluded.includes('FACE_TURN') : !excluded.includes(pair);
  });
  if (excluded.length === 0) return { count, allowed };
  const enough = gestureCounts.find(
    (candidate) => candidate >= count && gestureSequences({ count: candidate, allowed }).length >= MIN_SEQUENCES,
  );
  return enough === undefined ? null : { count: enough, allowed };
}

/**
 * Draws the gestures of one attempt, each sequence of {@link gestureSequences} as likely as any other.
 * @param random uniform whole number from 0 to n - 1, from a cryptographic source
 */
export function drawGestures(requirement: ChallengeRequirement, random: (n: number) => number): Gesture[] {
  const sequences = gestureSequences(requirement);
  return [...(sequences[random(sequences.length)] ?? [])];
}

/**
 * All sequences that {@link drawGestures} can draw:
 * - no gesture directly after itself, because the end of the first one could not be found;
 * - at least one gesture that a flat picture cannot do: a turn or a nod.
 *
 * Without exclusions: 2 of one gesture, 18 of two, 114 of three.
 */
export function gestureSequences({ count, allowed }: ChallengeRequirement): Gesture[][] {
  let sequences: Gesture[][] = [[]];
  for (let place = 0; place < count; place++) {
    sequences = sequences.flatMap((sequence) =>
      allowed.filter((gesture) => gesture !== sequence.at(-1)).map((gesture) => [...sequence, gesture]),
    );
  }
  return sequences.filter((sequence) => sequence.some((gesture) => gestureTable[gesture].showsDepth));
}
