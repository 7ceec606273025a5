import type { Box, Point } from './geometry.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { cropToPlanes, type PlaneFormat } from './resample.js';

/**
 * 68 points (x, y) in pixels, 136 numbers, in the order of the iBUG 300-W annotation: jaw 0..16 from the person's right ear to the left one,
 * brows 17..26, nose 27..35, right eye 36..41, left eye 42..47, mouth 48..67. Left and right are the person's own.
 */
export type Landmarks = Float32Array;

const SIZE = 64;
const FORMAT: PlaneFormat = { order: 'grey', mean: [0], scale: [1 / 256] };

/** The 68 landmarks of the face in `box`, a box as the detector gives it. */
export async function findLandmarks(runner: ModelRunner, pixels: Pixels, box: Box): Promise<Landmarks> {
  const [points] = (await runner.run('landmark', cropToPlanes(pixels, box, SIZE, SIZE, FORMAT), [1, 1, SIZE, SIZE])) as [Float32Array];
  const landmarks = new Float32Array(136);
  for (let i = 0; i < 136; i += 2) {
    landmarks[i] = box.x + (points[i] as number) * box.width;
    landmarks[i + 1] = box.y + (points[i + 1] as number) * box.height;
  }
  return landmarks;
}

/** The landmarks inside of the face that a mirror changes for each other: the person's right one first. */
export const landmarkPairs: readonly (readonly [right: number, left: number])[] = [
  ...[17, 18, 19, 20, 21].map((right) => [right, 43 - right] as const),
  ...[31, 32].map((right) => [right, 66 - right] as const),
  ...[36, 37, 38, 39].map((right) => [right, 81 - right] as const),
  ...[40, 41].map((right) => [right, 87 - right] as const),
  ...[48, 49, 50].map((right) => [right, 102 - right] as const),
  ...[58, 59].map((right) => [right, 114 - right] as const),
  ...[60, 61].map((right) => [right, 124 - right] as const),
  [67, 65],
];

/** One landmark by its number, 0..67. */
export function landmark(landmarks: Landmarks, index: number): Point {
  return { x: landmarks[index * 2] as number, y: landmarks[index * 2 + 1] as number };
}

/** The mean of some landmarks. */
export function meanLandmark(landmarks: Landmarks, indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += landmarks[index * 2] as number;
    y += landmarks[index * 2 + 1] as number;
  }
  return { x: x / indices.length, y: y / indices.length };
}

/** The landmarks around each eye; the first and the fourth are its corners. */
export const eyeLandmarks = { right: [36, 37, 38, 39, 40, 41], left: [42, 43, 44, 45, 46, 47] } as const;

/** The eyes' centres from the four points of each lid (the corners move with the gaze, the lids do not). */
export function eyeCentres(landmarks: Landmarks): { right: Point; left: Point } {
  return { right: meanLandmark(landmarks, [37, 38, 40, 41]), left: meanLandmark(landmarks, [43, 44, 46, 47]) };
}
