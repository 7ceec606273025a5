import { describe, expect, it } from 'vitest';
import type { Point } from '../geometry.js';
import type { Landmarks } from '../landmarks.js';
import type { Pixels } from '../pixels.js';
import { sceneOf } from './grey-picture.js';
import { measureSceneMotion, type SceneFrame } from './measure-scene-motion.js';

const WIDTH = 640;
const HEIGHT = 480;
const CENTRE: Point = { x: 320, y: 220 };
/** From the eyes to the mouth, pixels. */
const FACE_HEIGHT = 70;

/** Where a point of the scene is in a frame. */
type Place = (point: Point) => Point;
const still: Place = (point) => point;

/** Luma of a pattern without end, coarse and fine, that nowhere repeats: the same at the same place. */
function patternAt(x: number, y: number): number {
  return 128 + 60 * noiseAt(x / 40, y / 40) + 50 * noiseAt(x / 14 + 99, y / 14) + 30 * noiseAt(x / 7, y / 7 + 99);
}

/** Value noise, -1 to 1: random numbers at whole places, smooth between them. */
function noiseAt(x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const [fx, fy] = [ease(x - left), ease(y - top)];
  const at = (column: number, row: number): number => {
    const mixed = Math.imul(Math.imul(column, 374_761_393) ^ Math.imul(row, 668_265_263), 1_274_126_177);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2_147_483_648 - 1;
  };
  const above = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
  const below = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
  return above * (1 - fy) + below * fy;
}

/** Landmarks on a grid over the face: what counts are their places and those of eyes and mouth. */
function landmarksAt(place: Place): Landmarks {
  const landmarks = new Float32Array(136);
  for (let index = 0; index < 68; index++) {
    const isRight = index >= 36 && index <= 41;
    const isLeft = index >= 42 && index <= 47;
    const isMouth = index >= 48;
    const x = isRight ? -35 : isLeft ? 35 : isMouth ? 0 : ((index % 9) - 4) * 12;
    const y = isRight || isLeft ? -FACE_HEIGHT / 2 : isMouth ? FACE_HEIGHT / 2 : ((index % 5) - 2) * 15;
    const point = place({ x: CENTRE.x + x, y: CENTRE.y + y });
    landmarks[2 * index] = point.x;
    landmarks[2 * index + 1] = point.y;
  }
  return landmarks;
}

interface SceneOptions {
  /** Where the face's points are; and, given a point of the frame, which point of the face is there. */
  readonly face?: { readonly to: Place; readonly from: Place };
  readonly background?: { readonly to: Place; readonly from: Place };
  /** Luma of a wall without anything on it in place of the background. */
  readonly wall?: number;
  readonly brighter?: number;
}

const HERE = { to: still, from: still };

function frameOf({ face = HERE, background = HERE, wall, brighter = 0 }: SceneOptions = {}): SceneFrame {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const onFace = face.from({ x, y });
      const isFace = Math.hypot((onFace.x - CENTRE.x) / 90, (onFace.y - CENTRE.y) / 110) < 1;
      const behind = background.from({ x, y });
      const value = isFace ? patternAt(onFace.x + 500, onFace.y) : (wall ?? patternAt(behind.x, behind.y));
      data.fill(Math.max(0, Math.min(255, value + brighter)), 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3);
    }
  }
  const pixels: Pixels = { width: WIDTH, height: HEIGHT, channels: 3, data };
  return { scene: sceneOf(pixels), landmarks: landmarksAt(face.to) };
}

function shift(x: number, y: number): { to: Place; from: Place } {
  return { to: (p) => ({ x: p.x + x, y: p.y + y }), from: (p) => ({ x: p.x - x, y: p.y - y }) };
}

/** About the middle of the picture. */
function similarity(scale: number, degrees: number): { to: Place; from: Place } {
  const about = (factor: number, angle: number): Place => {
    const [cosine, sine] = [factor * Math.cos(angle), factor * Math.sin(angle)];
    return ({ x, y }) => ({ x: 320 + cosine * (x - 320) - sine * (y - 240), y: 240 + sine * (x - 320) + cosine * (y - 240) });
  };
  const angle = (degrees * Math.PI) / 180;
  return { to: about(scale, angle), from: about(1 / scale, -angle) };
}

/** A picture whose right side is further away. */
function tilted(amount: number): { to: Place; from: Place } {
  const view = (sign: number): Place => {
    return ({ x, y }) => {
      const depth = 1 + (sign * amount * (x - 320)) / 320;
      return { x: 320 + (x - 320) / depth, y: 240 + (y - 240) / depth };
    };
  };
  return { to: view(1), from: view(-1) };
}

const whole = (motion: { to: Place; from: Place }): SceneFrame => frameOf({ face: motion, background: motion });

describe('the motion of a scene', () => {
  const first = frameOf();

  it.each([
    ['nothing moves', frameOf()],
    ['it gets brighter', frameOf({ brighter: 12 })],
    ['all of it is shifted by parts of a pixel', whole(shift(3.3, -1.7))],
    ['all of it is shifted by a fifth of the face', whole(shift(14, 6))],
    ['all of it is turned by 6 degrees', whole(similarity(1, 6))],
    ['all of it is zoomed by a tenth', whole(similarity(1.1, 0))],
    ['all of it is turned and zoomed out', whole(similarity(0.92, -8))],
  ])('is that of one flat picture when %s', (_name, second) => {
    const motion = measureSceneMotion([first, second]);
    expect(motion.faceAgainstBackground).toBeLessThan(0.004);
    expect(motion.planeResidual).toBeLessThan(0.004);
    expect(motion.backgroundPoints).toBeGreaterThan(50);
  });

  it('leaves nothing beside one plane when a flat picture is tilted', () => {
    const motion = measureSceneMotion([first, whole(tilted(0.01))]);
    expect(motion.planeResidual).toBeLessThan(0.005);
  });

  it.each([
    [2, 0],
    [-4, 1],
    [7, 7],
  ])('is the distance, in heights of the face, by which the face moves before its background: %d and %d pixels', (x, y) => {
    const motion = measureSceneMotion([first, frameOf({ face: shift(x, y) })]);
    expect(motion.faceAgainstBackground).toBeCloseTo(Math.hypot(x, y) / FACE_HEIGHT, 2);
    expect(motion.planeResidual).toBeGreaterThan(0.006);
  });

  it('is the same movement before a camera that moves as well', () => {
    const camera = shift(5, -3);
    const motion = measureSceneMotion([first, frameOf({ face: shift(9, -3), background: camera })]);
    expect(motion.faceAgainstBackground).toBeCloseTo(4 / FACE_HEIGHT, 2);
  });

  it('is the largest over the frames, whichever of them it is', () => {
    const frames = [first, frameOf({ face: shift(6, 0) }), frameOf({ face: shift(1, 0) })];
    expect(measureSceneMotion(frames).faceAgainstBackground).toBeCloseTo(6 / FACE_HEIGHT, 2);
  });

  it('is measured up to the pair, from the last one backwards, with which enough was found, and whole where none has enough', () => {
    const frames = [first, frameOf({ face: shift(6, 0) }), frameOf({ face: shift(3, 0) }), frameOf({ face: shift(1, 0) })];
    const all = measureSceneMotion(frames);
    const enough = (pixels: number) => ({ faceAgainstBackground: pixels / FACE_HEIGHT, planeResidual: 0 });
    expect(measureSceneMotion(frames, enough(0.5)).faceAgainstBackground).toBeCloseTo(1 / FACE_HEIGHT, 2);
    expect(measureSceneMotion(frames, enough(2)).faceAgainstBackground).toBeCloseTo(3 / FACE_HEIGHT, 2);
    expect(measureSceneMotion(frames, enough(5))).toEqual(all);
    expect(measureSceneMotion(frames, enough(50))).toEqual(all);
    expect(measureSceneMotion(frames, { faceAgainstBackground: 0, planeResidual: 1 })).toEqual(all);
  });

  it('is the same, and costs only the frames that are new, where the motion of the first frames is known', () => {
    const frames = [first, frameOf({ face: shift(6, 0) }), frameOf({ face: shift(3, 0) }), frameOf({ face: shift(9, 1) })];
    const known = { frames: 3, motion: measureSceneMotion(frames.slice(0, 3)) };
    expect(measureSceneMotion(frames, undefined, known)).toEqual(measureSceneMotion(frames));
    const enough = { faceAgainstBackground: 5 / FACE_HEIGHT, planeResidual: 0 };
    expect(measureSceneMotion(frames, enough, known)).toEqual(known.motion);
    expect(measureSceneMotion([first, first, first, first], undefined, known)).toMatchObject({
      faceAgainstBackground: known.motion.faceAgainstBackground,
    });
  });

  it('is the same after frames of another size were measured', () => {
    const frames = [first, frameOf({ face: shift(6, 2) })];
    const before = measureSceneMotion(frames);
    const small = sceneOf({
      width: 300,
      height: 200,
      channels: 3,
      data: new Uint8Array(300 * 200 * 3).map((_, index) => (index * 7) % 251),
    });
    measureSceneMotion([
      { ...first, scene: small },
      { ...first, scene: small },
    ]);
    expect(measureSceneMotion(frames)).toEqual(before);
  });

  it('is unknown against a background that has nothing to track', () => {
    const motion = measureSceneMotion([frameOf({ wall: 140 }), frameOf({ wall: 140, face: shift(6, 0) })]);
    expect(motion).toMatchObject({ faceAgainstBackground: null, planeResidual: null });
    expect(motion.backgroundPoints).toBeLessThan(8);
  });

  it('is unknown between scenes that have nothing in common', () => {
    const elsewhere = frameOf({ background: shift(1_000, 777) });
    expect(measureSceneMotion([first, elsewhere]).faceAgainstBackground).toBeNull();
  });

  it('is unknown for one frame, for none, and for frames of different sizes', () => {
    const unknown = { faceAgainstBackground: null, planeResidual: null };
    const small = sceneOf({ width: 64, height: 48, channels: 3, data: new Uint8Array(64 * 48 * 3) });
    expect(measureSceneMotion([])).toMatchObject(unknown);
    expect(measureSceneMotion([first])).toMatchObject(unknown);
    expect(measureSceneMotion([first, { ...first, scene: small }])).toMatchObject(unknown);
    expect(
      measureSceneMotion([
        { ...first, scene: small },
        { ...first, scene: small },
      ]),
    ).toMatchObject(unknown);
  });

  it('is the same for the same frames', () => {
    const frames = [first, frameOf({ face: shift(6, 2) })];
    expect(measureSceneMotion(frames)).toEqual(measureSceneMotion(frames));
  });
});

describe('the grey copy of a picture', () => {
  it('is half of a webcam’s picture, and the mean luma of each square', () => {
    const data = new Uint8Array(WIDTH * HEIGHT * 3);
    data.set([255, 0, 0], 0);
    const scene = sceneOf({ width: WIDTH, height: HEIGHT, channels: 3, data });
    expect([scene.width, scene.height, scene.step]).toEqual([320, 240, 2]);
    expect(scene.data[0]).toBe(Math.round((0.299 * 255) / 4));
    expect(scene.data[1]).toBe(0);
  });

  it('takes a picture of any size, with alpha too', () => {
    expect(sceneOf({ width: 2560, height: 1, channels: 4, data: new Uint8Array(10_240).fill(200) })).toMatchObject({
      width: 320,
      height: 1,
    });
    expect(sceneOf({ width: 1, height: 1, channels: 3, data: new Uint8Array([9, 9, 9]) })).toMatchObject({
      width: 1,
      data: new Uint8Array([9]),
    });
  });
});
