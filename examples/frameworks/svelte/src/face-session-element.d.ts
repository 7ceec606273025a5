import type { HTMLAttributes } from 'svelte/elements';
import type { FaceSessionCapture, FaceSessionCaptureEventMap } from '@face-session/capture';

/** The events of the element, each as the attribute that listens to it. */
type Listeners = {
  [Name in keyof FaceSessionCaptureEventMap as `on${Name}`]?: (event: FaceSessionCaptureEventMap[Name]) => void;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'face-session-capture': HTMLAttributes<FaceSessionCapture> & Partial<Pick<FaceSessionCapture, 'options'>> & Listeners;
  }
}
