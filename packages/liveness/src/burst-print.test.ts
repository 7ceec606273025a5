import { mulberry32 } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { isTelling, mirroredPrint, packPrint, printDifference, unpackPrint, type BurstPrint } from './burst-print.js';
import { defaultLivenessCalibration } from './calibration.js';
import { printCells } from './print-cells.js';

const { replay } = defaultLivenessCalibration;

interface Draws {
  between(from: number, to: number): number;
  normal(): number;
}

function seededRandom(seed: number): Draws {
  const next = mulberry32(seed);
  return {
    between: (from, to) => from + (to - from) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

const FRAMES = 5;
const SHAPE = 7;

/** A burst of a person: where they sit, how they hold their face, and how they move meanwhile. */
function drawPrint(random: Draws, person: Draws, moved = 0.08): BurstPrint {
  const face = Array.from({ length: SHAPE }, () => person.between(-0.3, 0.3));
  let [x, y, size, roll] = [random.between(280, 360), random.between(200, 280), random.between(50, 70), random.between(-0.1, 0.1)];
  return Array.from({ length: FRAMES }, () => {
    x += random.normal() * moved * size;
    y += random.normal() * moved * size;
    size *= Math.exp(random.normal() * moved * 0.2);
    roll += random.normal() * moved * 0.2;
    return { x, y, size, roll, shape: face.map((value) => value + random.normal() * 0.03) };
  });
}

/** The same burst as it is measured in other pixels: cut, scaled, turned, and a little wrong. */
function inOtherPixels(print: BurstPrint, random: Draws, noise = 0.003): BurstPrint {
  const [scale, turn, left, top] = [random.between(0.5, 2), random.between(-0.2, 0.2), random.between(-90, 90), random.between(-90, 90)];
  return print.map(({ x, y, size, roll, shape }) => ({
    x: scale * (Math.cos(turn) * x - Math.sin(turn) * y) + left + random.normal() * noise * size * scale,
    y: scale * (Math.sin(turn) * x + Math.cos(turn) * y) + top + random.normal() * noise * size * scale,
    size: size * scale * Math.exp(random.normal() * noise),
    roll: roll + turn + random.normal() * noise,
    shape: shape.map((value) => value + random.normal() * 3 * noise),
  }));
}

const tries = Array.from({ length: 300 }, (_, index) => ({
  random: seededRandom(index),
  person: () => seededRandom(1000 + (index % 20)),
}));

describe('a print in other pixels', () => {
  it.each([
    ['as it is', (print: BurstPrint) => print],
    ['in the mirror', mirroredPrint],
    ['backwards', (print: BurstPrint) => [...print].reverse()],
    ['backwards in the mirror', (print: BurstPrint) => [...mirroredPrint(print)].reverse()],
    [
      'with one face measured wrongly',
      (print: BurstPrint) => print.map((face, index) => (index === 2 ? { ...face, size: face.size * 1.05 } : face)),
    ],
  ])('is known again, %s, and found by its cells', (_, change) => {
    let [known, found] = [0, 0];
    for (const { random, person } of tries) {
      const print = drawPrint(random, person());
      const again = change(inOtherPixels(print, random));
      if (printDifference(again, [print], replay) <= replay.maxDifference) known++;
      const kept = new Set(printCells(print, 'own'));
      if (printCells(again, 'near').some((cell) => kept.has(cell))) found++;
    }
    expect({ known: known / tries.length > 0.99, found: found / tries.length > 0.97 }).toEqual({ known: true, found: true });
  });
});

describe('another burst of the same person in the same chair', () => {
  it('is not known, as it is, backwards and in the mirror', () => {
    for (const { random, person } of tries) {
      const [one, other] = [drawPrint(random, person()), drawPrint(random, person())];
      expect(printDifference(one, [other], replay)).toBeGreaterThan(replay.maxDifference);
    }
  });
});

it('says nothing of a head that hardly moved', () => {
  const random = seededRandom(1);
  expect(isTelling(drawPrint(random, random, 0.003), replay)).toBe(false);
  expect(isTelling(drawPrint(random, random), replay)).toBe(true);
});

it('is the same after the store', () => {
  const print = drawPrint(seededRandom(1), seededRandom(2));
  const again = unpackPrint(packPrint(print));
  expect(again).toHaveLength(FRAMES);
  for (const [index, placement] of again.entries()) {
    expect(placement.x).toBeCloseTo(print[index]!.x, 3);
    expect(placement.shape[6]).toBeCloseTo(print[index]!.shape[6]!, 5);
  }
  expect(printDifference(again, [print], replay)).toBeLessThan(0.01);
});

it('looks into a bounded number of cells', () => {
  for (const { random, person } of tries) expect(printCells(drawPrint(random, person()), 'near').length).toBeLessThanOrEqual(1_024);
});
