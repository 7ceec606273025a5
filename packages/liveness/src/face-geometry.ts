import { eyeLandmarks, meanLandmark, type Landmarks, type Point } from '@face-session/face';

/** The points of a face that its geometry is made of, each the mean of several landmarks. */
interface FacePoints {
  /** The person's right eye, at the left of an unmirrored picture. */
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  readonly mouth: Point;
}

/** Where a face is, how large, and how far tilted: from landmarks alone. */
export interface FaceGeometry {
  /** Between eyes and mouth, pixels. */
  readonly centre: Point;
  /** Between the eyes' centres, pixels; shrinks as the head turns. */
  readonly eyeDistance: number;
  /** From the middle between the eyes to the mouth, pixels; shrinks as the head nods. */
  readonly height: number;
  /** Degrees; above 0: tilted to the person's own left. */
  readonly roll: number;
  /** How far the nose tip lies off the line from between the eyes to the mouth, in eye distances; above 0: to the person's own left. */
  readonly noseAcross: number;
  /** How far down that line the nose tip lies, 0 between the eyes, 1 at the mouth; grows as the head nods forward. */
  readonly noseDown: number;
}

/** 0-based places in the 68-point scheme. */
const NOSE_TIP = [29, 30, 33];
const MOUTH = [48, 51, 54, 57];

function facePoints(landmarks: Landmarks): FacePoints {
  return {
    rightEye: meanLandmark(landmarks, eyeLandmarks.right),
    leftEye: meanLandmark(landmarks, eyeLandmarks.left),
    noseTip: meanLandmark(landmarks, NOSE_TIP),
    mouth: meanLandmark(landmarks, MOUTH),
  };
}

/** The geometry of a face of 68 landmarks. */
export function faceGeometry(landmarks: Landmarks): FaceGeometry {
  const { rightEye, leftEye, noseTip, mouth } = facePoints(landmarks);
  const eyes = { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 };
  const across = { x: leftEye.x - rightEye.x, y: leftEye.y - rightEye.y };
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y };
  // The nose tip in the basis of the two lines: these coordinates of a flat picture stay the same however it is held (affine invariance).
  const determinant = across.x * down.y - across.y * down.x || 1;
  const nose = { x: noseTip.x - eyes.x, y: noseTip.y - eyes.y };
  return {
    centre: { x: (eyes.x + mouth.x) / 2, y: (eyes.y + mouth.y) / 2 },
    eyeDistance: Math.hypot(across.x, across.y),
    height: Math.hypot(down.x, down.y),
    roll: (Math.atan2(across.y, across.x) * 180) / Math.PI,
    noseAcross: (nose.x * down.y - nose.y * down.x) / determinant,
    noseDown: (across.x * nose.y - across.y * nose.x) / determinant,
  };
}

/** Mean distance between two sets of landmarks of one picture size, in parts of the first face's height: how much the face moved or changed. */
export function landmarkDistance(a: Landmarks, b: Landmarks): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) {
    sum += Math.hypot((a[i] ?? 0) - (b[i] ?? 0), (a[i + 1] ?? 0) - (b[i + 1] ?? 0));
  }
  return (2 * sum) / a.length / faceGeometry(a).height;
}
