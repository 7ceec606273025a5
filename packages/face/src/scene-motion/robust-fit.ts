import { applyAffine, fitSimilarity, type Affine, type Point } from '../geometry.js';
import { applyHomography, fitHomography } from './homography.js';

/** A point in one picture, and where it is in another. */
export interface Match {
  readonly from: Point;
  readonly to: Point;
}

/** Where a motion of the whole picture takes a point. */
export type Motion = (point: Point) => Point;

/** Samples of two points that are tried: with half the points in another motion, one of them is clean with near certainty. */
const SAMPLES = 24;
/** Most matches that a sample is tried on. */
const TRIED = 60;
/** Passes in which the points that fit best are fitted again. */
const REFINEMENTS = 3;
/** Part of the points that a motion must explain: the others may move as they like. */
const MAJORITY = 0.6;

/** The similarity that most of the matches follow (least quantile of errors, then refined). Null for fewer than two. The same matches give the same one. */
export function fitRobustSimilarity(matches: readonly Match[]): Affine | null {
  if (matches.length < 2) return null;
  const stride = Math.ceil(matches.length / TRIED);
  const tried = matches.filter((_, index) => index % stride === 0);
  const next = seededIndices(matches.length);
  let best: Affine | null = null;
  let least = Infinity;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [one, other] = [matches[next()] as Match, matches[next()] as Match];
    if (Math.hypot(one.from.x - other.from.x, one.from.y - other.from.y) < 1e-6) continue;
    const map = similarityOf([one, other]);
    const error = percentile(errorsOf(tried, motionOf(map)), MAJORITY);
    if (error < least) {
      least = error;
      best = map;
    }
  }
  return best && refine(matches, best, motionOf, similarityOf);
}

/** The homography that most of the matches follow, refined from `start`. `start` itself where the matches leave it open. */
export function fitRobustHomography(matches: readonly Match[], start: Affine): Motion {
  if (matches.length < MIN_FOR_HOMOGRAPHY) return motionOf(start);
  return refine(matches, motionOf(start), (motion) => motion, homographyOf);
}

const MIN_FOR_HOMOGRAPHY = 8;

/** A similarity as a motion. */
export function motionOf(map: Affine): Motion {
  return (point) => applyAffine(map, point);
}

/** Distances between where a motion puts points and where they are. */
export function errorsOf(matches: readonly Match[], motion: Motion): Float64Array {
  const errors = new Float64Array(matches.length);
  matches.forEach(({ from, to }, index) => {
    const { x, y } = motion(from);
    errors[index] = Math.hypot(x - to.x, y - to.y);
  });
  return errors;
}

/** The value below which `share` of the values lie. */
export function percentile(values: Float64Array, share: number): number {
  if (sorting.length < values.length) sorting = new Float64Array(2 * values.length);
  const sorted = sorting.subarray(0, values.length);
  sorted.set(values);
  sorted.sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

/** What {@link percentile} sorts in: it is asked for hundreds of times a burst. */
let sorting = new Float64Array(0);

/** Fits again and again to what fits best, and keeps the best of it. */
function refine<Map>(
  matches: readonly Match[],
  start: Map,
  motionOf: (map: Map) => Motion,
  fit: (matches: readonly Match[]) => Map | null,
): Map {
  let best = start;
  let map = start;
  let errors = errorsOf(matches, motionOf(map));
  let majority = percentile(errors, MAJORITY);
  let least = majority;
  for (let pass = 0; pass < REFINEMENTS; pass++) {
    // Twice the majority's error: what lies beyond moves otherwise.
    const limit = Math.max(2 * majority, 1e-9);
    const fitted = fit(matches.filter((_, index) => (errors[index] as number) <= limit));
    if (fitted === null) break;
    map = fitted;
    errors = errorsOf(matches, motionOf(map));
    majority = percentile(errors, MAJORITY);
    if (majority < least) {
      least = majority;
      best = map;
    }
  }
  return best;
}

function similarityOf(matches: readonly Match[]): Affine {
  return fitSimilarity(
    matches.map(({ from }) => from),
    matches.map(({ to }) => to),
  );
}

function homographyOf(matches: readonly Match[]): Motion | null {
  const map = fitHomography(
    matches.map(({ from }) => from),
    matches.map(({ to }) => to),
  );
  return map && ((point) => applyHomography(map, point));
}

/** Pseudo-random places in a list of `length`, always the same ones (Park and Miller 1988). */
function seededIndices(length: number): () => number {
  let state = 20_011;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % length;
  };
}
