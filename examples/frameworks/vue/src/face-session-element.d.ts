import type { EmitFn, HTMLAttributes } from 'vue';
import type { FaceSessionCapture, FaceSessionCaptureEventMap } from '@face-session/capture';

/** The element as templates see it: its properties, and its events with their details. */
type CaptureElement = new () => FaceSessionCapture & {
  $props: HTMLAttributes & Partial<Pick<FaceSessionCapture, 'options'>>;
  $emit: EmitFn<{ [Name in keyof FaceSessionCaptureEventMap]: (event: FaceSessionCaptureEventMap[Name]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'face-session-capture': CaptureElement;
  }
}
