import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CalibrationError,
  calibratedSimilarity,
  centresOf,
  defaultCalibration,
  matchLevelOf,
  parseCalibration,
  storedVector,
  withoutCentre,
  type Calibration,
} from './calibration.js';
import { similarity, TEMPLATE_LENGTH } from './template.js';
import manifest from './models.json' with { type: 'json' };

describe('the shipped calibration', () => {
  it('was measured with the shipped recognition model', () => {
    expect(defaultCalibration.recognitionModel.sha256).toBe(manifest.models.feature.sha256);
  });

  it('has levels at false match rates of 1e-3, 1e-4, 1e-5 and beyond', () => {
    expect(defaultCalibration.levels.map(({ falseMatchRate }) => falseMatchRate)).toEqual([1e-3, 1e-4, 1e-5, 1e-6]);
  });
});

describe('the shipped centre', () => {
  it('is the mean of all people that the thresholds were measured on', () => {
    expect(defaultCalibration.format).toBe('face-session-calibration/2');
    expect(defaultCalibration.centre?.people).toBe(defaultCalibration.origin.people);
    const { reference, live } = centresOf(defaultCalibration)!;
    // News photos share little: a mean of 0.05 to 0.15.
    expect(Math.sqrt(similarity(reference, reference))).toBeGreaterThan(0.05);
    expect(Math.sqrt(similarity(live, live))).toBeLessThan(0.15);
  });
});

describe('matchLevelOf', () => {
  it('gives each level from its threshold on', () => {
    for (const { level, similarity } of defaultCalibration.levels) {
      expect(matchLevelOf(similarity)).toBe(level);
      expect(matchLevelOf(similarity - 1e-6)).toBe(level - 1);
    }
  });

  it('never falls when the similarity rises', () => {
    const cosine = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(cosine, cosine, (a, b) => {
        expect(matchLevelOf(Math.min(a, b))).toBeLessThanOrEqual(matchLevelOf(Math.max(a, b)));
      }),
    );
  });

  it('gives the lowest level to what is no similarity', () => {
    expect(matchLevelOf(Number.NaN)).toBe(1);
  });
});

describe('parseCalibration', () => {
  it('takes back what was written', () => {
    expect(parseCalibration(JSON.parse(JSON.stringify(defaultCalibration)))).toEqual(defaultCalibration);
  });

  it.each([
    ['nothing', null],
    ['another format', { ...defaultCalibration, format: 'face-session-calibration/0' }],
    ['no model', { ...defaultCalibration, recognitionModel: {} }],
    ['a level missing', { ...defaultCalibration, levels: defaultCalibration.levels.slice(1) }],
    ['levels that fall', { ...defaultCalibration, levels: [...defaultCalibration.levels].reverse() }],
    [
      'a threshold above 1',
      { ...defaultCalibration, levels: defaultCalibration.levels.map((level) => ({ ...level, similarity: level.level })) },
    ],
  ])('refuses %s', (_, value) => {
    expect(() => parseCalibration(value)).toThrow(CalibrationError);
  });
});

/** A direction of unit length, drawn by a seed. */
function direction(seed: number): Float32Array {
  const values = Array.from({ length: TEMPLATE_LENGTH }, (_, i) => Math.sin(seed * 7919 + i * (seed + 1) * 1.37));
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

const plain = withoutCentre(defaultCalibration);
const { levels } = plain;
const centred: Calibration = {
  ...plain,
  format: 'face-session-calibration/2',
  uncentredLevels: levels,
  centre: {
    version: 'test',
    people: 20,
    reference: storedVector(direction(1).map((value) => value / 2)),
    live: storedVector(direction(2).map((value) => value / 3)),
  },
};

describe('a calibration with centres', () => {
  it('gives back the means that were stored', () => {
    const centres = centresOf(parseCalibration(JSON.parse(JSON.stringify(centred))))!;
    expect(centres.version).toBe('test');
    expect(similarity(centres.reference, direction(1))).toBeCloseTo(0.5, 5);
    expect(similarity(centres.live, direction(2))).toBeCloseTo(1 / 3, 5);
  });

  it('takes a component off that all templates share', () => {
    const shared = direction(3);
    const person = (seed: number): Float32Array => direction(seed).map((value, i) => value * 0.7 + 0.7 * (shared[i] as number));
    const mean = shared.map((value) => value * 0.7);
    const centres = { version: 'x', reference: mean, live: mean };
    expect(similarity(person(11), person(12))).toBeGreaterThan(0.4);
    expect(Math.abs(calibratedSimilarity(person(11), person(12), centres))).toBeLessThan(0.15);
    expect(calibratedSimilarity(person(11), person(11), centres)).toBeCloseTo(1, 5);
  });

  it('subtracts from each template the centre of its role', () => {
    const centres = centresOf(centred)!;
    const [a, b] = [direction(4), direction(5)];
    const swapped = { version: 'y', reference: centres.live, live: centres.reference };
    expect(calibratedSimilarity(a, b, centres)).toBeCloseTo(calibratedSimilarity(b, a, swapped), 6);
    expect(calibratedSimilarity(a, b, centres, ['reference', 'reference'])).toBeCloseTo(
      calibratedSimilarity(a, b, { ...centres, live: centres.reference }),
      6,
    );
  });

  it('compares templates as they are without centres, and in the old format', () => {
    const old = parseCalibration({ ...plain, format: 'face-session-calibration/1' });
    expect(centresOf(old)).toBeUndefined();
    expect(calibratedSimilarity(direction(6), direction(7), undefined)).toBe(similarity(direction(6), direction(7)));
    expect(matchLevelOf((levels[1]?.similarity ?? 0) + 1e-6, old)).toBe(3);
  });

  it('can be used without its centre, at the thresholds of templates as they are', () => {
    const lower = levels.map((level) => ({ ...level, similarity: level.similarity - 0.01 }));
    const off = withoutCentre({ ...centred, levels: lower });
    expect(off.levels).toEqual(levels);
    expect(centresOf(off)).toBeUndefined();
    expect(parseCalibration(off)).toEqual(off);
  });

  it.each([
    ['no centre', { centre: undefined }],
    ['no version', { centre: { ...centred.centre, version: '' } }],
    ['nobody behind it', { centre: { ...centred.centre, people: 0 } }],
    ['a mean of another length', { centre: { ...centred.centre, live: storedVector(direction(1).subarray(1)) } }],
    ['a mean that is too long', { centre: { ...centred.centre, live: storedVector(direction(1).map((value) => value * 2)) } }],
    ['a mean that is no number', { centre: { ...centred.centre, live: storedVector(direction(1).fill(Number.NaN)) } }],
    ['text that is not base64', { centre: { ...centred.centre, live: '***' } }],
    ['no levels of templates as they are', { uncentredLevels: undefined }],
  ])('is refused with %s', (_, change) => {
    expect(() => parseCalibration({ ...centred, ...change })).toThrow(CalibrationError);
  });
});
