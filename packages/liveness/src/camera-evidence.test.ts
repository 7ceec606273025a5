import { describe, expect, it } from 'vitest';
import { cameraEvidence } from './camera-evidence.js';

describe('cameraEvidence', () => {
  it('has nothing against cameras as people have them, nor against silence', () => {
    for (const label of ['FaceTime HD Camera', 'Integrated Webcam (0c45:6a08)', 'Front Camera', 'camera2 1, facing front', '']) {
      expect(cameraEvidence({ label, width: 1280, height: 720, frameRate: 30 })).toEqual({ virtual: false, faults: [] });
    }
    expect(cameraEvidence(undefined)).toEqual({ virtual: false, faults: [] });
  });

  it('knows virtual cameras by their names, however they are written', () => {
    for (const label of ['OBS Virtual Camera', 'ManyCam Virtual Webcam', 'Dummy video device (0x0000)', 'SNAP CAMERA', 'fake_device_0']) {
      expect(cameraEvidence({ label }).virtual).toBe(true);
    }
  });

  it('records sizes and rates that no camera delivers', () => {
    expect(cameraEvidence({ width: 64, height: 64 }).faults).toEqual(['IMPLAUSIBLE_SIZE']);
    expect(cameraEvidence({ width: 3000, height: 300, frameRate: 1 }).faults).toEqual(['IMPLAUSIBLE_SIZE', 'IMPLAUSIBLE_FRAME_RATE']);
    expect(cameraEvidence({ width: 480, height: 640, frameRate: 29.97 }).faults).toEqual([]);
  });
});
