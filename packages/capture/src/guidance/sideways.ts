import { rotateQuarters, type DetectedFace, type FaceEngine, type Pixels } from '@face-session/face';

/** A picture without an upright face is turned and searched again so often: rarely enough for a slow phone, and within a second. */
const LOOK_EVERY = 4;

/** The two ways in which a camera may lie on its side, in quarter turns. */
const QUARTERS = [1, 3] as const;

/**
 * Width over height of the detector's box from which a face may lie. Of four upright faces it is 0.70 to 0.76; of the same turned to either side,
 * which the detector finds with a lower score or not at all, 1.06 to 1.7.
 */
const LYING = 0.85;

const stands = ({ box }: DetectedFace): boolean => box.width / box.height < LYING;

/**
 * Tells whether the camera lies on its side.
 * @returns a function to be called with each picture and the faces found in it, largest first; true while a face lies in it
 */
export function createSidewaysLook(
  engine: Pick<FaceEngine, 'detect'>,
): (pixels: Pixels, faces: readonly DetectedFace[]) => Promise<boolean> {
  let since = 0;
  let isSideways = false;

  /** A face that stands in a turned copy, and is found better there than in the picture as it is. */
  const isBetter = async (pixels: Pixels, score: number, quarters: (typeof QUARTERS)[number]): Promise<boolean> => {
    const [found] = await engine.detect(rotateQuarters(pixels, quarters));
    return found !== undefined && stands(found) && found.score > score;
  };

  return async (pixels, [face]) => {
    if (face && stands(face)) {
      since = 0;
      isSideways = false;
    } else if (since++ % LOOK_EVERY === LOOK_EVERY - 1) {
      isSideways = false;
      for (const quarters of QUARTERS) isSideways ||= await isBetter(pixels, face?.score ?? 0, quarters);
    }
    return isSideways;
  };
}
