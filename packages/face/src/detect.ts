import { intersectionOverUnion, type Box } from './geometry.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { letterboxToPlanes, type PlaneFormat } from './resample.js';

/** A face in a picture. */
export interface DetectedFace {
  /** In pixels of the picture; forehead to chin. May reach a little beyond the picture. */
  readonly box: Box;
  /** The detector's confidence, above {@link MINIMUM_SCORE}, at most 1. */
  readonly score: number;
}

/** Ultra-Light-Fast-Generic-Face-Detector RFB-320 (its training code: RGB, mean 127, deviation 128). */
const WIDTH = 320;
const HEIGHT = 240;
const FORMAT: PlaneFormat = { order: 'rgb', mean: [127, 127, 127], scale: [1 / 128, 1 / 128, 1 / 128] };

/** Value of the letterbox' margins as the net reads it: mid grey. */
const MARGIN = 0;

/** Lowest confidence of a face. */
const MINIMUM_SCORE = 0.6;

/** Boxes that overlap more than this (intersection over union) are of the same face. */
const SAME_FACE = 0.4;

/** The faces in a picture or in one region of it, largest first. Faces under about 1/25 of the region's width are not seen. */
export async function detectFaces(runner: ModelRunner, pixels: Pixels, region?: Box): Promise<DetectedFace[]> {
  const area = region ?? { x: 0, y: 0, width: pixels.width, height: pixels.height };
  const { planes, left, top, scale } = letterboxToPlanes(pixels, area, WIDTH, HEIGHT, FORMAT, MARGIN);
  const [scores, corners] = (await runner.run('detect', planes, [1, 3, HEIGHT, WIDTH])) as [Float32Array, Float32Array];
  const candidates: DetectedFace[] = [];
  for (let i = 0; i * 2 < scores.length; i++) {
    const score = scores[i * 2 + 1] as number;
    if (score <= MINIMUM_SCORE) continue;
    const x = ((corners[i * 4] as number) * WIDTH - left) / scale + area.x;
    const y = ((corners[i * 4 + 1] as number) * HEIGHT - top) / scale + area.y;
    const right = ((corners[i * 4 + 2] as number) * WIDTH - left) / scale + area.x;
    const bottom = ((corners[i * 4 + 3] as number) * HEIGHT - top) / scale + area.y;
    candidates.push({ box: { x, y, width: right - x, height: bottom - y }, score });
  }
  return largestFirst(suppressOverlaps(candidates));
}

/** Of boxes that overlap, the one with the highest score (non-maximum suppression). */
function suppressOverlaps(candidates: DetectedFace[]): DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const candidate of candidates.sort((a, b) => b.score - a.score)) {
    if (kept.every((face) => intersectionOverUnion(face.box, candidate.box) <= SAME_FACE)) kept.push(candidate);
  }
  return kept;
}

function largestFirst(faces: DetectedFace[]): DetectedFace[] {
  return faces.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}
