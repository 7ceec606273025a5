import type { CameraInfo } from '@face-session/protocol';
import { CameraError } from '../fault-errors.js';

/** A running camera. */
export interface Camera {
  readonly stream: MediaStream;
  /** Label and settings that the camera reports. */
  readonly info: CameraInfo;
  /** Stops it; its light goes off. */
  close(): void;
}

/** Where the choice among several cameras is remembered. */
const CHOICE_KEY = 'face-session.camera';

/** Milliseconds that the system may mute a camera, as a short call does, before it is opened again. */
const MUTED_MS = 1_500;

/**
 * Opens the camera that faces the person; another one if that is in use.
 * @param onLost called once if the system takes the camera away: it ended, or gives no pictures
 * @throws CameraError
 */
export async function openCamera(onLost: () => void): Promise<Camera> {
  // Absent outside a secure context, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw notSecure();
  const stream = await getCamera(devices).catch(async (error: unknown) => {
    throw forbiddenBy(error) ?? errorOf(error, await isDeniedForGood());
  });
  const track = stream.getVideoTracks()[0];
  if (!track) throw new CameraError('CAMERA_MISSING', 'There is no camera.');
  let mutedTimer: ReturnType<typeof setTimeout> | undefined;
  const release = (): void => {
    clearTimeout(mutedTimer);
    track.removeEventListener('ended', lost);
    track.removeEventListener('mute', muted);
    track.removeEventListener('unmute', unmuted);
  };
  const lost = (): void => {
    release();
    onLost();
  };
  const muted = (): void => {
    clearTimeout(mutedTimer);
    mutedTimer = setTimeout(lost, MUTED_MS);
  };
  const unmuted = (): void => {
    clearTimeout(mutedTimer);
  };
  // A camera may start muted, as during a call. No event reports that.
  if (track.muted) muted();
  track.addEventListener('ended', lost);
  track.addEventListener('mute', muted);
  track.addEventListener('unmute', unmuted);
  return {
    stream,
    info: infoOf(track),
    close() {
      release();
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/** The camera that was chosen if it is still there, else the one that faces the person, else any that is free. */
async function getCamera(devices: MediaDevices): Promise<MediaStream> {
  const open = (deviceId: string | undefined): Promise<MediaStream> =>
    devices.getUserMedia({ video: videoConstraints(deviceId), audio: false });
  const chosen = remembered();
  const first =
    chosen === undefined
      ? open(undefined)
      : open(chosen).catch((error: unknown) => (isAbsent(error) ? open(undefined) : Promise.reject(error as Error)));
  try {
    return await first;
  } catch (error) {
    if (!isBusy(error)) throw error;
    for (const { deviceId } of await listCameras().catch(() => [])) {
      if (!deviceId) continue;
      const stream = await open(deviceId).catch(() => undefined);
      if (stream) return stream;
    }
    throw error;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error || error instanceof DOMException ? error.name : '');
const isAbsent = (error: unknown): boolean => ['OverconstrainedError', 'NotFoundError'].includes(nameOf(error));
const isBusy = (error: unknown): boolean => ['NotReadableError', 'TrackStartError', 'AbortError'].includes(nameOf(error));

/** The part of a document's permissions policy that is used. Only Chromium exposes it. */
interface PolicyOf {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** The fault of a page that its own policy, or that of the page around it, forbids the camera. Browsers say NotAllowedError to both. */
function forbiddenBy(error: unknown): CameraError | undefined {
  if (nameOf(error) !== 'NotAllowedError') return undefined;
  const { featurePolicy } = document as PolicyOf;
  if (featurePolicy?.allowsFeature('camera') !== false) return undefined;
  return window === window.top
    ? new CameraError('CAMERA_POLICY', `The Permissions-Policy of ${location.origin} does not allow the camera.`)
    : new CameraError('CAMERA_FRAME', `The page ${location.origin} is in an iframe without allow="camera".`);
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
  const info = {
    label: track.label.slice(0, 200) || undefined,
    width: width || undefined,
    height: height || undefined,
    frameRate: frameRate || undefined,
    facingMode: facingMode || undefined,
  };
  return info;
}

/** Whether the browser has stopped to ask. False where it does not tell (Firefox, Safari before 16). */
async function isDeniedForGood(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'denied';
  } catch {
    return false;
  }
}

function notSecure(): CameraError {
  return new CameraError('PAGE_NOT_SECURE', `The page ${location.origin} is not in a secure context.`);
}

function errorOf(error: unknown, isForGood: boolean): CameraError {
  const name = nameOf(error);
  if (name === 'NotAllowedError' || name === 'PermissionDeniedError') {
    return isForGood
      ? new CameraError('CAMERA_BLOCKED', 'The camera is blocked for this page in the settings of the browser or the system.')
      : new CameraError('CAMERA_DENIED', 'The camera was not allowed.');
  }
  if (name === 'SecurityError') return new CameraError('CAMERA_POLICY', `A policy of ${location.origin} forbids the camera.`);
  if (isAbsent(error)) return new CameraError('CAMERA_MISSING', 'There is no camera.');
  return new CameraError('CAMERA_IN_USE', `The camera is in use, or broken (${name}).`);
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
    // Storage is blocked: the choice is valid for this call only.
  }
}
