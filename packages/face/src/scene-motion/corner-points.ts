import type { Point } from '../geometry.js';
import { planes } from './planes.js';
import type { Level } from './pyramid.js';

/** Side of the cells that give at most one point each, pixels: points spread over the whole picture. */
const CELL = 10;
/** Half the side of the window that a corner is measured in, pixels. */
const RADIUS = 3;
/** Pixels along the border that give no point: the tracker's window would leave the picture. */
const MARGIN = 8;
/** Least mean squared gradient in the weaker direction, in luma squared: flat walls and straight edges cannot be tracked. */
const MIN_STRENGTH = 6;

/** Corner points after Shi and Tomasi (1994): the best point of each cell in which the picture changes in both directions. */
export function findCorners(level: Level): Point[] {
  return planes.within(() => cornersOf(level));
}

function cornersOf({ width, height, data }: Level): Point[] {
  const [xx, xy, yy] = [emptyPlane(data.length), emptyPlane(data.length), emptyPlane(data.length)];
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * width + x;
      const gx = ((data[at + 1] as number) - (data[at - 1] as number)) / 2;
      const gy = ((data[at + width] as number) - (data[at - width] as number)) / 2;
      xx[at] = gx * gx;
      xy[at] = gx * gy;
      yy[at] = gy * gy;
    }
  }
  const [sumXx, sumXy, sumYy] = [boxSums(xx, width, height), boxSums(xy, width, height), boxSums(yy, width, height)];
  const area = (2 * RADIUS + 1) ** 2;
  const corners: Point[] = [];
  for (let top = MARGIN; top < height - MARGIN; top += CELL) {
    for (let left = MARGIN; left < width - MARGIN; left += CELL) {
      let best = MIN_STRENGTH * area;
      let corner: Point | undefined;
      for (let y = top; y < Math.min(top + CELL, height - MARGIN); y++) {
        for (let x = left; x < Math.min(left + CELL, width - MARGIN); x++) {
          const at = y * width + x;
          const [a, b, c] = [sumXx[at] as number, sumXy[at] as number, sumYy[at] as number];
          const weaker = (a + c - Math.sqrt((a - c) * (a - c) + 4 * b * b)) / 2;
          if (weaker > best) {
            best = weaker;
            corner = { x, y };
          }
        }
      }
      if (corner) corners.push(corner);
    }
  }
  return corners;
}

function emptyPlane(length: number): Float32Array {
  return planes.take(length).fill(0);
}

/** Sums over the window around each pixel; 0 where the window leaves the picture. */
function boxSums(values: Float32Array, width: number, height: number): Float32Array {
  const rows = emptyPlane(values.length);
  const side = 2 * RADIUS + 1;
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += values[y * width + x] as number;
      if (x >= side) sum -= values[y * width + x - side] as number;
      if (x >= side - 1) rows[y * width + x - RADIUS] = sum;
    }
  }
  const sums = emptyPlane(values.length);
  const columns = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = (columns[x] as number) + (rows[y * width + x] as number);
      if (y >= side) sum -= rows[(y - side) * width + x] as number;
      columns[x] = sum;
      if (y >= side - 1) sums[(y - RADIUS) * width + x] = sum;
    }
  }
  return sums;
}
