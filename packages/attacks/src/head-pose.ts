/** How a head stands before the camera. */
export interface HeadPose {
  /** Degrees, as `Pose` of the face package counts them. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Shift, in distances of the eyes, in the picture's directions. */
  readonly x: number;
  readonly y: number;
  /** Size against the neutral distance; above 1 closer. */
  readonly scale: number;
  /** 0 open, 1 closed. */
  readonly blink: number;
}

export const neutralPose: HeadPose = { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, scale: 1, blink: 0 };
