import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { eyeCentres, type DetectedFace, type FaceEngine, type Landmarks, type Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import sharp from 'sharp';
import { headRadius, smoothStep, type HeadProportions } from './head-shape.js';
import { seededRandom } from './random.js';
import { createPicture, sampleInto, type Picture } from './raster.js';
import { furnish } from './room.js';

/** One person's still picture, levelled, alone before a wall, ready to be put on a head. */
export interface FaceStill {
  /** File and place of the face in it; the same on every machine. */
  readonly name: string;
  /** The person before a wall; {@link STILL_SCALE} pixels between the eyes, their middle in the middle of the picture. */
  readonly texture: Picture;
  readonly head: HeadProportions;
  /** How far the person looks aside in the still, degrees, as `Pose` counts. */
  readonly yaw: number;
  /** The eyes' openings, in the head's measure. */
  readonly eyes: readonly EyeOpening[];
}

interface EyeOpening {
  readonly x: number;
  readonly halfWidth: number;
  /** Of the upper and the lower lid at the eye's middle. */
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between the eyes of a still. */
export const STILL_SCALE = 84;
/** Size of a still, in distances of the eyes. */
const STILL_WIDTH = 13;
const STILL_HEIGHT = 11;

/** Narrowest face that makes a subject, pixels: a smaller one is blurred before a camera at arm's length. */
const MIN_FACE_WIDTH = 85;
/** Furthest that a person may look aside in a still, degrees: beyond, too much of the face is hidden. */
const MAX_STILL_YAW = 20;

/** The pictures of people in the demonstration of `@vladmandic/face-api` (MIT): groups, of which single faces are cut out. */
const GROUP_PICTURES = ['sample1.jpg', 'sample2.jpg', 'sample3.jpg', 'sample4.jpg', 'sample5.jpg', 'sample6.jpg'];

/** All faces of the demonstration pictures (or of those named) that look at the camera and are large enough. */
export async function loadFaceStills(engine: FaceEngine, files: readonly string[] = GROUP_PICTURES): Promise<FaceStill[]> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const stills: FaceStill[] = [];
  for (const file of files) {
    const picture = await decodePicture(await readFile(join(folder, file)));
    const faces = await engine.detect(picture);
    for (const [index, face] of faces.entries()) {
      if (face.box.width < MIN_FACE_WIDTH) continue;
      const { yaw } = await engine.pose(picture, face.box);
      if (Math.abs(yaw) > MAX_STILL_YAW) continue;
      const landmarks = await engine.landmarks(picture, face.box);
      const others = faces.filter((other) => other !== face);
      stills.push({ ...(await cutOut(`${file}#${index}`, picture, landmarks, others)), yaw });
    }
  }
  return stills;
}

/** Cuts a face out, level and at one scale, and makes a wall of what is not the person: neighbours must not count as faces. */
export async function cutOut(
  name: string,
  source: Pixels,
  landmarks: Landmarks,
  others: readonly DetectedFace[],
): Promise<Omit<FaceStill, 'yaw'>> {
  const { right, left } = eyeCentres(landmarks);
  const eyeDistance = Math.hypot(left.x - right.x, left.y - right.y);
  const ux = (left.x - right.x) / eyeDistance;
  const uy = (left.y - right.y) / eyeDistance;
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const toHead = (x: number, y: number) => ({
    x: ((x - middle.x) * ux + (y - middle.y) * uy) / eyeDistance,
    y: (-(x - middle.x) * uy + (y - middle.y) * ux) / eyeDistance,
  });
  const at = (place: number) => toHead(landmarks[2 * place] ?? 0, landmarks[2 * place + 1] ?? 0);
  const head: HeadProportions = {
    halfWidth: Math.abs(at(16).x - at(0).x) / 2,
    noseY: at(30).y,
    mouthY: (at(48).y + at(54).y) / 2,
    chinY: at(8).y,
  };
  const width = STILL_WIDTH * STILL_SCALE;
  const height = STILL_HEIGHT * STILL_SCALE;
  const opaque = await asPicture(source);
  const sharpPicture = createPicture(width, height);
  const mask = new Float32Array(width * height);
  const neighbours = others.map(({ box }) => ({
    ...toHead(box.x + box.width / 2, box.y + box.height / 2),
    radius: box.width / eyeDistance,
  }));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = (column - width / 2) / STILL_SCALE;
      const y = (row - height / 2) / STILL_SCALE;
      const index = row * width + column;
      sampleInto(
        opaque,
        middle.x + (x * ux - y * uy) * eyeDistance,
        middle.y + (x * uy + y * ux) * eyeDistance,
        sharpPicture.data,
        index * 3,
      );
      mask[index] =
        personAt(head, x, y) *
        neighbours.reduce((left, face) => left * smoothStep(0.6, 1.1, Math.hypot(x - face.x, y - face.y) / face.radius), 1);
    }
  }
  const blurred = await sharp(sharpPicture.data, { raw: { width, height, channels: 3 } })
    .blur(0.55 * STILL_SCALE)
    .raw()
    .toBuffer();
  const wall: Picture = { width, height, channels: 3, data: new Uint8ClampedArray(blurred) };
  furnish(wall, seededRandom(name));
  const texture = createPicture(width, height);
  for (let i = 0; i < width * height; i++) {
    const person = mask[i] as number;
    for (let channel = 0; channel < 3; channel++) {
      const index = i * 3 + channel;
      texture.data[index] = person * (sharpPicture.data[index] as number) + (1 - person) * (wall.data[index] as number);
    }
  }
  const openings = [
    [36, 39, [37, 38], [40, 41]],
    [42, 45, [43, 44], [46, 47]],
  ] as const;
  return {
    name,
    texture,
    head,
    eyes: openings.map(([outer, inner, upper, lower]) => ({
      x: (at(outer).x + at(inner).x) / 2,
      halfWidth: Math.abs(at(inner).x - at(outer).x) / 2,
      top: (at(upper[0]).y + at(upper[1]).y) / 2,
      bottom: (at(lower[0]).y + at(lower[1]).y) / 2,
    })),
  };
}

/** 1 on the person (head, neck, shoulders), 0 on the background, soft between. */
export function personAt(head: HeadProportions, x: number, y: number): number {
  const onHead = 1 - smoothStep(1.1, 1.5, headRadius(head, x, y));
  const below = y - head.chinY;
  if (below < 0) return onHead;
  // From the neck the outline widens to the shoulders.
  const half = Math.min(2.6, 1.1 + 1.6 * below);
  return Math.max(onHead, 1 - smoothStep(half, half + 0.7, Math.abs(x)));
}

async function asPicture({ width, height, channels, data }: Pixels): Promise<Picture> {
  const raw = await sharp(data, { raw: { width, height, channels } }).removeAlpha().raw().toBuffer();
  return { width, height, channels: 3, data: new Uint8ClampedArray(raw.buffer, raw.byteOffset, raw.length) };
}
