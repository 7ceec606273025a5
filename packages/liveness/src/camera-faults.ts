import type { CameraInfo } from '@face-session/protocol';

/** A reason to reject a camera by its own description. */
export type CameraFault = 'VIRTUAL_CAMERA_LABEL' | 'IMPLAUSIBLE_SIZE' | 'IMPLAUSIBLE_FRAME_RATE';

/** Names of virtual cameras, in lower case. Anyone can rename theirs, so this stops only careless attackers. */
const VIRTUAL_CAMERA_NAMES = [
  'obs virtual',
  'obs-camera',
  'obs camera',
  'virtual cam',
  'virtual webcam',
  'virtualcam',
  'virtual video',
  'manycam',
  'xsplit',
  'snap camera',
  'splitcam',
  'droidcam',
  'iriun',
  'epoccam',
  'e2esoft',
  'vcam',
  'v4l2loopback',
  'dummy video device',
  'unity video capture',
  'mmhmm',
  'camtwist',
  'webcamoid',
  'chromacam',
  'nvidia broadcast',
  'youcam',
  'altercam',
  'faceswap',
  'deepface',
  'fake_device',
  'fake device',
  'screen capture',
];

/** Smallest and largest side of a camera's picture that devices in use deliver, pixels. */
const MIN_SIDE = 120;
const MAX_SIDE = 8_192;
/** A picture longer than this against its width comes from no sensor; 16:9 and 20:9 screens are below. */
const MAX_ASPECT_RATIO = 2.5;
/** Frames a second that a camera's settings may claim. */
const MIN_FRAME_RATE = 5;
const MAX_FRAME_RATE = 240;

/**
 * Returns the faults of a camera by the description that the browser gives; none without a description. The description is a claim of the client: it may cause a
 * rejection, never an approval. With REFUSE_VIRTUAL_CAMERAS such a camera gets MEDIA_VIRTUAL_CAMERA_DETECTED. The audit log has the faults in any case.
 */
export function cameraFaults(camera: CameraInfo | undefined): readonly CameraFault[] {
  const faults: CameraFault[] = [];
  const label = camera?.label?.toLowerCase() ?? '';
  if (VIRTUAL_CAMERA_NAMES.some((name) => label.includes(name))) faults.push('VIRTUAL_CAMERA_LABEL');
  const { width, height, frameRate } = camera ?? {};
  if (width !== undefined && height !== undefined) {
    const short = Math.min(width, height);
    const long = Math.max(width, height);
    if (short < MIN_SIDE || long > MAX_SIDE || long / short > MAX_ASPECT_RATIO) faults.push('IMPLAUSIBLE_SIZE');
  }
  if (frameRate !== undefined && (frameRate < MIN_FRAME_RATE || frameRate > MAX_FRAME_RATE)) faults.push('IMPLAUSIBLE_FRAME_RATE');
  return faults;
}
