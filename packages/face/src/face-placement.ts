import type { Box } from './geometry.js';
import { findLandmarks, landmark, landmarkPairs, meanLandmark, type Landmarks } from './landmarks.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';

/**
 * Where a face is in a picture and what it does, finely: the same frame in other pixels has it again, and two frames of one living person hardly ever do. It says how a
 * head is held, not whose it is: no face can be seen in it.
 */
export interface FacePlacement {
  /** Centre of the landmarks inside of the face, pixels. */
  readonly x: number;
  readonly y: number;
  /** How far they are from it, root mean square, pixels. */
  readonly size: number;
  /** By how much the line between the eyes falls to the right, radians. */
  readonly roll: number;
  /** What nose, mouth, eyes and brows do, each in sizes and as `placementShape` names them. */
  readonly shape: readonly number[];
}

/** The box that the detector would draw around landmarks, in sizes from their centre: the median of 443 pictures of clips, nuaa and london. */
const BOX = { left: 1.483, above: 2.205, width: 2.974, height: 4.142 };

/** Landmarks inside of the face; the jaw is less sure. */
const INNER = Array.from({ length: 51 }, (_, index) => index + 17);

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

type Upright = (index: number) => { readonly x: number; readonly y: number };

/** What {@link FacePlacement.shape} holds, in this order. `odd` changes its sign in a mirror. */
export const placementShape: readonly { readonly name: string; readonly odd: boolean; readonly of: (at: Upright) => number }[] = [
  { name: 'nose across', odd: true, of: (at) => meanOf(range(27, 35), (index) => at(index).x) },
  { name: 'nose down', odd: false, of: (at) => meanOf(range(27, 35), (index) => at(index).y) },
  { name: 'mouth across', odd: true, of: (at) => meanOf(range(48, 67), (index) => at(index).x) },
  { name: 'mouth down', odd: false, of: (at) => meanOf(range(48, 67), (index) => at(index).y) },
  {
    name: 'mouth open',
    odd: false,
    of: (at) => meanOf([65, 66, 67], (index) => at(index).y) - meanOf([61, 62, 63], (index) => at(index).y),
  },
  { name: 'mouth wide', odd: false, of: (at) => at(54).x - at(48).x },
  { name: 'brows down', odd: false, of: (at) => meanOf(range(17, 26), (index) => at(index).y) },
];

/**
 * Measures where a face is. Its landmarks are sought once more in a box around themselves: they then hardly depend on the detector's box, which other pixels move.
 * @param landmarks as {@link findLandmarks} gives them in the detector's box
 */
export async function placeFace(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks): Promise<FacePlacement> {
  return placementOf(await findLandmarks(runner, pixels, boxAround(landmarks)));
}

/** The placement of a face by its landmarks. */
export function placementOf(landmarks: Landmarks): FacePlacement {
  const { x, y, size } = centreOf(landmarks);
  let [across, down] = [0, 0];
  for (const [right, left] of landmarkPairs) {
    const [from, to] = [landmark(landmarks, right), landmark(landmarks, left)];
    across += to.x - from.x;
    down += to.y - from.y;
  }
  const roll = Math.atan2(down, across);
  const [cos, sin] = [Math.cos(roll) / size, Math.sin(roll) / size];
  const upright: Upright = (index) => {
    const point = landmark(landmarks, index);
    return { x: cos * (point.x - x) + sin * (point.y - y), y: cos * (point.y - y) - sin * (point.x - x) };
  };
  return { x, y, size, roll, shape: placementShape.map(({ of }) => of(upright)) };
}

/** The placement of the same face in a mirror. Only differences of `x` and `roll` between frames mean something then. */
export function mirroredPlacement({ x, roll, shape, ...rest }: FacePlacement): FacePlacement {
  return { ...rest, x: -x, roll: -roll, shape: shape.map((value, index) => (placementShape[index]?.odd ? -value : value)) };
}

function boxAround(landmarks: Landmarks): Box {
  const { x, y, size } = centreOf(landmarks);
  return { x: x - BOX.left * size, y: y - BOX.above * size, width: BOX.width * size, height: BOX.height * size };
}

function centreOf(landmarks: Landmarks): { readonly x: number; readonly y: number; readonly size: number } {
  const { x, y } = meanLandmark(landmarks, INNER);
  const square = meanOf(INNER, (index) => {
    const point = landmark(landmarks, index);
    return (point.x - x) ** 2 + (point.y - y) ** 2;
  });
  return { x, y, size: Math.sqrt(square) };
}

function meanOf(indices: readonly number[], of: (index: number) => number): number {
  return indices.reduce((sum, index) => sum + of(index), 0) / indices.length;
}
