import type { Point } from './geometry.js';
import { eyeCentres, landmark, meanLandmark, type Landmarks } from './landmarks.js';
import type { Pixels } from './pixels.js';
import { linearLight } from './srgb.js';

/** Mean light of a part of a picture, linear, 0 to 1: red, green, blue. */
export type MeanLight = readonly [red: number, green: number, blue: number];

/** The parts of a face whose light is measured: those that face the camera, and those at its sides. */
export const frontParts = ['noseTip', 'noseBridge', 'rightCheek', 'leftCheek', 'chin', 'forehead'] as const;
export const sideParts = ['rightSide', 'leftSide', 'rightJaw', 'leftJaw'] as const;
export type LitPart = (typeof frontParts)[number] | (typeof sideParts)[number];

/** What `judgeLight` needs of a frame: the light of parts of the face, and of what is behind it. */
export interface LightSample {
  readonly parts: Readonly<Record<LitPart, MeanLight>>;
  /** Undefined if the face leaves no background in the picture. */
  readonly background: MeanLight | undefined;
}

/** Radius of a part, in distances of the eyes. */
const PART_RADIUS = 0.13;
/** How far out the parts at the sides lie, from the nose to the outline. */
const TO_OUTLINE = 0.84;
/** How far the forehead lies above the brows, in distances of the eyes. */
const FOREHEAD = 0.35;
/** What counts as background: outside of an ellipse about the face, in halves of its width, and above the chin. */
const BACKGROUND = { across: 1.75, up: 2.1 };
/** Fewest pixels of background that are measured, and the step between those looked at. */
const MIN_BACKGROUND = 400;
const STEP = 3;

/** Linear light of a level of sRGB. */
const linear = Float64Array.from({ length: 256 }, (_, level) => linearLight(level));

/** Measures the light of the face with these landmarks, and of the background. */
export function measureLight(pixels: Pixels, landmarks: Landmarks): LightSample {
  const { right, left } = eyeCentres(landmarks);
  const eyes = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  const eyeDistance = Math.hypot(left.x - right.x, left.y - right.y);
  const chin = landmark(landmarks, 8);
  const height = Math.max(1e-6, Math.hypot(eyes.x - chin.x, eyes.y - chin.y));
  const up = { x: (eyes.x - chin.x) / height, y: (eyes.y - chin.y) / height };
  const brows = meanLandmark(landmarks, [21, 22]);
  const towards = (from: number, outline: number): Point => {
    const [a, b] = [landmark(landmarks, from), landmark(landmarks, outline)];
    return { x: a.x + TO_OUTLINE * (b.x - a.x), y: a.y + TO_OUTLINE * (b.y - a.y) };
  };
  const centres: Record<LitPart, Point> = {
    noseTip: landmark(landmarks, 30),
    noseBridge: landmark(landmarks, 28),
    rightCheek: meanLandmark(landmarks, [41, 48, 31]),
    leftCheek: meanLandmark(landmarks, [46, 54, 35]),
    chin: meanLandmark(landmarks, [57, 8]),
    forehead: { x: brows.x + FOREHEAD * eyeDistance * up.x, y: brows.y + FOREHEAD * eyeDistance * up.y },
    rightSide: towards(29, 2),
    leftSide: towards(29, 14),
    rightJaw: towards(33, 4),
    leftJaw: towards(33, 12),
  };
  const radius = Math.max(1.5, PART_RADIUS * eyeDistance);
  const parts = Object.fromEntries(
    Object.entries(centres).map(([name, centre]) => [name, lightOfDisc(pixels, centre, radius)]),
  ) as unknown as Record<LitPart, MeanLight>;
  const [first, last] = [landmark(landmarks, 0), landmark(landmarks, 16)];
  const halfWidth = Math.hypot(last.x - first.x, last.y - first.y) / 2;
  return { parts, background: lightOfBackground(pixels, landmark(landmarks, 28), halfWidth, chin.y) };
}

function lightOfDisc(pixels: Pixels, { x, y }: Point, radius: number): MeanLight {
  const sum = createSum(pixels);
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(pixels.height - 1, y + radius); row++) {
    const half = Math.sqrt(Math.max(0, radius ** 2 - (row - y) ** 2));
    for (let column = Math.max(0, Math.ceil(x - half)); column <= Math.min(pixels.width - 1, x + half); column++) sum.add(column, row);
  }
  return sum.mean();
}

function lightOfBackground(pixels: Pixels, middle: Point, halfWidth: number, chinY: number): MeanLight | undefined {
  const sum = createSum(pixels);
  for (let row = 0; row < Math.min(pixels.height, chinY); row += STEP) {
    const along = ((row - middle.y) / (BACKGROUND.up * halfWidth)) ** 2;
    for (let column = 0; column < pixels.width; column += STEP) {
      if (along + ((column - middle.x) / (BACKGROUND.across * halfWidth)) ** 2 > 1) sum.add(column, row);
    }
  }
  return sum.count() * STEP ** 2 < MIN_BACKGROUND ? undefined : sum.mean();
}

function createSum({ width, channels, data }: Pixels): { add(column: number, row: number): void; mean(): MeanLight; count(): number } {
  let [red, green, blue, count] = [0, 0, 0, 0];
  return {
    add(column, row) {
      const at = (row * width + column) * channels;
      red += linear[data[at] as number] as number;
      green += linear[data[at + 1] as number] as number;
      blue += linear[data[at + 2] as number] as number;
      count++;
    },
    mean: () => (count === 0 ? [0, 0, 0] : [red / count, green / count, blue / count]),
    count: () => count,
  };
}
