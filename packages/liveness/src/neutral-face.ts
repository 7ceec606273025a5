import { faceGeometry } from './face-geometry.js';
import { median } from './median.js';
import type { OneFaceFrame } from './timed-frame.js';

/** The face of a burst, looking at the camera: what gestures are measured against. JSON; biometric, so it is stored sealed. */
export interface NeutralFace {
  /** 512 numbers of unit length, of the best frame. */
  readonly template: readonly number[];
  /** Degrees. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly eyeLineRoll: number;
  /** See `FaceGeometry`; pixels. */
  readonly eyeDistance: number;
  readonly height: number;
  readonly noseAcross: number;
  readonly noseDown: number;
  /** Size of the picture, pixels: gestures must come in the same. */
  readonly picture: { readonly width: number; readonly height: number };
  /** When the last frame was taken, ms since the attempt was opened, by the client's clock. */
  readonly lastCapturedAtMs: number;
}

/** The burst's medians, so that one bad frame does not shift what gestures are measured against. */
export function neutralFaceOf(frames: readonly OneFaceFrame[], best: number): NeutralFace {
  const geometries = frames.map((frame) => faceGeometry(frame.analysis.landmarks));
  const chosen = frames[best] as OneFaceFrame;
  return {
    template: Array.from(chosen.analysis.template),
    yaw: median(frames.map((frame) => frame.analysis.pose.yaw)),
    pitch: median(frames.map((frame) => frame.analysis.pose.pitch)),
    roll: median(frames.map((frame) => frame.analysis.pose.roll)),
    eyeLineRoll: median(geometries.map((geometry) => geometry.roll)),
    eyeDistance: median(geometries.map((geometry) => geometry.eyeDistance)),
    height: median(geometries.map((geometry) => geometry.height)),
    noseAcross: median(geometries.map((geometry) => geometry.noseAcross)),
    noseDown: median(geometries.map((geometry) => geometry.noseDown)),
    picture: { width: chosen.analysis.width, height: chosen.analysis.height },
    lastCapturedAtMs: Math.max(...frames.map((frame) => frame.capturedAtMs)),
  };
}
