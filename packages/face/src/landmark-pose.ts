import { eyeCentres, landmark, meanLandmark, type Landmarks } from './landmarks.js';
import type { Pose } from './pose.js';

/** How far the nose tip stands out before the eyes, in distances of the eyes. Fitted to the pose net's yaw on frontal to half-turned faces. */
const NOSE_DEPTH = 0.6;

/** Where the nose tip of a level head lies between the eyes' line (0) and the mouth's (1), and degrees of pitch per unit away from it. */
const LEVEL_NOSE = 0.5;
const PITCH_DEGREES = 55;

const DEGREES = 180 / Math.PI;

/**
 * The pose as the landmarks alone show it: as good as the net's in roll, coarser in yaw and pitch, and free of cost. Same signs as
 * {@link Pose}: for guidance in a browser, which need not load the pose net.
 */
export function landmarkPose(landmarks: Landmarks): Pose {
  const { right, left } = eyeCentres(landmarks);
  const mouth = meanLandmark(landmarks, [48, 54]);
  const nose = landmark(landmarks, 30);
  const acrossX = left.x - right.x;
  const acrossY = left.y - right.y;
  const eyes = Math.hypot(acrossX, acrossY);
  const ux = acrossX / eyes;
  const uy = acrossY / eyes;
  const middle = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  // Coordinates along (u) and across (v) the line of the eyes, from its middle.
  const noseU = (nose.x - middle.x) * ux + (nose.y - middle.y) * uy;
  const noseV = -(nose.x - middle.x) * uy + (nose.y - middle.y) * ux;
  const mouthU = (mouth.x - middle.x) * ux + (mouth.y - middle.y) * uy;
  const mouthV = -(mouth.x - middle.x) * uy + (mouth.y - middle.y) * ux;
  const along = noseV / mouthV;
  const aside = (noseU - mouthU * along) / eyes;
  return {
    yaw: Math.atan(aside / NOSE_DEPTH) * DEGREES,
    pitch: (LEVEL_NOSE - along) * PITCH_DEGREES,
    roll: Math.atan2(acrossY, acrossX) * DEGREES,
  };
}
