import type { MatchLevel } from '@face-session/protocol';
import shipped from './calibration.json' with { type: 'json' };
import { similarity, TEMPLATE_LENGTH } from './template.js';

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

/** The mean templates of a population, by role, as a calibration file holds them. */
export interface StoredCentre {
  /** Names these centres in results of measurements and in the audit log. */
  readonly version: string;
  /** How many people the means are of. */
  readonly people: number;
  /** Mean template of reference photos: 512 little-endian 32-bit floats in base64. */
  readonly reference: string;
  /** Mean template of live faces, in the same form. */
  readonly live: string;
}

/**
 * Maps similarities to match levels: thresholds measured with one recognition model on stated data. `evaluate calibrate` writes it. Format 2 compares
 * centred templates, see {@link calibratedSimilarity}; format 1 compares templates as they are.
 */
export interface Calibration {
  readonly format: 'face-session-calibration/1' | 'face-session-calibration/2';
  /** The recognition model that was measured; no other may be used with these thresholds. */
  readonly recognitionModel: { readonly sha256: string };
  /** Levels 2 to 5, rising. In format 2, of centred templates. */
  readonly levels: readonly LevelThreshold[];
  /** Format 2 only: what is subtracted from templates before they are compared. */
  readonly centre?: StoredCentre;
  /** Format 2 only: the levels of templates as they are, for comparison without a centre. */
  readonly uncentredLevels?: readonly LevelThreshold[];
  readonly origin: {
    readonly data: string;
    readonly people: number;
    readonly pictures: number;
    readonly genuinePairs: number;
    readonly impostorPairs: number;
  };
}

/** What is subtracted from templates before they are compared: the mean template of each role. */
export interface Centres {
  readonly version: string;
  readonly reference: Float32Array;
  readonly live: Float32Array;
}

/** Which of the two means is subtracted from a template. */
export type Role = 'reference' | 'live';

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
  const { format, recognitionModel, levels, origin, centre, uncentredLevels } = value as Partial<Record<keyof Calibration, unknown>>;
  if (format !== 'face-session-calibration/1' && format !== 'face-session-calibration/2') {
    return 'format is neither face-session-calibration/1 nor face-session-calibration/2';
  }
  const { sha256 } = (recognitionModel ?? {}) as { sha256?: unknown };
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return 'recognitionModel.sha256 is missing';
  if (typeof origin !== 'object' || origin === null) return 'origin is missing';
  const fault = faultOfLevels('levels', levels);
  if (fault !== undefined || format === 'face-session-calibration/1') return fault;
  return faultOfLevels('uncentredLevels', uncentredLevels) ?? faultOfCentre(centre);
}

function faultOfLevels(name: string, levels: unknown): string | undefined {
  if (!Array.isArray(levels) || levels.length !== 4) return `${name} are not 2, 3, 4, 5`;
  let below = -1;
  for (const [index, entry] of (levels as unknown[]).entries()) {
    const { level, similarity: threshold } = entry as { level?: unknown; similarity?: unknown };
    if (level !== index + 2) return `${name} are not 2, 3, 4, 5`;
    if (typeof threshold !== 'number' || !(threshold > below && threshold <= 1)) {
      return `level ${String(level)} of ${name} does not begin above the one below it`;
    }
    below = threshold;
  }
  return undefined;
}

function faultOfCentre(centre: unknown): string | undefined {
  if (typeof centre !== 'object' || centre === null) return 'centre is missing';
  const { version, people, ...roles } = centre as Partial<Record<keyof StoredCentre, unknown>>;
  if (typeof version !== 'string' || version === '') return 'centre.version is missing';
  if (!Number.isInteger(people) || (people as number) < 1) return 'centre.people is not a number of people';
  for (const role of ['reference', 'live'] as const) {
    const text = roles[role];
    const vector = typeof text === 'string' ? vectorOf(text) : undefined;
    // A mean of vectors of unit length is at most as long.
    if (vector?.length !== TEMPLATE_LENGTH || !(similarity(vector, vector) <= 1)) return `centre.${role} is not a mean template`;
  }
  return undefined;
}

/** The centres of a calibration; undefined for format 1, which compares templates as they are. */
export function centresOf({ centre }: Calibration): Centres | undefined {
  if (centre === undefined) return undefined;
  const known = read.get(centre);
  if (known) return known;
  const centres = { version: centre.version, reference: vectorOf(centre.reference), live: vectorOf(centre.live) };
  read.set(centre, centres);
  return centres;
}

/** Centres are read at every comparison, and reading one takes longer than the comparison. */
const read = new WeakMap<StoredCentre, Centres>();

/** The same thresholds for comparison without a centre: those of templates as they are. */
export function withoutCentre({ recognitionModel, levels, uncentredLevels, origin }: Calibration): Calibration {
  return { format: 'face-session-calibration/1', recognitionModel, levels: uncentredLevels ?? levels, origin };
}

/**
 * People that the shipped centre counts as beside those learned: with 4, a first batch of 16 already has four fifths of the weight. A centre of one or two people, without it,
 * makes strangers alike (docs/accuracy.md, "What a level means for your people").
 */
export const SHIPPED_CENTRE_PEOPLE = 4;

/**
 * The centre of learned people and the shipped one: m = (k shipped + sum) / (k + people), with k = {@link SHIPPED_CENTRE_PEOPLE}.
 * @param sum of the templates of `people` people, in one role
 */
export function weighedCentre(shipped: Float32Array, sum: ArrayLike<number>, people: number): Float32Array {
  return shipped.map((value, index) => (SHIPPED_CENTRE_PEOPLE * value + (sum[index] as number)) / (SHIPPED_CENTRE_PEOPLE + people));
}

/** A mean template in the form of a calibration file. */
export function storedVector(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  vector.forEach((value, index) => {
    view.setFloat32(index * 4, value, true);
  });
  return btoa(String.fromCharCode(...bytes));
}

function vectorOf(text: string): Float32Array {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return new Float32Array(0);
  }
  const view = new DataView(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer);
  return Float32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getFloat32(index * 4, true));
}

/**
 * Similarity of a reference photo's template and a live face's: the cosine of what is left of each once the centre of its role is subtracted. The
 * templates of one population before one camera share a component, which makes strangers alike; the centre holds it. Without centres, the cosine of
 * the templates as they are.
 * @param roles of the two templates, unless the first is a reference photo's and the second a live face's
 */
export function calibratedSimilarity(
  a: Float32Array,
  b: Float32Array,
  centres: Centres | undefined,
  roles: readonly [Role, Role] = ['reference', 'live'],
): number {
  if (!centres) return similarity(a, b);
  const centreA = centres[roles[0]];
  const centreB = centres[roles[1]];
  if (a.length !== centreA.length || b.length !== centreB.length) throw new RangeError('Templates and centre are of different models');
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] as number) - (centreA[i] as number);
    const y = (b[i] as number) - (centreB[i] as number);
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  // A template that is the centre itself resembles nobody.
  return lengthA > 0 && lengthB > 0 ? dot / Math.sqrt(lengthA * lengthB) : 0;
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
