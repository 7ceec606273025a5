import { storedVector, weighedCentre, type Calibration, type StoredCentre } from '@face-session/face';

/** Sums over distinct people from which a centre is computed, role by role. No template can be told from them: see {@link BATCH_PEOPLE}. */
export interface PopulationSums {
  /** How many people the sums are of. */
  readonly people: number;
  /** Sum of their reference photos' templates. */
  readonly reference: Float32Array;
  /** Sum of their live faces' templates. */
  readonly live: Float32Array;
}

/** Fewest people that sums grow by at once, so that neither a stored sum nor the difference of two successive ones covers fewer. */
export const BATCH_PEOPLE = 16;

/** Most people that the sums hold. Beyond it the earlier ones fade, so that the centre follows a population that changes. */
export const MOST_PEOPLE = 4096;

/** Sums of two groups of people that have nobody in common. */
export function addSums(known: PopulationSums | null, batch: PopulationSums): PopulationSums {
  if (known === null) return batch;
  const fade = Math.min(1, (MOST_PEOPLE - batch.people) / known.people);
  const sum = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, index) => value * fade + (b[index] as number));
  return {
    people: Math.round(known.people * fade) + batch.people,
    reference: sum(known.reference, batch.reference),
    live: sum(known.live, batch.live),
  };
}

/**
 * The calibration with the centre of an operator's own people, role by role.
 * @param sums null: nothing was learned yet
 * @param calibration of format 2, whose centre is the shipped one
 */
export function withLearnedCentre(
  calibration: Calibration & { readonly centre: StoredCentre },
  shipped: { readonly reference: Float32Array; readonly live: Float32Array },
  sums: PopulationSums | null,
): Calibration {
  // The same centre, but as the one of these people: what is compared with it counts as theirs.
  if (sums === null) return { ...calibration, centre: { ...calibration.centre, version: `${calibration.centre.version}+0` } };
  const centreOf = (prior: Float32Array, sum: Float32Array): string => storedVector(weighedCentre(prior, sum, sums.people));
  return {
    ...calibration,
    centre: {
      version: `${calibration.centre.version}+${String(sums.people)}`,
      people: sums.people,
      reference: centreOf(shipped.reference, sums.reference),
      live: centreOf(shipped.live, sums.live),
    },
  };
}

/**
 * What similarities are measured on: those of one recognition model, by one kind of centre. Those of all learned centres count together.
 * @param isLearned default: as the version of the centre says
 */
export function scaleOf({ recognitionModel, centre }: Calibration, isLearned = centre?.version.includes('+') === true): string {
  const version = centre?.version.split('+')[0] ?? 'off';
  return `${recognitionModel.sha256.slice(0, 12)}/${version}${isLearned ? '+learned' : ''}`;
}

/** Sums as bytes, to be sealed: the number of people (32 bits), then both sums as 32-bit floats, all little-endian. */
export function sumsToBytes({ people, reference, live }: PopulationSums): Buffer {
  const bytes = Buffer.alloc(4 + 4 * (reference.length + live.length));
  bytes.writeUInt32LE(people, 0);
  [...reference, ...live].forEach((value, index) => bytes.writeFloatLE(value, 4 + 4 * index));
  return bytes;
}

/** What {@link sumsToBytes} wrote. */
export function sumsFromBytes(bytes: Buffer): PopulationSums {
  const length = (bytes.length - 4) / 8;
  const vector = (from: number): Float32Array => Float32Array.from({ length }, (_, index) => bytes.readFloatLE(4 + 4 * (from + index)));
  return { people: bytes.readUInt32LE(0), reference: vector(0), live: vector(length) };
}
