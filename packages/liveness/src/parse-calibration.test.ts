import { describe, expect, it } from 'vitest';
import { defaultLivenessCalibration } from './calibration.js';
import { LivenessCalibrationError, parseLivenessCalibration } from './parse-calibration.js';

const own = { format: 'face-session-liveness/1', origin: '40 people before our kiosk' };

describe('parseLivenessCalibration', () => {
  it('takes the thresholds that are given, and all others as shipped', () => {
    const { origin, burst, gestures, nod, history } = parseLivenessCalibration({
      ...own,
      burst: { liveSpoofScore: 0.7 },
      gestures: { turnDegrees: 20 },
      history: { doubtFromUser: 2 },
    });
    expect(origin).toBe('40 people before our kiosk');
    expect(burst).toEqual({ ...defaultLivenessCalibration.burst, liveSpoofScore: 0.7 });
    expect(gestures).toEqual({ ...defaultLivenessCalibration.gestures, turnDegrees: 20 });
    expect(nod).toEqual(defaultLivenessCalibration.nod);
    expect(history).toEqual({ ...defaultLivenessCalibration.history, doubtFromUser: 2 });
  });

  it('takes the shipped calibration itself', () => {
    const { origin, ...sections } = defaultLivenessCalibration;
    expect(parseLivenessCalibration({ ...own, origin, ...sections })).toEqual(defaultLivenessCalibration);
  });

  it.each<[string, unknown, RegExp]>([
    ['no object', null, /not an object/],
    ['a calibration of match levels', { ...own, format: 'face-session-calibration/1' }, /format/],
    ['no origin', { ...own, origin: ' ' }, /origin/],
    ['a section that does not exist', { ...own, bursts: {} }, /no section bursts/],
    ['a threshold that does not exist', { ...own, burst: { liveSpoofscore: 0.7 } }, /no threshold burst.liveSpoofscore/],
    ['an inherited name', { ...own, burst: JSON.parse('{"__proto__":{"a":1},"toString":1}') as unknown }, /no threshold burst/],
    ['a threshold in words', { ...own, burst: { liveSpoofScore: '0.7' } }, /burst.liveSpoofScore is not a number/],
    ['a check switched off by zero', { ...own, gestures: { minHeldFrames: 0 } }, /gestures.minHeldFrames is not a number above 0/],
    ['a check that nothing can meet', { ...own, burst: { minIdentity: 1.1 } }, /burst.minIdentity is above 1/],
    ['more usable frames than a burst has', { ...own, burst: { minUsableFrames: 6 } }, /burst.minUsableFrames/],
    [
      'an attack that scores above a live face',
      { ...own, burst: { attackSpoofScore: 0.6 } },
      /attackSpoofScore is not below burst.liveSpoofScore/,
    ],
    ['a move closer that shrinks', { ...own, gestures: { closerRatio: 0.9 } }, /closerRatio/],
  ])('refuses %s, and says what is wrong', (_, value, message) => {
    expect(() => parseLivenessCalibration(value)).toThrow(LivenessCalibrationError);
    expect(() => parseLivenessCalibration(value)).toThrow(message);
  });
});
