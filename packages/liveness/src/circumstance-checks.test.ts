import { describe, expect, it } from 'vitest';
import { defaultLivenessCalibration as calibration } from './calibration.js';
import { circumstanceChecks, judgeCircumstances } from './circumstance-checks.js';

const history = { session: { failed: 9, passed: 0 }, user: { failed: 0, passed: 0 } };

describe('judgeCircumstances', () => {
  it('finds nothing and passes where nothing is known', () => {
    for (const circumstances of [undefined, {}, { history: undefined }]) {
      expect(judgeCircumstances(circumstances, calibration)).toEqual({ evidence: {}, outcome: 'pass', insistedOutcome: 'pass' });
    }
  });

  it('finds what is known, by the names of its table, and the worst of it', () => {
    const { evidence, outcome, insistedOutcome } = judgeCircumstances({ history }, calibration);
    expect(evidence).toMatchObject({ sessionHistory: { outcome: 'doubtful' }, userHistory: { outcome: 'pass' } });
    expect(Object.keys(circumstanceChecks)).toEqual(expect.arrayContaining(Object.keys(evidence)));
    expect([outcome, insistedOutcome]).toEqual(['doubtful', 'pass']);
  });

  it('keeps apart what the operator insists on', () => {
    const insistedOn = (...insisted: (keyof typeof circumstanceChecks)[]) =>
      judgeCircumstances({ history, insisted }, calibration).insistedOutcome;
    expect(insistedOn('userHistory', 'deviceHistory')).toBe('pass');
    expect(insistedOn('userHistory', 'sessionHistory')).toBe('doubtful');
  });
});
