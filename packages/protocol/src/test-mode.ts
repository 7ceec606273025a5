/** How a session of a test client can be made to end: the one place where an outcome gets its name and meaning. */
export const testOutcomes = {
  pass: 'The first attempt passes.',
  pass_second: 'The first attempt fails with FACE_LIVENESS_FAILED, the second passes.',
  no_match: 'Every attempt fails with FACE_NO_MATCH, until the attempts are used up.',
  liveness_failed: 'Every attempt fails with FACE_LIVENESS_FAILED, until the attempts are used up.',
  gestures: 'The first attempt asks for gestures, and passes after them.',
  gestures_failed: 'Every attempt asks for gestures, and fails after them with FACE_LIVENESS_FAILED.',
  light: 'The first attempt asks for light, and passes after it, shown or declined.',
  slow: 'The first attempt passes; the service takes 8 seconds to answer.',
  expired: 'The session expires when its first attempt is opened.',
  camera_denied: 'The capture ends as if the person had denied the camera. The session expires after ten minutes.',
  camera_missing: 'The capture ends as if the device had no camera. The session expires after ten minutes.',
  virtual_camera: 'Every attempt is refused with MEDIA_VIRTUAL_CAMERA_DETECTED.',
} as const satisfies Record<string, string>;
export type TestOutcome = keyof typeof testOutcomes;
export const testOutcomeNames = Object.keys(testOutcomes) as [TestOutcome, ...TestOutcome[]];

/** How a session of a test client ends unless it is told otherwise. */
export const DEFAULT_TEST_OUTCOME: TestOutcome = 'pass';

/** What the capture of a test session has in place of a camera. */
export const simulatedCameras = ['working', 'denied', 'missing'] as const;
export type SimulatedCamera = (typeof simulatedCameras)[number];

/** Path below the service's address that is the issuer of test results, so that a verifier of real results refuses them. */
export const TEST_ISSUER_PATH = '/test';
