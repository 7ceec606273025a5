import type { Point } from '../geometry.js';
import { planes } from './planes.js';
import type { Level, Pyramid } from './pyramid.js';

/** Half the side of the tracked window, pixels of each level. */
const RADIUS = 4;
const SIDE = 2 * RADIUS + 1;
const AREA = SIDE * SIDE;
/** Numbers of a window: luma and two gradients. */
const WINDOW = 3 * AREA;
/** Most steps on a level, and the step that ends them, pixels. */
const MAX_STEPS = 8;
const LAST_STEP = 0.02;
/** Largest deviation of luma between a window and where it is found: beyond, something else is there. */
const MAX_DIFFERENCE = 12;
/** Least determinant of the gradients' matrix, per pixel squared: below, the window has one direction only. */
const MIN_DETERMINANT = 1e-3;

/** The window around a point on one level: its luma and its gradients, one after the other in a plane of all windows, and what solves for a shift. */
interface Window {
  readonly x: number;
  readonly y: number;
  readonly plane: Float32Array;
  readonly from: number;
  readonly sumX: number;
  readonly sumY: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** Prepares points of one picture to be followed into others, in planes that are the caller's as `Planes` says. */
export function trackPoints(points: readonly Point[], pyramid: Pyramid): TrackedPoint[] {
  const plane = planes.take(points.length * pyramid.length * WINDOW);
  return points.map(
    (at, index) =>
      new TrackedPoint(
        at,
        pyramid.map((level, number) => {
          const scale = 1 / (1 << number);
          const from = (index * pyramid.length + number) * WINDOW;
          // Pixel centres: a pixel of a halved level covers two pixels of the level below.
          return windowAt(level, (at.x + 0.5) * scale - 0.5, (at.y + 0.5) * scale - 0.5, plane, from);
        }),
      ),
  );
}

/** A point of one picture, ready to be followed into others. */
export class TrackedPoint {
  readonly at: Point;
  /** By level of the pyramid, finest first; null where the level cannot hold or place the window. */
  readonly #windows: readonly (Window | null)[];

  constructor(at: Point, windows: readonly (Window | null)[]) {
    this.at = at;
    this.#windows = windows;
  }

  /**
   * Finds the point in another picture after Lucas and Kanade (1981), from the coarsest of `levels` levels to the finest, with the gradients of the first picture
   * (inverse compositional, Baker and Matthews 2004). Differences in brightness do not count. Null where it cannot be found.
   */
  findIn(pyramid: Pyramid, guess: Point, levels: number): Point | null {
    let x = guess.x - this.at.x;
    let y = guess.y - this.at.y;
    for (let number = levels - 1; number >= 0; number--) {
      const window = this.#windows[number];
      const scale = 1 / (1 << number);
      const found = window && search(window, pyramid[number] as Level, x * scale, y * scale);
      if (!found || (number === 0 && found.difference > MAX_DIFFERENCE)) {
        if (number === 0) return null;
        continue;
      }
      x = found.x / scale;
      y = found.y / scale;
    }
    return { x: this.at.x + x, y: this.at.y + y };
  }
}

function windowAt(level: Level, x: number, y: number, plane: Float32Array, from: number): Window | null {
  if (!holdsWindow(level, x, y)) return null;
  const column = Math.floor(x);
  const row = Math.floor(y);
  sampleWindow(level, column, row, x - column, y - row);
  let [sumX, sumY, xx, xy, yy] = [0, 0, 0, 0, 0];
  for (let j = 0, k = from; j < SIDE; j++) {
    let at = (j + 1) * PADDED + 1;
    for (let i = 0; i < SIDE; i++, k++, at++) {
      const dx = ((padded[at + 1] as number) - (padded[at - 1] as number)) / 2;
      const dy = ((padded[at + PADDED] as number) - (padded[at - PADDED] as number)) / 2;
      plane[k] = padded[at] as number;
      plane[k + AREA] = dx;
      plane[k + 2 * AREA] = dy;
      sumX += dx;
      sumY += dy;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  if (xx * yy - xy * xy < MIN_DETERMINANT * AREA * AREA) return null;
  return { x, y, plane, from, sumX, sumY, xx, xy, yy };
}

/** The window with a pixel more on each side, sampled between pixels: each sample is taken once and serves luma and gradients. */
const PADDED = SIDE + 2;
const padded = new Float64Array(PADDED * PADDED);

function sampleWindow({ width, data }: Level, column: number, row: number, right: number, down: number): void {
  const w00 = (1 - right) * (1 - down);
  const w01 = right * (1 - down);
  const w10 = (1 - right) * down;
  const w11 = right * down;
  for (let j = 0, k = 0; j < PADDED; j++) {
    let at = (row + j - RADIUS - 1) * width + column - RADIUS - 1;
    for (let i = 0; i < PADDED; i++, k++, at++) {
      padded[k] =
        w00 * (data[at] as number) +
        w01 * (data[at + 1] as number) +
        w10 * (data[at + width] as number) +
        w11 * (data[at + width + 1] as number);
    }
  }
}

/** Shifts a window over a level until it fits best; null where it leaves the picture. */
function search(window: Window, level: Level, fromX: number, fromY: number): { x: number; y: number; difference: number } | null {
  const { plane, xx, xy, yy } = window;
  const { width, data } = level;
  const determinant = xx * yy - xy * xy;
  let x = fromX;
  let y = fromY;
  let difference = Infinity;
  for (let step = 0; step < MAX_STEPS; step++) {
    const px = window.x + x;
    const py = window.y + y;
    if (!holdsWindow(level, px, py)) return null;
    const column = Math.floor(px);
    const row = Math.floor(py);
    const right = px - column;
    const down = py - row;
    const w00 = (1 - right) * (1 - down);
    const w01 = right * (1 - down);
    const w10 = (1 - right) * down;
    const w11 = right * down;
    let sum = 0;
    let squares = 0;
    let alongX = 0;
    let alongY = 0;
    for (let j = 0, k = window.from; j < SIDE; j++) {
      let at = (row + j - RADIUS) * width + column - RADIUS;
      for (let i = 0; i < SIDE; i++, k++, at++) {
        const error =
          w00 * (data[at] as number) +
          w01 * (data[at + 1] as number) +
          w10 * (data[at + width] as number) +
          w11 * (data[at + width + 1] as number) -
          (plane[k] as number);
        sum += error;
        squares += error * error;
        alongX += error * (plane[k + AREA] as number);
        alongY += error * (plane[k + 2 * AREA] as number);
      }
    }
    const brighter = sum / AREA;
    alongX -= brighter * window.sumX;
    alongY -= brighter * window.sumY;
    difference = Math.sqrt(Math.max(0, squares / AREA - brighter * brighter));
    const dx = (yy * alongX - xy * alongY) / determinant;
    const dy = (xx * alongY - xy * alongX) / determinant;
    x -= dx;
    y -= dy;
    if (dx * dx + dy * dy < LAST_STEP * LAST_STEP) break;
  }
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y, difference } : null;
}

/** Whether a window around a place, with a pixel more on each side for gradients, lies in a level. */
function holdsWindow({ width, height }: Level, x: number, y: number): boolean {
  return x >= RADIUS + 1 && y >= RADIUS + 1 && x < width - RADIUS - 3 && y < height - RADIUS - 3;
}
