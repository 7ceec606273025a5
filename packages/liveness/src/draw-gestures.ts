import { gestures, livenessGestureOf, type Gesture, type LivenessGesture } from '@face-session/protocol';

/** How many gestures one challenge asks for. */
export const gestureCounts = [1, 2, 3] as const;
export type GestureCount = (typeof gestureCounts)[number];

export interface DrawOptions {
  readonly count: GestureCount;
  /** The pair that the integrator excluded. */
  readonly excluded?: LivenessGesture | undefined;
  /** Uniform whole number from 0 to n - 1, from a cryptographic source. */
  readonly random: (n: number) => number;
}

/**
 * Draws the gestures of one attempt, uniformly from all sequences that a person can follow and a judge can tell apart:
 * - no gesture directly after itself, since nobody could say where the first one ended;
 * - in a sequence of two or three at least one turn, unless turns are excluded: of the six only a turn shows that the head is not flat.
 *
 * One gesture: 1 of 6. Two: 1 of 18 (30 pairs of different gestures, 12 without a turn left out). Three: 1 of 114.
 */
export function drawGestures({ count, excluded, random }: DrawOptions): Gesture[] {
  const sequences = gestureSequences(count, excluded);
  return [...(sequences[random(sequences.length)] ?? [])];
}

/** All sequences that {@link drawGestures} may draw. */
export function gestureSequences(count: GestureCount, excluded?: LivenessGesture): Gesture[][] {
  const allowed = gestures.filter((gesture) => livenessGestureOf[gesture] !== excluded);
  let sequences: Gesture[][] = [[]];
  for (let place = 0; place < count; place++) {
    sequences = sequences.flatMap((sequence) =>
      allowed.filter((gesture) => gesture !== sequence.at(-1)).map((gesture) => [...sequence, gesture]),
    );
  }
  if (count === 1 || excluded === 'FACE_TURN') return sequences;
  return sequences.filter((sequence) => sequence.some((gesture) => livenessGestureOf[gesture] === 'FACE_TURN'));
}
