import type { SimulatedCamera } from '@face-session/protocol';
import { throwIfAborted } from '../abort.js';
import { eventOfError } from '../machine/event-of-error.js';
import type { SessionEvent } from '../machine/state.js';
import { openCamera, otherCamera, type Camera } from './camera.js';
import { nextPictureOrPause, pause, PICTURE_PAUSE_MS, tellsPictures } from './next-picture.js';
import { openSimulatedCamera } from './simulated-camera.js';

interface SessionCameraParts {
  /** Shows the pictures. */
  readonly video: HTMLVideoElement;
  /** In test mode: how the camera behaves that is drawn. Undefined: a real one is opened. */
  readonly simulated: ((signal: AbortSignal) => Promise<SimulatedCamera | undefined>) | undefined;
  /** Whether pictures are awaited just now. */
  readonly isWatched: () => boolean;
  readonly dispatch: (event: SessionEvent) => void;
}

/** The camera of a session: opened and closed as the session asks for. What becomes of it is dispatched. */
interface SessionCamera {
  /** What the open camera says of itself; undefined: none is open. */
  readonly info: Camera['info'] | undefined;
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** A camera that gives no picture for so many pauses has stopped: 5 s, since the darkest room slows a camera to a few pictures a second. */
const STILL_PAUSES = 5_000 / PICTURE_PAUSE_MS;

/** Milliseconds between two looks for a picture: each look has the browser draw the page once more, which a slow phone feels. */
const LOOK_EVERY_MS = 500;

export function createSessionCamera({ video, simulated, isWatched, dispatch }: SessionCameraParts): SessionCamera {
  let camera: Camera | undefined;
  let opening: AbortController | undefined;

  /** Notices a camera that stopped and of which no event tells: other code of the page stopped its track, or its driver hangs. */
  const watchPictures = async (stream: MediaStream, signal: AbortSignal): Promise<void> => {
    for (let pauses = 0; !signal.aborted && stream.active && pauses < STILL_PAUSES;) {
      const isStill = !(await nextPictureOrPause(video)) && tellsPictures(video) && isWatched();
      pauses = isStill ? pauses + 1 : 0;
      if (!isStill) await pause(LOOK_EVERY_MS);
    }
    if (!signal.aborted) dispatch({ type: 'CAMERA_LOST' });
  };

  const start = async (signal: AbortSignal): Promise<void> => {
    const opened = simulated
      ? openSimulatedCamera(await simulated(signal))
      : await openCamera(() => {
          dispatch({ type: 'CAMERA_LOST' });
        });
    if (signal.aborted) {
      opened.close();
      return;
    }
    camera = opened;
    video.srcObject = opened.stream;
    dispatch({ type: 'CAMERA_ALLOWED' });
    await firstPicture(video, signal);
    dispatch({ type: 'CAMERA_READY' });
    if (simulated) return;
    void watchPictures(opened.stream, signal);
    const other = await otherCamera(opened).catch(() => undefined);
    dispatch({ type: 'CAMERA_CHOICE', other });
  };

  return {
    get info() {
      return camera?.info;
    },
    async open() {
      opening = new AbortController();
      const { signal } = opening;
      try {
        await start(signal);
      } catch (error) {
        if (!signal.aborted) dispatch(eventOfError(error));
      }
    },
    close() {
      opening?.abort();
      camera?.close();
      camera = undefined;
      video.srcObject = null;
    },
  };
}

/** Resolves when the video shows its first picture. */
async function firstPicture(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  // Autoplay of a muted inline video is allowed everywhere; where it is refused all the same, the phase's limit ends the waiting.
  await Promise.resolve(video.play()).catch(() => undefined);
  while (!signal.aborted && (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0)) {
    await nextPictureOrPause(video);
  }
  throwIfAborted(signal);
}
