import type { CameraInfo } from '@face-session/protocol';
import type { EndCode } from '../end-code.js';
import type { CameraCause } from '../machine/state.js';

/** A camera that could not be opened. */
export class CameraFault extends Error {
  override readonly name = 'CameraFault';

  constructor(
    readonly code: EndCode,
    message: string,
    /** What the person can change; undefined where nothing helps. */
    readonly why?: CameraCause,
  ) {
    super(message);
  }
}

/** A running camera. */
export interface Camera {
  readonly stream: MediaStream;
  /** What the camera says of itself. */
  readonly info: CameraInfo;
  /** Stops it; its light goes off. */
  close(): void;
}

/** Where the choice among several cameras is remembered. */
const CHOICE_KEY = 'face-session.camera';

/**
 * Opens the camera that faces the person.
 * @param onLost called if the system takes the camera away
 * @throws CameraFault
 */
export async function openCamera(onLost: () => void): Promise<Camera> {
  // Absent outside a secure context, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new CameraFault('MEDIA_SECURITY_ERROR', 'The page is not in a secure context (https or localhost).');
  const stream = await getCamera(devices).catch(async (error: unknown) => {
    throw faultOf(error, await isDeniedForGood());
  });
  const track = stream.getVideoTracks()[0];
  if (!track) throw new CameraFault('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', 'The camera has no picture.', 'busy');
  const lost = (): void => {
    onLost();
  };
  track.addEventListener('ended', lost);
  return {
    stream,
    info: infoOf(track),
    close() {
      track.removeEventListener('ended', lost);
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/** The camera that was chosen if it is still there, else the one that faces the person. */
async function getCamera(devices: MediaDevices): Promise<MediaStream> {
  const chosen = remembered();
  try {
    return await devices.getUserMedia({ video: videoConstraints(chosen), audio: false });
  } catch (error) {
    if (chosen === undefined || (error as Error).name !== 'OverconstrainedError') throw error;
    return devices.getUserMedia({ video: videoConstraints(undefined), audio: false });
  }
}

/**
 * 720p where there is, for a sharp face; 30 pictures a second let guidance run at full rate. As the camera has it: a browser that crops a
 * camera to the wished shape would cut the head.
 */
function videoConstraints(deviceId: string | undefined): MediaTrackConstraints & { resizeMode: string } {
  return {
    // Exact, since a wish would be outweighed by a camera whose size fits better.
    ...(deviceId === undefined ? { facingMode: 'user' } : { deviceId: { exact: deviceId } }),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30 },
    resizeMode: 'none',
  };
}

function infoOf(track: MediaStreamTrack): CameraInfo {
  const { width, height, frameRate, facingMode } = track.getSettings();
  return {
    ...(track.label ? { label: track.label.slice(0, 200) } : {}),
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    ...(frameRate ? { frameRate } : {}),
    ...(facingMode ? { facingMode } : {}),
  };
}

/** Whether the browser has stopped to ask. False where it does not tell (Firefox, Safari before 16). */
async function isDeniedForGood(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'denied';
  } catch {
    return false;
  }
}

function faultOf(error: unknown, isForGood: boolean): CameraFault {
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return new CameraFault(
        'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED',
        'The permission to use the camera was not given.',
        isForGood ? 'deniedForGood' : 'denied',
      );
    case 'SecurityError':
      return new CameraFault('MEDIA_SECURITY_ERROR', 'A policy of the page or the device forbids the camera.');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new CameraFault('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', 'There is no camera.', 'none');
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return new CameraFault('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', 'The camera is in use by another application, or broken.', 'busy');
    default:
      return new CameraFault('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', `The camera could not be opened (${name || 'unknown'}).`, 'busy');
  }
}

function remembered(): string | undefined {
  try {
    return localStorage.getItem(CHOICE_KEY) ?? undefined;
  } catch {
    return undefined; // Storage is blocked.
  }
}

/** The cameras to choose from; their names are known only once the permission was given. */
export async function listCameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput');
}

/**
 * The camera after this one, round and round; undefined if there is none, or if the device itself told which of its cameras faces the
 * person: then the others do not.
 */
export async function otherCamera(camera: Camera): Promise<string | undefined> {
  const { deviceId, facingMode } = camera.stream.getVideoTracks()[0]?.getSettings() ?? {};
  if (facingMode) return undefined;
  const cameras = await listCameras();
  if (cameras.length < 2) return undefined;
  const index = cameras.findIndex((each) => each.deviceId === deviceId);
  return cameras[(index + 1) % cameras.length]?.deviceId;
}

/** Remembers which camera to open from now on. */
export function chooseCamera(deviceId: string): void {
  try {
    localStorage.setItem(CHOICE_KEY, deviceId);
  } catch {
    // Storage is blocked: the choice holds for nothing but this call.
  }
}
