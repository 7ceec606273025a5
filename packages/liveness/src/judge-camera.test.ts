import type { CameraInfo, CameraTrace } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { defaultLivenessCalibration } from './calibration.js';
import { judgeCircumstances } from './circumstance-checks.js';
import {
  cameraEvidencePolicies,
  cameraItems,
  judgeCamera,
  strictestCameraPolicy,
  type CameraItem,
  type CameraPictures,
  type KnownCamera,
} from './judge-camera.js';

const thresholds = defaultLivenessCalibration.camera;

/** What Chromium tells of a webcam. */
const webcam: CameraInfo = {
  label: 'Integrated Webcam (0c45:6a08)',
  width: 1280,
  height: 720,
  frameRate: 30,
};
const honest: CameraTrace = {
  trackClass: 'MediaStreamTrack',
  isListed: true,
  hasGroup: true,
  hasRange: true,
  replaced: [],
  pictures: 40,
  captureTimes: 40,
  decoded: 0,
  intervalMs: 33.3,
  jitterMs: 0.4,
  rate: 7.1,
};

/** The evidence against a camera, by name. */
function itemsAgainst(camera: Omit<KnownCamera, 'policy'>): CameraItem[] {
  const { evidence } = judgeCircumstances({ camera: { ...camera, policy: 'record' } }, defaultLivenessCalibration);
  return cameraItems.filter((item) => item in evidence);
}

describe('evidence against a camera', () => {
  it('is none against a webcam, and none against a client that tells nothing', () => {
    expect(itemsAgainst({ info: webcam, trace: honest })).toEqual([]);
    expect(itemsAgainst({ info: { label: 'Front Camera' } })).toEqual([]);
    expect(itemsAgainst({})).toEqual([]);
    expect(judgeCamera({ policy: 'refuse' }, thresholds)).toEqual({ outcome: 'pass', value: 0, threshold: thresholds.doubtFrom });
    expect(judgeCamera(undefined, thresholds)).toBeUndefined();
  });

  it.each<[CameraItem, Partial<CameraInfo>, Partial<CameraTrace>, CameraPictures?]>([
    ['cameraFault', { label: 'OBS Virtual Camera' }, {}],
    ['cameraTrackClass', {}, { trackClass: 'CanvasCaptureMediaStreamTrack' }],
    ['cameraUnlisted', {}, { isListed: false }],
    ['cameraGroupless', {}, { hasGroup: false }],
    ['cameraRangeless', {}, { hasRange: false }],
    ['cameraReplaced', {}, { replaced: ['getSettings'] }],
    ['cameraOpenerReplaced', {}, { replaced: ['getUserMedia'] }],
    ['cameraToStringReplaced', {}, { replaced: ['toString'] }],
    ['cameraDecoded', {}, { decoded: 38 }],
    ['cameraUntimed', {}, { captureTimes: 0 }],
    ['cameraSteady', {}, { jitterMs: 0 }],
    ['cameraRateRefused', {}, { rate: 'refused' }],
    ['cameraStretched', {}, {}, { stretch: 0.79 }],
    ['cameraRepeatedBlocks', {}, {}, { repeatedBlocks: 0.1 }],
  ])('%s', (item, info, trace, pictures) => {
    expect(itemsAgainst({ info: { ...webcam, ...info }, trace: { ...honest, ...trace }, pictures })).toEqual([item]);
  });

  it('does not judge the times of a few pictures', () => {
    expect(itemsAgainst({ trace: { ...honest, pictures: 3, captureTimes: 0, decoded: 3, jitterMs: 0 } })).toEqual([]);
  });
});

describe('judgeCamera', () => {
  /** What a library of calls and Angular do to a page with an honest camera. */
  const libraries = { trace: { ...honest, replaced: ['getUserMedia', 'toString'] } } satisfies Pick<KnownCamera, 'trace'>;
  const obs = { info: { ...webcam, label: 'OBS Virtual Camera' } };
  const canvas = { info: webcam, trace: { ...honest, trackClass: 'CanvasCaptureMediaStreamTrack', isListed: false, hasGroup: false } };
  const outcomes = (camera: Pick<KnownCamera, 'info' | 'trace'>): unknown[] =>
    cameraEvidencePolicies.map((policy) => judgeCamera({ ...camera, policy }, thresholds)?.outcome);

  it('records, requires gestures or refuses, as the policy says', () => {
    expect(outcomes(canvas)).toEqual(['pass', 'doubtful', 'fail']);
    expect(outcomes(obs)).toEqual(['pass', 'doubtful', 'doubtful']);
  });

  it('lets libraries that replace functions of the browser be', () => {
    expect(outcomes(libraries)).toEqual(['pass', 'pass', 'pass']);
  });

  it('gives the sum of the weights, and each weight in the audit log', () => {
    const { evidence } = judgeCircumstances({ camera: { ...canvas, policy: 'record' } }, defaultLivenessCalibration);
    expect(evidence).toEqual({
      cameraTrackClass: { outcome: 'pass', value: thresholds.trackClass },
      cameraUnlisted: { outcome: 'pass', value: thresholds.unlisted },
      cameraGroupless: { outcome: 'pass', value: thresholds.groupless },
      camera: {
        outcome: 'pass',
        value: thresholds.trackClass + thresholds.unlisted + thresholds.groupless,
        threshold: thresholds.doubtFrom,
      },
    });
  });
});

describe('strictestCameraPolicy', () => {
  it('takes the strictest of what service and client ask for', () => {
    expect(strictestCameraPolicy('record', 'gestures')).toBe('gestures');
    expect(strictestCameraPolicy('refuse', 'gestures')).toBe('refuse');
    expect(strictestCameraPolicy()).toBe('record');
  });
});
