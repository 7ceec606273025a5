import type { FramePlan } from '@face-session/protocol';
import { throwIfAborted } from '../abort.js';
import type { CapturedFrame } from '../service/service-client.js';
import { nextPictureOrPause, pause, tellsPictures } from './next-picture.js';

/** Pixels of the shorter side of an uploaded frame: more than the recognition needs, and half a megabyte a burst. */
const SHORTER_SIDE = 480;

/** JPEG qualities tried in this order until a frame fits the plan's `maxBytes`. */
const QUALITIES = [0.92, 0.8, 0.65, 0.5] as const;

/** Milliseconds within which a video shows another picture, where the browser does not tell. */
const SHOWN_MS = 33;

/** Decides how long pictures are taken, beyond the plan's count. */
export interface Taking {
  /** Called with how many pictures are kept. */
  onTaken(taken: number): void;
  /** Sends a picture while the next are taken. @returns whether it arrived; never rejects */
  readonly send?: ((frame: CapturedFrame) => Promise<boolean>) | undefined;
  /** Whether nothing has happened yet: then only the last few pictures are kept, and the plan's count begins later. */
  isIdle?(): boolean;
  /** Whether the pictures taken are enough. */
  isEnough?(): boolean;
}

/** Pictures kept from before something happened. */
const KEPT_WHILE_IDLE = 5;

/**
 * Takes up to `plan.count` different pictures of a playing video, `plan.intervalMs` apart.
 * @param now milliseconds since the attempt was opened
 * @throws the signal's reason once it is aborted
 */
export async function takeFrames(
  video: HTMLVideoElement,
  plan: FramePlan,
  now: () => number,
  signal: AbortSignal,
  taking: Taking,
): Promise<CapturedFrame[]> {
  let frames: CapturedFrame[] = [];
  let due = 0;
  while (frames.length < plan.count && !taking.isEnough?.()) {
    await pause(due - now());
    let isNew: boolean;
    do {
      isNew = (await nextPictureOrPause(video, SHOWN_MS)) || !tellsPictures(video);
      throwIfAborted(signal);
    } while (!isNew);
    const capturedAtMs = Math.round(now());
    due = capturedAtMs + plan.intervalMs;
    const frame: CapturedFrame = { jpeg: encode(draw(video), plan.maxBytes), capturedAtMs };
    frames.push(frame);
    if (taking.send && frames.length < plan.count) frame.isAhead = taking.send(frame).then((arrived) => (frame.isAhead = arrived));
    if (taking.isIdle?.()) frames = frames.slice(-KEPT_WHILE_IDLE);
    taking.onTaken(frames.length);
  }
  return frames;
}

function draw(video: HTMLVideoElement): HTMLCanvasElement {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, SHORTER_SIDE / Math.min(videoWidth, videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no 2d canvas here.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * At once: Chromium's `toBlob` waits up to a second for an idle moment, and on a slow phone there is none while pictures are taken (about 700 ms from the last picture to
 * its JPEG on one 4 times slower than a desktop, against 50 so).
 */
function encode(canvas: HTMLCanvasElement, maxBytes: number): Blob {
  let jpeg = new Blob();
  for (const quality of QUALITIES) {
    const [, base64] = canvas.toDataURL('image/jpeg', quality).split(';base64,');
    if (!base64) throw new Error('The picture could not be encoded.');
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    jpeg = new Blob([bytes], { type: 'image/jpeg' });
    if (jpeg.size <= maxBytes) break;
  }
  return jpeg;
}
