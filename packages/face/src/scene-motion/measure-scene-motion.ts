import { applyAffine, invertAffine, type Affine, type Point } from '../geometry.js';
import { landmark, type Landmarks } from '../landmarks.js';
import { findCorners } from './corner-points.js';
import type { GreyPicture } from './grey-picture.js';
import { repeatedBlocksOf } from './repeated-blocks.js';
import { planes } from './planes.js';
import { buildPyramid, type Level, type Pyramid } from './pyramid.js';
import { errorsOf, fitRobustHomography, fitRobustSimilarity, motionOf, percentile, type Match, type Motion } from './robust-fit.js';
import { facePlaceOf, regionOf, type FacePlace, type Region } from './scene-regions.js';
import { trackPoints, type TrackedPoint } from './track-points.js';
import { warpScene } from './warp-scene.js';

/**
 * How the scene of a burst moves. Every figure is in parts of the face's height (eyes to mouth) in the first frame, and the largest over the first frame against each
 * of the others that was measured; null where no pair could be.
 */
export interface SceneMotion {
  /**
   * How far the face is from where the similarity of the background puts it, on average over the landmarks: the smaller of what the landmarks and the points
   * tracked in the face say. Null when too little of the background can be tracked, or when it does not move as one.
   */
  readonly faceAgainstBackground: number | null;
  /**
   * What one homography of the whole picture leaves: the median error at the points of the face or at those of the background, whichever is larger. A flat
   * picture leaves noise, however it is held. Null as `faceAgainstBackground`.
   */
  readonly planeResidual: number | null;
  /** Tracked points of the background, in the pair with the fewest. */
  readonly backgroundPoints: number;
  /** Share of the scene that stands still to the last bit from one frame to the next, see {@link repeatedBlocksOf}; absent in records made before it was measured. */
  readonly repeatedBlocks?: number;
}

/** Figures that are enough: once both are reached, no other pair can change what they are compared for. */
export type EnoughMotion = Readonly<Record<'faceAgainstBackground' | 'planeResidual', number>>;

/** What is known of a scene from fewer frames. */
export interface KnownMotion {
  /** How many of the frames were measured, from the first on. */
  readonly frames: number;
  readonly motion: SceneMotion;
}

/** A frame as {@link measureSceneMotion} needs it. */
export interface SceneFrame {
  /** The small grey copy, see {@link sceneOf}. */
  readonly scene: GreyPicture;
  /** Of the one face, in pixels of the frame. */
  readonly landmarks: Landmarks;
}

/** Levels for large motions of the whole picture, and for what remains: a window of the coarsest spans a quarter of the picture. */
const WHOLE_LEVELS = 4;
const REST_LEVELS = 3;
/** Points that the motion of the whole picture is found from. */
const WHOLE_POINTS = 60;
/** Fewest points that a motion of background, face or whole picture is fitted to. */
const MIN_BACKGROUND_POINTS = 8;
const MIN_FACE_POINTS = 6;
const MIN_WHOLE_POINTS = 12;
/** Largest error that the background's similarity may leave at most of its points, in heights of the face: above, tracks are lost or the background moves by itself. */
const MAX_BACKGROUND_ERROR = 0.02;

/** The motion of a picture that stands still. */
const STILL: Affine = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

const UNMEASURED: SceneMotion = {
  faceAgainstBackground: null,
  planeResidual: null,
  backgroundPoints: 0,
};

/**
 * Measures how the scene of several frames of one size moves: corner points of the first are tracked into each of the others. The same frames give the same figures.
 * All null for fewer than two frames, or for frames of different sizes.
 * @param enough ends the measurement at the pair, from the last frame backwards, with which both figures are reached; without it all pairs are measured
 * @param known of the first of these frames, measured with the same `enough`: they are not compared again
 */
export function measureSceneMotion(frames: readonly SceneFrame[], enough?: EnoughMotion, known?: KnownMotion): SceneMotion {
  const [first, ...others] = frames;
  const sameSize = frames.every(({ scene: { width, height } }) => width === first?.scene.width && height === first.scene.height);
  if (first === undefined || others.length === 0 || !sameSize) return UNMEASURED;
  const repeatedBlocks = repeatedBlocksOf(frames.map(({ scene }) => scene));
  if (known && isEnough(known.motion, enough)) return { ...known.motion, repeatedBlocks };
  return { ...planes.within(() => measurePairs(originOf(first), others, enough, known)), repeatedBlocks };
}

function measurePairs(
  origin: Origin,
  others: readonly SceneFrame[],
  enough: EnoughMotion | undefined,
  known: KnownMotion = { frames: 1, motion: UNMEASURED },
): SceneMotion {
  let whole = STILL;
  const moves = others.map((frame) => {
    // From frame to frame the picture moves little further, so the search begins where the last one ended.
    const guess = whole;
    whole = planes.within(() => findWholeMotion(origin, buildPyramid(frame.scene, WHOLE_LEVELS), guess));
    return { frame, whole };
  });
  let found = known.motion;
  const left = moves.slice(known.frames - 1).reverse();
  // People move most between the first frame and the last.
  for (const [index, move] of left.entries()) {
    const pair = planes.within(() => measurePair(origin, move.frame, move.whole));
    found = {
      faceAgainstBackground: larger(found.faceAgainstBackground, pair.faceAgainstBackground),
      planeResidual: larger(found.planeResidual, pair.planeResidual),
      backgroundPoints: index === 0 && known.frames === 1 ? pair.backgroundPoints : Math.min(found.backgroundPoints, pair.backgroundPoints),
    };
    if (isEnough(found, enough)) break;
  }
  return found;
}

function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function isEnough(found: SceneMotion, enough: EnoughMotion | undefined): boolean {
  const reaches = (figure: keyof EnoughMotion): boolean => enough !== undefined && (found[figure] ?? -Infinity) >= enough[figure];
  return reaches('faceAgainstBackground') && reaches('planeResidual');
}

/** The first frame with its points, all in pixels of the scene. */
interface Origin {
  readonly scene: GreyPicture;
  readonly landmarks: readonly Point[];
  readonly face: FacePlace;
  readonly points: readonly { readonly point: TrackedPoint; readonly region: Region }[];
}

function originOf(frame: SceneFrame): Origin {
  const pyramid = buildPyramid(frame.scene, WHOLE_LEVELS);
  const face = facePlaceOf(frame.landmarks.map(toScene(frame)));
  const corners = findCorners(pyramid[0] as Level);
  const points = trackPoints(corners, pyramid).map((point) => ({ point, region: regionOf(face, point.at) }));
  return { scene: frame.scene, landmarks: landmarkPoints(frame), face, points };
}

/** The similarity that most of the picture follows into another; `guess` where too little of it is found. */
function findWholeMotion({ points }: Origin, pyramid: Pyramid, guess: Affine): Affine {
  const stride = Math.ceil(points.length / WHOLE_POINTS);
  const found = points.flatMap(({ point }, index): Match[] => {
    if (index % stride !== 0) return [];
    const to = point.findIn(pyramid, applyAffine(guess, point.at), WHOLE_LEVELS);
    return to === null ? [] : [{ from: point.at, to }];
  });
  return (found.length >= MIN_BACKGROUND_POINTS ? fitRobustSimilarity(found) : null) ?? guess;
}

/** Takes the motion of the whole picture off, so that points are compared in the same size and turn, and measures what remains. */
function measurePair({ scene, landmarks, face, points }: Origin, frame: SceneFrame, whole: Affine): SceneMotion {
  const rest = buildPyramid(warpScene(frame.scene, motionOf(whole), scene.width, scene.height), REST_LEVELS);
  const back = invertAffine(whole);
  const inHeights = ({ x, y }: Point): Point => ({ x: (x - face.centre.x) / face.height, y: (y - face.centre.y) / face.height });
  const moved = landmarkPoints(frame).map((point) => applyAffine(back, point));
  const faceGuess = fitRobustSimilarity(landmarks.map((from, index) => ({ from, to: moved[index] as Point }))) as Affine;
  const tracked = track(points, rest, inHeights, (point, region) => (region === 'face' ? applyAffine(faceGuess, point) : point));
  const of = (wanted: Region): Match[] => tracked.flatMap(({ region, match }) => (region === wanted ? [match] : []));
  const all = tracked.map(({ match }) => match);
  const background = of('background');
  const inFace = of('face');

  const wholeSimilarity = all.length >= MIN_WHOLE_POINTS ? fitRobustSimilarity(all) : null;
  const faceSimilarity = inFace.length >= MIN_FACE_POINTS ? fitRobustSimilarity(inFace) : null;
  const ground = background.length >= MIN_BACKGROUND_POINTS ? fitRobustSimilarity(background) : null;
  const follows = ground !== null && percentile(errorsOf(background, motionOf(ground)), 0.6) <= MAX_BACKGROUND_ERROR;
  if (!follows || faceSimilarity === null || wholeSimilarity === null) {
    return { faceAgainstBackground: null, planeResidual: null, backgroundPoints: background.length };
  }
  const marks = landmarks.map((from, index) => ({ from: inHeights(from), to: inHeights(moved[index] as Point) }));
  const carried = marks.map(({ from }) => ({ from, to: applyAffine(faceSimilarity, from) }));
  const plane = fitRobustHomography(all, wholeSimilarity);
  // A window finds its place less exactly in a picture that is sheared or tilted against its own. So the plane's motion is taken off as well, and the points are tracked again.
  const inPixels = ({ x, y }: Point): Point => ({ x: x * face.height + face.centre.x, y: y * face.height + face.centre.y });
  const flattened = warpScene(frame.scene, (point) => applyAffine(whole, inPixels(plane(inHeights(point)))), scene.width, scene.height);
  const again = track(points, buildPyramid(flattened, REST_LEVELS), inHeights);
  return {
    faceAgainstBackground: Math.min(mean(errorsOf(marks, motionOf(ground))), mean(errorsOf(carried, motionOf(ground)))),
    planeResidual: Math.min(
      residualOf(tracked, plane),
      residualOf(
        again,
        fitRobustHomography(
          again.map(({ match }) => match),
          STILL,
        ),
      ),
    ),
    backgroundPoints: background.length,
  };
}

/** A point of the first picture and where it is in another, in heights of the face. */
interface Tracked {
  readonly region: Region;
  readonly match: Match;
}

/** Follows the points into a picture; those that are lost are left out. @param guess where a point may be, unless at the same place */
function track(
  points: Origin['points'],
  pyramid: Pyramid,
  inHeights: (point: Point) => Point,
  guess: (point: Point, region: Region) => Point = (point) => point,
): Tracked[] {
  return points.flatMap(({ point, region }) => {
    const to = point.findIn(pyramid, guess(point.at, region), REST_LEVELS);
    return to === null ? [] : [{ region, match: { from: inHeights(point.at), to: inHeights(to) } }];
  });
}

/** The median error that a motion leaves at the points of the face or at those of the background, whichever is larger; infinite where one of them has too few. */
function residualOf(tracked: readonly Tracked[], motion: Motion): number {
  const medianIn = (wanted: Region, least: number): number => {
    const matches = tracked.flatMap(({ region, match }) => (region === wanted ? [match] : []));
    return matches.length < least ? Infinity : percentile(errorsOf(matches, motion), 0.5);
  };
  return Math.max(medianIn('background', MIN_BACKGROUND_POINTS), medianIn('face', MIN_FACE_POINTS));
}

/** From a coordinate of a frame to that of its scene; the centres of the first pixels are at 0. */
function toScene({ scene: { step } }: SceneFrame): (coordinate: number) => number {
  return (coordinate) => (coordinate + 0.5) / step - 0.5;
}

function landmarkPoints(frame: SceneFrame): Point[] {
  const landmarks = frame.landmarks.map(toScene(frame));
  return Array.from({ length: landmarks.length / 2 }, (_, index) => landmark(landmarks, index));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
