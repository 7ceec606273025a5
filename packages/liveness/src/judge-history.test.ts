import { describe, expect, it } from 'vitest';
import { defaultLivenessCalibration } from './calibration.js';
import { historyKinds, historyRefusal, judgeHistory, type HistoryKind } from './judge-history.js';

const { history: thresholds } = defaultLivenessCalibration;
const doubtFrom: Record<HistoryKind, number> = {
  session: thresholds.doubtFromSession,
  user: thresholds.doubtFromUser,
  photo: thresholds.doubtFromPhoto,
  device: thresholds.doubtFromDevice,
  address: thresholds.doubtFromAddress,
};

describe('judgeHistory', () => {
  it('finds nothing where nothing is known', () => {
    for (const kind of historyKinds) {
      expect(judgeHistory(kind, undefined, thresholds)).toBeUndefined();
      expect(judgeHistory(kind, {}, thresholds)).toBeUndefined();
    }
  });

  it.each(historyKinds)('doubts an attempt from the threshold of its %s on, and never fails one', (kind) => {
    const least = doubtFrom[kind];
    const judged = (failed: number) => judgeHistory(kind, { [kind]: { failed, passed: 0 } }, thresholds);
    expect(judged(least - 1)).toEqual({ outcome: 'pass', value: least - 1, threshold: least });
    expect(judged(least)).toEqual({ outcome: 'doubtful', value: least, threshold: least });
    expect(judged(1000)?.outcome).toBe('doubtful');
  });

  it('doubts nobody for the failures of a shared address where most attempts pass', () => {
    const judged = (failed: number, passed: number) => judgeHistory('address', { address: { failed, passed } }, thresholds)?.outcome;
    expect(judged(100, 900)).toBe('pass');
    expect(judged(100, 100)).toBe('doubtful');
    expect(judgeHistory('user', { user: { failed: 100, passed: 900 } }, thresholds)?.outcome).toBe('doubtful');
  });
});

describe('historyRefusal', () => {
  const refused = { failed: 1000, passed: 0 };

  it('refuses a device and an address of which very many attempts failed', () => {
    const { refuseFromDevice, refuseFromAddress } = thresholds;
    expect(historyRefusal({ device: { failed: refuseFromDevice, passed: 0 } }, thresholds)).toBe('device');
    expect(historyRefusal({ device: { failed: refuseFromDevice - 1, passed: 0 } }, thresholds)).toBeNull();
    expect(historyRefusal({ address: { failed: refuseFromAddress, passed: 0 } }, thresholds)).toBe('address');
    expect(historyRefusal({ address: { failed: refuseFromAddress - 1, passed: 0 } }, thresholds)).toBeNull();
  });

  it('refuses no shared address where a fifth and more of the attempts pass after all', () => {
    expect(historyRefusal({ address: { failed: 700, passed: 300 } }, thresholds)).toBeNull();
    expect(historyRefusal({ address: { failed: 900, passed: 100 } }, thresholds)).toBe('address');
  });

  it('refuses nobody for failures under their user, photo or session: others can cause them', () => {
    expect(historyRefusal({ user: refused, photo: refused, session: refused }, thresholds)).toBeNull();
  });
});
