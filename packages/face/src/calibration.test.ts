import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalibrationError, defaultCalibration, matchLevelOf, parseCalibration } from './calibration.js';
import manifest from './models.json' with { type: 'json' };

describe('the shipped calibration', () => {
  it('was measured with the shipped recognition model', () => {
    expect(defaultCalibration.recognitionModel.sha256).toBe(manifest.models.feature.sha256);
  });

  it('has levels at false match rates of 1e-3, 1e-4, 1e-5 and beyond', () => {
    expect(defaultCalibration.levels.map(({ falseMatchRate }) => falseMatchRate)).toEqual([1e-3, 1e-4, 1e-5, 1e-6]);
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
