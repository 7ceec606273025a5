import type { Box, DetectedFace, FaceEngine, FrameAnalysis, Landmarks, Pixels } from '@face-session/face';

/**
 * Milliseconds after which the detector looks again: sooner than any hint is shown. It takes five times as long as the landmarks, so it waits
 * {@link REST} times as long as it took at least: on a slow phone most pictures go without it.
 */
const DETECT_EVERY_MS = 95;
const REST = 4;

/** A face that moved by so many widths of its box since the last picture, or grew or shrank by so much, is too fast to be followed. */
const FAST = { widths: 0.1, growth: 1.1 };

/** Where the landmarks of a face lie: their middle and their mean distance from it, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A face that is followed. */
interface Followed {
  readonly width: number;
  readonly height: number;
  /** As the detector saw them, largest first. */
  readonly faces: readonly DetectedFace[];
  /** Where the first of them was then. */
  readonly detected: Place;
  /** Where it was seen last. */
  readonly last: Place;
  /** When the detector looks again, in milliseconds of the clock. */
  readonly detectAt: number;
}

/**
 * Analyses picture after picture of a video, with landmarks and quality: by the detector now and then, and in between by the landmarks
 * alone, which are looked for where the face was. A face that moves fast is detected anew at once; one that is gone, or not alone any more,
 * when the detector looks again.
 * @param now milliseconds of any steady clock
 */
export function createFaceFollower(
  engine: FaceEngine,
  now: () => number = () => performance.now(),
): (pixels: Pixels) => Promise<FrameAnalysis> {
  let followed: Followed | undefined;

  const detect = async (pixels: Pixels): Promise<FrameAnalysis> => {
    const begun = now();
    const analysis = await engine.analyse(pixels, { landmarks: true, quality: true });
    const detectAt = begun + Math.max(DETECT_EVERY_MS, (1 + REST) * (now() - begun));
    const { width, height, faces, landmarks } = analysis;
    const place = landmarks && placeOf(landmarks);
    followed = place && { width, height, faces, detected: place, last: place, detectAt };
    return analysis;
  };

  const follow = async (pixels: Pixels, { faces, detected, last, detectAt }: Followed): Promise<FrameAnalysis | undefined> => {
    const [first, ...others] = faces;
    if (!first) return undefined;
    const landmarks = await engine.landmarks(pixels, moved(first.box, detected, last));
    const place = placeOf(landmarks);
    const box = moved(first.box, detected, place);
    if (isFast(last, place, box.width)) return undefined;
    const { width, height } = pixels;
    followed = { width, height, faces, detected, last: place, detectAt };
    const present = [{ ...first, box }, ...others];
    return { width, height, faces: present, landmarks, quality: engine.quality(pixels, present, landmarks) };
  };

  return async (pixels) => {
    const known = followed;
    const isFollowable = known && now() < known.detectAt && known.width === pixels.width && known.height === pixels.height;
    return (isFollowable && (await follow(pixels, known))) || detect(pixels);
  };
}

function placeOf(landmarks: Landmarks): Place {
  const count = landmarks.length / 2;
  let x = 0;
  let y = 0;
  for (let i = 0; i < landmarks.length; i += 2) {
    x += (landmarks[i] as number) / count;
    y += (landmarks[i + 1] as number) / count;
  }
  let size = 0;
  for (let i = 0; i < landmarks.length; i += 2) size += Math.hypot((landmarks[i] as number) - x, (landmarks[i + 1] as number) - y) / count;
  return { x, y, size };
}

/** A box that keeps to a face. */
function moved(box: Box, from: Place, to: Place): Box {
  const scale = to.size / from.size;
  return {
    x: to.x + (box.x - from.x) * scale,
    y: to.y + (box.y - from.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  };
}

function isFast(from: Place, to: Place, width: number): boolean {
  const growth = to.size / from.size;
  return Math.hypot(to.x - from.x, to.y - from.y) > FAST.widths * width || growth > FAST.growth || growth < 1 / FAST.growth;
}
