import type { MatchLevel } from '@face-session/protocol';
import shipped from './calibration.json' with { type: 'json' };

/** Where a match level begins. */
export interface LevelThreshold {
  readonly level: Exclude<MatchLevel, 1>;
  /** Lowest similarity of this level. */
  readonly similarity: number;
  /** False match rate at this similarity on the calibration data; for the highest level extrapolated. */
  readonly falseMatchRate: number;
  /** 95 % interval of the similarity, bootstrapped over people; null where it is extrapolated. */
  readonly interval: readonly [number, number] | null;
}

/** What turns similarities into match levels: thresholds measured with one recognition model on stated data. Made by `evaluate -- calibrate`. */
export interface Calibration {
  readonly format: 'face-session-calibration/1';
  /** The recognition model that was measured; no other may be used with these thresholds. */
  readonly recognitionModel: { readonly sha256: string };
  /** Levels 2 to 5, rising. */
  readonly levels: readonly LevelThreshold[];
  readonly origin: {
    readonly data: string;
    readonly people: number;
    readonly pictures: number;
    readonly genuinePairs: number;
    readonly impostorPairs: number;
  };
}

/** The calibration that is shipped, for the recognition model that is shipped. */
export const defaultCalibration: Calibration = parseCalibration(shipped);

/** Reads a calibration from JSON. @throws {CalibrationError} saying what is wrong with it */
export function parseCalibration(value: unknown): Calibration {
  const fault = findFault(value);
  if (fault !== undefined) throw new CalibrationError(`Not a calibration: ${fault}`);
  return value as Calibration;
}

function findFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'not an object';
  const { format, recognitionModel, levels, origin } = value as Partial<Record<keyof Calibration, unknown>>;
  if (format !== 'face-session-calibration/1') return 'format is not face-session-calibration/1';
  const { sha256 } = (recognitionModel ?? {}) as { sha256?: unknown };
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return 'recognitionModel.sha256 is missing';
  if (typeof origin !== 'object' || origin === null) return 'origin is missing';
  if (!Array.isArray(levels) || levels.length !== 4) return 'levels are not 2, 3, 4, 5';
  let below = -1;
  for (const [index, entry] of (levels as unknown[]).entries()) {
    const { level, similarity } = entry as { level?: unknown; similarity?: unknown };
    if (level !== index + 2) return 'levels are not 2, 3, 4, 5';
    if (typeof similarity !== 'number' || !(similarity > below && similarity <= 1)) {
      return `level ${String(level)} does not begin above the one below it`;
    }
    below = similarity;
  }
  return undefined;
}

/** A calibration that cannot be used. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError';
}

/** The match level of a similarity. */
export function matchLevelOf(similarity: number, calibration: Calibration = defaultCalibration): MatchLevel {
  let reached: MatchLevel = 1;
  for (const { level, similarity: threshold } of calibration.levels) if (similarity >= threshold) reached = level;
  return reached;
}
