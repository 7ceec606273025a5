import { mirroredPlacement, type FacePlacement } from '@face-session/face';
import type { ReplayThresholds } from './calibration.js';
import { burstPlan } from './frame-plan.js';
import type { TimedFrame } from './timed-frame.js';

/**
 * How a head moved and what its face did in the frames of a burst, in the order of the frames: what a burst is known again by, in other pixels too. A living person moves
 * otherwise each time, as finely as this is measured. No face can be seen in it.
 */
export type BurstPrint = readonly FacePlacement[];

/** The print of a burst; undefined unless it has all its frames, each with a face. */
export function burstPrintOf(frames: readonly TimedFrame[]): BurstPrint | undefined {
  const print = frames.flatMap(({ analysis }) => analysis.placement ?? []);
  return print.length === burstPlan.count ? print : undefined;
}

/** The print of the same burst in a mirror. */
export function mirroredPrint(print: BurstPrint): BurstPrint {
  return print.map(mirroredPlacement);
}

/** Numbers of a placement beside its shape. */
const PLACE = 4;

/** A print as bytes, for the store. */
export function packPrint(print: BurstPrint): Uint8Array {
  const numbers = print.flatMap(({ x, y, size, roll, shape }) => [x, y, size, roll, ...shape]);
  return new Uint8Array(Float32Array.from([print.length, ...numbers]).buffer);
}

/** The print that {@link packPrint} wrote. */
export function unpackPrint(bytes: Uint8Array): BurstPrint {
  const [count = 0, ...numbers] = new Float32Array(Uint8Array.from(bytes).buffer);
  const length = numbers.length / count;
  return Array.from({ length: count }, (_, index) => {
    const [x = 0, y = 0, size = 1, roll = 0] = numbers.slice(index * length, index * length + PLACE);
    return { x, y, size, roll, shape: numbers.slice(index * length + PLACE, (index + 1) * length) };
  });
}

/** Whether a print says enough: a burst whose head moved less could be anybody's who sat as still. */
export function isTelling(print: BurstPrint, { minMoved }: Pick<ReplayThresholds, 'minMoved'>): boolean {
  return print.some((one) => print.some((other) => Math.hypot(other.x - one.x, other.y - one.y) >= minMoved * one.size));
}

/** Of a burst that is like none before. */
const UNLIKE = 100;

/** Frames of a burst that may be measured wrongly: a blurred one, or one in which the face was cut. */
const FRAMES_LEFT_OUT = 1;

/**
 * How much a burst differs from the most alike of earlier ones in how the head moved and in what the face did, as it is, in the mirror and backwards: the root mean square over all numbers of
 * the frames but the one that differs most, each in what other pixels change of it. About 0.3 for a copy, and at most {@link UNLIKE}, which it is from none.
 */
export function printDifference(print: BurstPrint, earlier: readonly BurstPrint[], thresholds: ReplayThresholds): number {
  const ways = [print, mirroredPrint(print)].flatMap((way) => [way, [...way].reverse()]).map((way) => numbersOf(way, thresholds));
  return Math.min(
    UNLIKE,
    ...earlier.flatMap((other) => {
      const theirs = numbersOf(other, thresholds);
      return ways.map((ours) => differenceOf(ours, theirs));
    }),
  );
}

/** All numbers of each frame against the mean of the burst, so that cutting, scaling and turning change none. */
function numbersOf(print: BurstPrint, { shift, nearer, roll, shape }: ReplayThresholds): number[][] {
  const mean = (of: (placement: FacePlacement) => number): number =>
    print.reduce((sum, placement) => sum + of(placement), 0) / print.length;
  const [x, y] = [mean((placement) => placement.x), mean((placement) => placement.y)];
  const [logSize, angle] = [mean((placement) => Math.log(placement.size)), mean((placement) => placement.roll)];
  const [cos, sin] = [Math.cos(angle) / Math.exp(logSize), Math.sin(angle) / Math.exp(logSize)];
  return print.map((placement) => [
    (cos * (placement.x - x) + sin * (placement.y - y)) / shift,
    (cos * (placement.y - y) - sin * (placement.x - x)) / shift,
    (Math.log(placement.size) - logSize) / nearer,
    (placement.roll - angle) / roll,
    ...placement.shape.map((value) => value / shape),
  ]);
}

function differenceOf(ours: readonly number[][], theirs: readonly number[][]): number {
  const squares = ours
    .map((frame, place) => frame.reduce((sum, value, index) => sum + (value - (theirs[place]?.[index] ?? Infinity)) ** 2, 0) / frame.length)
    .toSorted((least, most) => least - most)
    .slice(0, ours.length - FRAMES_LEFT_OUT);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
