import type { DetectedFace } from './detect.js';
import { eyeCentres, landmark, meanLandmark, type Landmarks } from './landmarks.js';
import type { Pixels } from './pixels.js';
import { warpToPlanes, type Part, type PlaneFormat } from './resample.js';
import { fitSimilarity, invertAffine } from './geometry.js';

/**
 * How fit the largest face is for comparison: the measures of ISO/IEC 29794-5 and its open implementation OFIQ that need only pixels and
 * landmarks, under their names. They guide the person in the browser. On the server they reject reference photos and explain failed bursts.
 */
export interface Quality {
  /** 1: no second face; 0: a second face as large as the first. */
  readonly singleFacePresent: number;
  /** Pixels between the eyes' centres. */
  readonly interEyeDistance: number;
  /** Distance of the eyes' middle from the chin, over the picture's height. */
  readonly headSize: number;
  /** Luminance of the face, 0 black to 1 white. */
  readonly luminanceMean: number;
  readonly luminanceVariance: number;
  /** 1 less the share of the face's pixels that are nearly black, at most 25 of 255. */
  readonly underExposurePrevention: number;
  /** 1 less the share of the face's pixels that are burnt out, at least 247 of 255. */
  readonly overExposurePrevention: number;
  /** Entropy of the face's luminance, 0 to 8 bits. */
  readonly dynamicRange: number;
  /** How alike the two halves of the face are lit: 0 one lit and one dark, 1 alike. */
  readonly illuminationUniformity: number;
  /** Fine detail of the face at the size of comparison, relative to its contrast: 0 none; see `captureLimits`. */
  readonly sharpness: number;
  /** Opening of the wider eye over the distance of the eyes' middle from the chin; below about 0.02 closed. */
  readonly eyesOpen: number;
  /** 0 the eyes are hidden or in deep shadow, 1 as bright as the cheeks. */
  readonly eyesVisible: number;
  /** 0 the mouth and chin have quite another colour than the nose's bridge, as under a mask; 1 the same. Coloured masks only. */
  readonly mouthOcclusionPrevention: number;
  /** Distance of the lips' inner edges over the distance of the eyes' middle from the chin: 0 closed. */
  readonly mouthClosed: number;
}

/** Side of the aligned face that is measured, in pixels; the eyes lie at a third of the height. */
const SIZE = 96;
const RGB: PlaneFormat = { order: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] };
const EYES = [
  { x: 31, y: 34 },
  { x: 65, y: 34 },
] as const;

/** Parts of the aligned face, as [left, top, right, bottom]. */
const FACE = [20, 16, 76, 88] as const;
/** What all measures together read: the face, and a pixel more on each side for its detail. */
const MEASURED = [FACE[0] - 1, FACE[1] - 1, FACE[2] + 1, FACE[3] + 1] as const;
const RIGHT_EYE = [22, 30, 40, 39] as const;
const LEFT_EYE = [56, 30, 74, 39] as const;
const RIGHT_CHEEK = [22, 44, 38, 56] as const;
const LEFT_CHEEK = [58, 44, 74, 56] as const;
const MOUTH_AND_CHIN = [34, 62, 62, 84] as const;
const NOSE_BRIDGE = [42, 30, 54, 44] as const;

/** Added to channels before their ratios are taken: nearly black pixels have no colour. */
const DARK = 8;

/** Measures the first of `faces`. */
export function measureQuality(pixels: Pixels, faces: readonly DetectedFace[], landmarks: Landmarks): Quality {
  const { right, left } = eyeCentres(landmarks);
  const middle = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  const chin = landmark(landmarks, 8);
  const eyesToChin = Math.max(1e-6, Math.hypot(chin.x - middle.x, chin.y - middle.y));
  const interEyeDistance = Math.hypot(left.x - right.x, left.y - right.y);
  const toPicture = invertAffine(fitSimilarity([right, left], EYES));
  const rgb = warpToPlanes(pixels, toPicture, SIZE, SIZE, RGB, MEASURED);
  const luma = lumaOf(rgb);
  const area = (face: DetectedFace | undefined): number => (face ? face.box.width * face.box.height : 0);
  const gap = (upper: number, lower: number): number =>
    Math.hypot(landmark(landmarks, upper).x - landmark(landmarks, lower).x, landmark(landmarks, upper).y - landmark(landmarks, lower).y);
  return {
    singleFacePresent: 1 - area(faces[1]) / Math.max(1, area(faces[0])),
    interEyeDistance,
    headSize: eyesToChin / pixels.height,
    ...measureExposure(luma),
    illuminationUniformity: measureUniformity(luma),
    sharpness: measureSharpness(luma),
    eyesOpen: Math.max((gap(37, 41) + gap(38, 40)) / 2, (gap(43, 47) + gap(44, 46)) / 2) / eyesToChin,
    eyesVisible: measureEyesVisible(luma),
    mouthOcclusionPrevention: measureMouthVisible(rgb),
    mouthClosed:
      Math.hypot(
        meanLandmark(landmarks, [61, 62, 63]).x - meanLandmark(landmarks, [65, 66, 67]).x,
        meanLandmark(landmarks, [61, 62, 63]).y - meanLandmark(landmarks, [65, 66, 67]).y,
      ) / eyesToChin,
  };
}

function lumaOf(rgb: Float32Array): Float32Array {
  const size = SIZE * SIZE;
  const luma = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    luma[i] = 0.299 * (rgb[i] as number) + 0.587 * (rgb[size + i] as number) + 0.114 * (rgb[2 * size + i] as number);
  }
  return luma;
}

function measureExposure(
  luma: Float32Array,
): Pick<Quality, 'luminanceMean' | 'luminanceVariance' | 'underExposurePrevention' | 'overExposurePrevention' | 'dynamicRange'> {
  const histogram = new Float64Array(256);
  let count = 0;
  let sum = 0;
  let squares = 0;
  let dark = 0;
  let bright = 0;
  forEachPixel(FACE, (index) => {
    const value = luma[index] as number;
    const bin = Math.min(255, Math.round(value));
    histogram[bin] = (histogram[bin] as number) + 1;
    count++;
    sum += value;
    squares += value * value;
    if (value <= 25) dark++;
    if (value >= 247) bright++;
  });
  let entropy = 0;
  for (const bin of histogram) if (bin > 0) entropy -= (bin / count) * Math.log2(bin / count);
  const mean = sum / count;
  return {
    luminanceMean: mean / 255,
    luminanceVariance: Math.max(0, squares / count - mean * mean) / (255 * 255),
    underExposurePrevention: 1 - dark / count,
    overExposurePrevention: 1 - bright / count,
    dynamicRange: entropy,
  };
}

/** The darker half's mean luminance over the brighter one's. */
function measureUniformity(luma: Float32Array): number {
  const [left, top, right, bottom] = FACE;
  const a = mean(luma, [left, top, SIZE / 2, bottom]);
  const b = mean(luma, [SIZE / 2, top, right, bottom]);
  return (Math.min(a, b) + 1) / (Math.max(a, b) + 1);
}

/** Mean size of the Laplacian over the deviation of the luminance, so that neither light nor skin changes it. */
function measureSharpness(luma: Float32Array): number {
  let laplacian = 0;
  let count = 0;
  let sum = 0;
  let squares = 0;
  forEachPixel(FACE, (index) => {
    const value = luma[index] as number;
    const around =
      (luma[index - 1] as number) + (luma[index + 1] as number) + (luma[index - SIZE] as number) + (luma[index + SIZE] as number);
    laplacian += Math.abs(around - 4 * value);
    sum += value;
    squares += value * value;
    count++;
  });
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  return laplacian / count / (deviation + 4);
}

function measureEyesVisible(luma: Float32Array): number {
  const eyes = Math.max(mean(luma, RIGHT_EYE) / (mean(luma, RIGHT_CHEEK) + 1), mean(luma, LEFT_EYE) / (mean(luma, LEFT_CHEEK) + 1));
  return Math.min(1, eyes);
}

/** How near the colour of mouth and chin is to that of the nose's bridge, which no mask covers, whatever the light: from the ratios of its channels. */
function measureMouthVisible(rgb: Float32Array): number {
  const size = SIZE * SIZE;
  const colour = (part: Part): [number, number, number] => [
    mean(rgb.subarray(0, size), part) + DARK,
    mean(rgb.subarray(size, 2 * size), part) + DARK,
    mean(rgb.subarray(2 * size), part) + DARK,
  ];
  const mouth = colour(MOUTH_AND_CHIN);
  const bridge = colour(NOSE_BRIDGE);
  const toBlue = Math.abs(Math.log(mouth[0] / mouth[2]) - Math.log(bridge[0] / bridge[2]));
  const toGreen = Math.abs(Math.log(mouth[0] / mouth[1]) - Math.log(bridge[0] / bridge[1]));
  return Math.exp(-toBlue - toGreen);
}

function mean(values: Float32Array, part: Part): number {
  let sum = 0;
  let count = 0;
  forEachPixel(part, (index) => {
    sum += values[index] as number;
    count++;
  });
  return sum / count;
}

function forEachPixel([left, top, right, bottom]: Part, visit: (index: number) => void): void {
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) visit(y * SIZE + x);
}
