import { createHash } from 'node:crypto';
import {
  centresOf,
  parseCalibration,
  storedVector,
  type Calibration,
  type FaceEngine,
  type LevelThreshold,
  type StoredCentre,
} from '@face-session/face';
import { bootstrapOverPeople } from './bootstrap.js';
import { centredBy, compareAll, type Comparisons, type Sample } from './comparisons.js';
import { InputError } from './input-error.js';
import { peopleMeans } from './people-means.js';
import { RESOLVING_PAIRS, resolvesRate, sortScores, thresholdAtFmr, type SortedScores } from './error-rates.js';
import { peopleBySet, sampleItems, subjectOf } from './samples.js';
import { readDataSet } from './data-set.js';

/** The false match rate at which each level begins. */
const LEVEL_RATES = [
  { level: 2, falseMatchRate: 1e-3 },
  { level: 3, falseMatchRate: 1e-4 },
  { level: 4, falseMatchRate: 1e-5 },
  { level: 5, falseMatchRate: 1e-6 },
] as const;

/** Rates from which the tail is extrapolated must be measured this often: with fewer pairs there is nothing to calibrate on. */
const LEAST_IMPOSTOR_PAIRS = RESOLVING_PAIRS / 1e-3;

/** What is calibrated, and on which pictures. */
interface CalibrateOptions {
  /** SHA-256 of the recognition model that the engine runs. */
  readonly recognitionModelSha256: string;
  /** The set to measure on; left out, the one with the most people. */
  readonly set?: string;
  /** What the data is called in the file; no path. */
  readonly dataName: string;
}

/**
 * Thresholds of the match levels from the pictures of people in a folder: one set, all pictures against all.
 * @throws {InputError} if the set is missing or too small: 10,000 impostor pairs at least
 */
export async function calibrate(engine: FaceEngine, folder: string, options: CalibrateOptions): Promise<Calibration> {
  const sets = peopleBySet(await readDataSet(folder));
  const [set, items] =
    [...sets].sort(([, a], [, b]) => countPeople(b) - countPeople(a)).find(([name]) => name === (options.set ?? name)) ?? [];
  if (set === undefined || !items) throw new InputError('No set of people, at least two, one with several pictures.');
  const { samples } = await sampleItems(engine, folder, items, subjectOf(set));
  return calibrateSamples(samples, { ...options, dataName: `${options.dataName}, set ${set}, all against all` });
}

/** Thresholds and centre from the templates of people, all against all. @throws {InputError} as {@link calibrate} */
function calibrateSamples(
  samples: readonly Sample[],
  { recognitionModelSha256, dataName }: Pick<CalibrateOptions, 'recognitionModelSha256' | 'dataName'>,
): Calibration {
  const uncentred = compareAll(samples);
  const uncentredLevels = levelThresholds(uncentred);
  const centre = storedCentre(samples);
  const centred = compareAll(samples, centredBy(centresOf({ centre } as Calibration)));
  return parseCalibration({
    format: 'face-session-calibration/2',
    recognitionModel: { sha256: recognitionModelSha256 },
    centre,
    levels: levelThresholds(centred),
    uncentredLevels,
    origin: {
      data: dataName,
      people: centred.people,
      pictures: samples.length,
      genuinePairs: centred.genuine.scores.length,
      impostorPairs: centred.impostor.scores.length,
    },
  } satisfies Calibration);
}

/** The mean template of some people, for both roles: pictures of one kind do not tell a reference photo from a live face. */
function storedCentre(samples: readonly Sample[]): StoredCentre {
  const means = peopleMeans(samples);
  const vector = storedVector(means.mean());
  const version = createHash('sha256').update(vector).digest('hex').slice(0, 12);
  return { version, people: means.people, reference: vector, live: vector };
}

/** Thresholds at the levels' rates: measured where enough impostor pairs lie above, else extrapolated from the tail. */
export function levelThresholds(comparisons: Comparisons): LevelThreshold[] {
  const impostor = sortScores(comparisons.impostor.scores);
  if (impostor.length < LEAST_IMPOSTOR_PAIRS) {
    throw new InputError(
      `${String(impostor.length)} impostor pairs are too few to calibrate on: ${String(LEAST_IMPOSTOR_PAIRS)} are needed.`,
    );
  }
  const measured = LEVEL_RATES.filter(({ falseMatchRate }) => resolvesRate(impostor.length, falseMatchRate));
  const intervals = bootstrapOverPeople(
    comparisons,
    measured.map(({ falseMatchRate }) => falseMatchRate),
  );
  const lowest = measured.at(-1)?.falseMatchRate ?? 1e-3;
  return LEVEL_RATES.map(({ level, falseMatchRate }, index) => ({
    level,
    similarity: round(index < measured.length ? thresholdAtFmr(impostor, falseMatchRate) : extrapolate(impostor, lowest, falseMatchRate)),
    falseMatchRate,
    interval: index < measured.length ? roundInterval(intervals[index]?.threshold ?? [0, 0]) : null,
  }));
}

/** The tail of the impostors falls off about a decade for each equal step of similarity: the last measured decade's step, repeated. */
function extrapolate(impostor: SortedScores, lowest: number, rate: number): number {
  const last = thresholdAtFmr(impostor, lowest);
  const step = last - thresholdAtFmr(impostor, lowest * 10);
  return Math.min(1, last + step * Math.log10(lowest / rate));
}

function countPeople(items: readonly { label: string }[]): number {
  return new Set(items.map(({ label }) => label)).size;
}

const round = (value: number): number => Number(value.toFixed(4));
const roundInterval = ([low, high]: readonly [number, number]): [number, number] => [round(low), round(high)];
