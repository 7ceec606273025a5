import { type Calibration } from '@face-session/face';
import { matchTemplates } from '@face-session/liveness';
import type { PopulationSums } from './learned-centre.js';

/** The two templates of a person who passed. */
export interface PassedFaces {
  readonly reference: Float32Array;
  readonly live: Float32Array;
}

/** People who wait, in memory, until they are enough to be summed. */
export interface PeopleBatch {
  readonly people: number;
  /** Takes in a person who is known not to be in. */
  add(faces: PassedFaces): void;
  /** Takes in a person of whom nothing is known, unless they resemble somebody who is in. */
  addUnlessAlike(faces: PassedFaces): void;
  /** Sums up everybody who is in, and forgets them. Null if nobody is. */
  take(): PopulationSums | null;
}

/** From this match level of two live faces on they count as one person: strangers of one origin reach it more often than level 3 promises, and are left out too. */
const SAME_PERSON_LEVEL = 3;

/** @param calibration that tells who resembles whom */
export function createPeopleBatch(calibration: Calibration): PeopleBatch {
  let waiting: PassedFaces[] = [];
  return {
    get people() {
      return waiting.length;
    },
    add(faces) {
      waiting.push(faces);
    },
    addUnlessAlike(faces) {
      const resembles = waiting.some(({ live }) => matchTemplates(live, faces.live, calibration, ['live', 'live']) >= SAME_PERSON_LEVEL);
      if (!resembles) waiting.push(faces);
    },
    take() {
      const [first] = waiting;
      if (!first) return null;
      const sumOf = (role: keyof PassedFaces): Float32Array => {
        const sum = new Float64Array(first[role].length);
        for (const faces of waiting) faces[role].forEach((value, index) => (sum[index] = (sum[index] as number) + value));
        return Float32Array.from(sum);
      };
      const sums = { people: waiting.length, reference: sumOf('reference'), live: sumOf('live') };
      waiting = [];
      return sums;
    },
  };
}
