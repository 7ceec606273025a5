import type { Point } from '../geometry.js';
import { eyeCentres, meanLandmark, type Landmarks } from '../landmarks.js';

/** Where a face is: the middle between eyes and mouth, and the distance from the eyes' middle to the mouth, which is the face's height. */
export interface FacePlace {
  readonly centre: Point;
  readonly height: number;
  /** From the eyes to the mouth, length 1. */
  readonly down: Point;
}

/** What a point of a picture belongs to, as far as the face's place tells. */
export type Region = 'face' | 'person' | 'background';

/** Half the breadth and half the height of the face's oval, and how far its middle lies below the face's centre: brows to chin. In heights of the face. */
const FACE = { across: 1.05, down: 1.35, below: 0.1 };
/** The oval of head and hair, and from where and how far to each side neck and shoulders reach. In heights of the face. */
const HEAD = { across: 1.55, down: 2.5 };
const SHOULDERS = { from: 1.2, across: 3.2 };

/** The place of a face of 68 landmarks, in their unit. */
export function facePlaceOf(landmarks: Landmarks): FacePlace {
  const { right, left } = eyeCentres(landmarks);
  const mouth = meanLandmark(landmarks, [48, 51, 54, 57]);
  const eyes = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  const height = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y) || 1;
  return {
    centre: { x: (eyes.x + mouth.x) / 2, y: (eyes.y + mouth.y) / 2 },
    height,
    down: { x: (mouth.x - eyes.x) / height, y: (mouth.y - eyes.y) / height },
  };
}

/** The region of a point. */
export function regionOf({ centre, height, down }: FacePlace, point: Point): Region {
  const x = (point.x - centre.x) / height;
  const y = (point.y - centre.y) / height;
  const along = x * down.x + y * down.y;
  const across = x * down.y - y * down.x;
  if (Math.hypot(across / FACE.across, (along - FACE.below) / FACE.down) < 1) return 'face';
  if (Math.hypot(across / HEAD.across, along / HEAD.down) < 1) return 'person';
  return along > SHOULDERS.from && Math.abs(across) < SHOULDERS.across ? 'person' : 'background';
}
