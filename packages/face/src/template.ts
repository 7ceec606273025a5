import { fitSimilarity, invertAffine, type Affine, type Point } from './geometry.js';
import { eyeCentres, landmark, meanLandmark, type Landmarks } from './landmarks.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { warpToPlanes, type PlaneFormat } from './resample.js';

/** Numbers in a template. */
export const TEMPLATE_LENGTH = 512;

const SIZE = 112;
const FORMAT: PlaneFormat = { order: 'bgr', mean: [127.5, 127.5, 127.5], scale: [1 / 128, 1 / 128, 1 / 128] };

/** Where the five points lie in a 112 x 112 picture for ArcFace (Deng et al. 2019): the eye and mouth corner on the picture's left first. */
const ARCFACE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/**
 * How far up and to the left of ArcFace's places the five points are put, in pixels of the aligned picture: the 68 landmarks lie a little elsewhere
 * than those of the detector that the net was trained with. Measured on LFW (docs/accuracy.md), where one pixel either way is worse.
 */
const OFFSET: Point = { x: 0.5, y: 1 };
const ALIGNED = ARCFACE.map(({ x, y }) => ({ x: x - OFFSET.x, y: y - OFFSET.y }));

/** The five points of ArcFace from the 68: eyes, nose tip, mouth corners. */
function fivePoints(landmarks: Landmarks): Point[] {
  const { right, left } = eyeCentres(landmarks);
  return [right, left, landmark(landmarks, 30), meanLandmark(landmarks, [48, 60]), meanLandmark(landmarks, [54, 64])];
}

/** The map from the aligned 112 x 112 face to the picture. */
export function alignment(landmarks: Landmarks): Affine {
  return invertAffine(fitSimilarity(fivePoints(landmarks), ALIGNED));
}

/** A face as the recognition net sees it. */
export interface Embedding {
  /** {@link TEMPLATE_LENGTH} numbers of unit length, to be compared by {@link similarity}. */
  readonly template: Float32Array;
  /**
   * Length of the net's vector before it was brought to unit length: the surer the net is of a face, the longer (as in MagFace, Meng et al.
   * 2021, which OFIQ's unified quality score builds on). With the shipped model about 3.8 for an upright, sharp face, 1.8 to 2.3 for one on its
   * side or head. Always 1 for models that give unit vectors.
   */
  readonly magnitude: number;
}

/** The face with these landmarks, embedded. */
export async function embedFace(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks): Promise<Embedding> {
  const aligned = warpToPlanes(pixels, alignment(landmarks), SIZE, SIZE, FORMAT);
  const [features] = (await runner.run('feature', aligned, [1, 3, SIZE, SIZE])) as [Float32Array];
  return { template: unitLength(features), magnitude: lengthOf(features) };
}

/** Cosine of the angle between two templates: -1..1, 1 the same picture. */
export function similarity(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError('Templates of different models cannot be compared');
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += (a[i] as number) * (b[i] as number);
  return dot;
}

/** One template of several of the same face: their weighted mean. Weights are not negative, one at least is positive; left out, all are 1. */
export function fuseTemplates(templates: readonly Float32Array[], weights?: readonly number[]): Float32Array {
  const sum = new Float32Array(templates[0]?.length ?? TEMPLATE_LENGTH);
  templates.forEach((template, index) => {
    const weight = weights?.[index] ?? 1;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (template[i] as number);
  });
  return unitLength(sum);
}

function unitLength(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  if (!(length > 0)) throw new Error('A template without length: the recognition model or the templates are broken');
  return vector.map((value) => value / length);
}

function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}
