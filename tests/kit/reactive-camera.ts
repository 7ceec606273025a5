import { createCamera, seededRandom, type Presenter } from '@face-session/attacks';
import { gestures, type Gesture } from '@face-session/protocol';
import type { Page as BrowserPage } from 'playwright-core';

/** Between two pictures, ms: drawing one takes 30 here, and the service wants the core too. */
const PICTURE_MS = 80;

/**
 * Puts somebody before the camera of a tab who hears what the session asks for, as a camera file cannot. To be called before the page is opened. The camera has
 * no name and noise of its own.
 */
export async function standBefore(tab: BrowserPage, presenter: Presenter, seed: string): Promise<void> {
  const camera = createCamera(seededRandom(seed));
  const begunMs = Date.now();
  const now = (): number => Date.now() - begunMs;
  await tab.exposeFunction('takePicture', async () => Buffer.from((await camera(presenter.scene(now()))).jpeg).toString('base64'));
  await tab.exposeFunction('hearStatus', (statusCode: string) => {
    const gesture = statusCode.replace('FACE_LIVENESS_', '') as Gesture;
    if (gestures.includes(gesture)) presenter.challenge([gesture], now());
  });
  await tab.addInitScript(installCamera, PICTURE_MS);
}

/** Runs in the page, before its own code: a canvas for a camera, and the session's events for ears. */
function installCamera(pictureMs: number): void {
  const { takePicture, hearStatus } = window as unknown as {
    takePicture: () => Promise<string>;
    hearStatus: (statusCode: string) => Promise<void>;
  };
  window.addEventListener('TraceEvent', (event) => {
    const { statusCode } = event as Event & { statusCode?: string };
    if (statusCode !== undefined) void hearStatus(statusCode);
  });
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const stream = canvas.captureStream();
    const [track] = stream.getVideoTracks();
    const draw = async (): Promise<void> => {
      const bytes = Uint8Array.from(atob(await takePicture()), (character) => character.charCodeAt(0));
      context?.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })), 0, 0);
    };
    const keepDrawing = async (): Promise<void> => {
      while (track?.readyState === 'live') {
        const startedMs = performance.now();
        await draw();
        await new Promise((resolve) => setTimeout(resolve, startedMs + pictureMs - performance.now()));
      }
    };
    await draw();
    void keepDrawing();
    return stream;
  };
}
