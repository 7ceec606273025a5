import { describe, expect, it } from 'vitest';
import { cameraFaults } from './camera-faults.js';

describe('cameraFaults', () => {
  it('has nothing against cameras as people have them, nor against silence', () => {
    for (const label of ['FaceTime HD Camera', 'Integrated Webcam (0c45:6a08)', 'Front Camera', 'camera2 1, facing front', '']) {
      expect(cameraFaults({ label, width: 1280, height: 720, frameRate: 30 })).toEqual([]);
    }
    expect(cameraFaults(undefined)).toEqual([]);
  });

  it('knows virtual cameras by their names, however they are written', () => {
    for (const label of ['OBS Virtual Camera', 'ManyCam Virtual Webcam', 'Dummy video device (0x0000)', 'SNAP CAMERA', 'fake_device_0']) {
      expect(cameraFaults({ label })).toEqual(['VIRTUAL_CAMERA_LABEL']);
    }
  });

  it('finds sizes and rates that no camera delivers', () => {
    expect(cameraFaults({ width: 64, height: 64 })).toEqual(['IMPLAUSIBLE_SIZE']);
    expect(cameraFaults({ width: 3000, height: 300, frameRate: 1 })).toEqual(['IMPLAUSIBLE_SIZE', 'IMPLAUSIBLE_FRAME_RATE']);
    expect(cameraFaults({ width: 480, height: 640, frameRate: 29.97 })).toEqual([]);
  });
});
