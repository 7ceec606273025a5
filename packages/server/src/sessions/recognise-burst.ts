import type { AnalysisParts } from '@face-session/face';
import {
  burstPrintOf,
  firstBurstParts,
  isTelling,
  packPrint,
  printCells,
  printDifference,
  unpackPrint,
  type TimedFrame,
} from '@face-session/liveness';
import { FRAME_MEMORY_MS } from './measure-frames.js';
import type { SessionParts } from './parts.js';

/** Most earlier prints that one burst is compared with: a bound on the work. */
const MOST_COMPARED = 1000;

const PRINT_ID_BYTES = 16;

/** What is measured of a frame of a burst at first; where it is, only where bursts are recognised in other pixels. */
export function partsOfBurst(
  { config, livenessCalibration }: Pick<SessionParts, 'config' | 'livenessCalibration'>,
  place: number,
): AnalysisParts {
  return { ...firstBurstParts(place, livenessCalibration), placement: config.frameMemory === 'similar' };
}

/**
 * Keeps the print of a burst for as long as its frames are remembered, sealed, and under keyed hashes of the cells it lies in: nothing of it can be read or compared without
 * the key of this installation.
 * @returns how much it differs from the most alike burst before, of any client; undefined where that is not asked for, a frame shows no face, or the head hardly moved
 */
export async function recogniseBurst(
  {
    store,
    sealer,
    random,
    clock,
    livenessCalibration: { replay },
  }: Pick<SessionParts, 'store' | 'sealer' | 'random' | 'clock' | 'livenessCalibration'>,
  frames: readonly TimedFrame[],
): Promise<number | undefined> {
  const print = burstPrintOf(frames);
  if (print === undefined || !isTelling(print, replay)) return undefined;
  const hashesOf = (cells: readonly string[]): string[] => cells.map((cell) => sealer.keyedHash('burst-cell', cell).slice(0, 32));
  const printId = random.bytes(PRINT_ID_BYTES).toString('hex');
  const printSealed = sealer.seal('burst-print', printId, packPrint(print));
  const stored = { printId, printSealed, cellHashes: hashesOf(printCells(print, 'own')) };
  const earlier = await store.usePrint(stored, hashesOf(printCells(print, 'near')), clock() + FRAME_MEMORY_MS, MOST_COMPARED);
  const prints = earlier.map((other) => unpackPrint(sealer.open('burst-print', other.printId, other.printSealed)));
  return printDifference(print, prints, replay);
}
