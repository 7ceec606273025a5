import type { FacePlacement } from '@face-session/face';
import { mirroredPrint, type BurstPrint } from './burst-print.js';

/*
 * How prints that may be alike are found among very many, without comparing with each: three frames of a print lie in a cell of a grid, and the same three frames in other
 * pixels lie in the same cell, or in one beside it.
 */

/** Frames of which cells are kept, by their places: whichever frame is measured wrongly, it is in none of one of these. */
const KEPT: readonly (readonly number[])[] = [
  [0, 1, 2],
  [2, 3, 4],
  [0, 1, 3],
  [1, 3, 4],
];

/** One number of a cell: its width, and how near to an edge of the cell the same frames may lie beyond it. */
interface Side {
  readonly value: number;
  readonly width: number;
  readonly margin: number;
}

/** Of how far a face moved, in sizes. */
const MOVED = { width: 0.06, margin: 0.015 };

/** Of the shape, in sizes. */
const SHAPED = { width: 0.12, margin: 0.03 };

/** Sides of which the cell beyond the edge is looked into too, those nearest to it: each doubles the cells. */
const MOST_BESIDE = 6;

/** The cells of a print to keep (`own`), or to look for earlier ones in (`near`). */
export function printCells(print: BurstPrint, which: 'own' | 'near'): string[] {
  const orders = which === 'near' ? [print, mirroredPrint(print)].flatMap((way) => [way, [...way].reverse()]) : [print];
  return orders.flatMap((order) =>
    KEPT.flatMap((places) => {
      const sides = sidesOf(places.map((place) => order[place] as FacePlacement));
      return which === 'near' ? cellsNear(sides) : [nameOf(sides.map(indexOf))];
    }),
  );
}

/** The numbers that place three frames in the grid: how far the face moved from the first of them to the others, as it stands in the first, and its shape there. */
function sidesOf([first, ...others]: readonly FacePlacement[]): Side[] {
  if (!first) return [];
  const [cos, sin] = [Math.cos(first.roll) / first.size, Math.sin(first.roll) / first.size];
  return [
    ...others.flatMap(({ x, y }) => [
      { value: cos * (x - first.x) + sin * (y - first.y), ...MOVED },
      { value: cos * (y - first.y) - sin * (x - first.x), ...MOVED },
    ]),
    ...first.shape.map((value) => ({ value, ...SHAPED })),
  ];
}

function indexOf({ value, width }: Side): number {
  return Math.floor(value / width);
}

/** The cell that the sides lie in, and those beyond edges that are near. */
function cellsNear(sides: readonly Side[]): string[] {
  const distances = sides.map(({ value, width, margin }, index) => {
    const inside = value / width - Math.floor(value / width);
    const [distance, step] = inside < 0.5 ? [inside, -1] : [1 - inside, 1];
    return { index, step, distance: (distance * width) / margin };
  });
  const beside = distances
    .filter(({ distance }) => distance < 1)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, MOST_BESIDE);
  let cells = [sides.map(indexOf)];
  for (const { index, step } of beside)
    cells = [...cells, ...cells.map((cell) => cell.map((at, side) => (side === index ? at + step : at)))];
  return cells.map(nameOf);
}

function nameOf(cell: readonly number[]): string {
  return cell.join(' ');
}
