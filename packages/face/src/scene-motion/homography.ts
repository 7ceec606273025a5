import type { Point } from '../geometry.js';

/** The projective map (x, y) -> ((a x + b y + c) / (g x + h y + 1), (d x + e y + f) / (g x + h y + 1)), as [a, b, c, d, e, f, g, h]. */
type Homography = readonly [number, number, number, number, number, number, number, number];

/** Where a homography takes a point. */
export function applyHomography([a, b, c, d, e, f, g, h]: Homography, { x, y }: Point): Point {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/**
 * The homography that takes `from` closest to `to` in the algebraic least-squares sense. Null if the points leave it open: fewer than four, or on one line.
 * Coordinates should be of the order of 1.
 */
export function fitHomography(from: readonly Point[], to: readonly Point[]): Homography | null {
  if (from.length < 4) return null;
  const normal = Array.from({ length: 8 }, () => new Float64Array(9));
  const add = (row: readonly number[], target: number): void => {
    for (let i = 0; i < 8; i++) {
      const equation = normal[i] as Float64Array;
      const factor = row[i] as number;
      if (factor === 0) continue;
      for (let j = 0; j < 8; j++) equation[j] = (equation[j] as number) + factor * (row[j] as number);
      equation[8] = (equation[8] as number) + factor * target;
    }
  };
  from.forEach(({ x, y }, index) => {
    const { x: u, y: v } = to[index] as Point;
    add([x, y, 1, 0, 0, 0, -u * x, -u * y], u);
    add([0, 0, 0, x, y, 1, -v * x, -v * y], v);
  });
  const solved = solve(normal);
  return solved as Homography | null;
}

/** Solves linear equations, each a row of coefficients and the right-hand side, by elimination with pivoting; null if they are singular. */
function solve(equations: readonly Float64Array[]): number[] | null {
  const rows = [...equations];
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs((rows[row] as Float64Array)[column] as number) > Math.abs((rows[pivot] as Float64Array)[column] as number)) pivot = row;
    }
    const chosen = rows[pivot] as Float64Array;
    const divisor = chosen[column] as number;
    if (Math.abs(divisor) < 1e-9) return null;
    rows[pivot] = rows[column] as Float64Array;
    rows[column] = chosen;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const equation = rows[row] as Float64Array;
      const factor = (equation[column] as number) / divisor;
      if (factor !== 0) for (let j = column; j <= size; j++) equation[j] = (equation[j] as number) - factor * (chosen[j] as number);
    }
  }
  return rows.map((row, index) => (row[size] as number) / (row[index] as number));
}
