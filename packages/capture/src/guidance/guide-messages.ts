import type { Box, Pose, QualityFault } from '@face-session/face';

/** To the worker. */
export type GuideRequest =
  | { readonly type: 'start'; readonly wasm: ArrayBuffer; readonly detect: ArrayBuffer; readonly landmark: ArrayBuffer }
  | { readonly type: 'measure'; readonly width: number; readonly height: number; readonly data: Uint8ClampedArray<ArrayBuffer> };

/** What guidance needs to know of one picture. */
export interface Measurement {
  /** The largest face, in shares of the picture's width and height. */
  readonly face: Box | undefined;
  readonly faults: readonly QualityFault[];
  readonly pose: Pose | undefined;
  /** Distance from the eyes to the chin, over the picture's height. */
  readonly headSize: number | undefined;
  /** The face lies in the picture: the camera is on its side. */
  readonly isSideways?: boolean;
}

/** From the worker. */
export type GuideResponse =
  /** The worker's code runs. */
  | { readonly type: 'loaded' }
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'measured'; readonly measurement: Measurement };
