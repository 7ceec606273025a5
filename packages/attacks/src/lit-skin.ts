import { linearLight, srgbLevel } from '@face-session/face';
import type { ScreenLight } from '@face-session/liveness';
import { personAt, STILL_SCALE, type FaceStill } from './face-still.js';
import { headRadius, placeOnHead, smoothStep } from './head-shape.js';
import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';

/** Centimetres between the eyes of an adult. */
const EYE_DISTANCE_CM = 6.3;

/** A screen that lights a face: its luminous area and its brightness. */
export interface LightingScreen {
  readonly widthCm: number;
  readonly heightCm: number;
  /** Of a white screen, candela per square metre. */
  readonly luminance: number;
  /** From the screen to the face. */
  readonly distanceCm: number;
}

/** Ordinary screens at ordinary distances; brightness as makers state it for these classes, set to its most. */
export const lightingScreens = {
  phone: { widthCm: 6.5, heightCm: 14, luminance: 600, distanceCm: 33 },
  tablet: { widthCm: 15.8, heightCm: 22.6, luminance: 500, distanceCm: 40 },
  laptop: { widthCm: 31, heightCm: 17.4, luminance: 300, distanceCm: 50 },
  monitor: { widthCm: 53.1, heightCm: 29.9, luminance: 250, distanceCm: 60 },
} as const satisfies Record<string, LightingScreen>;

/** Share of the screen that shows the colour: the oval and the words take the rest. */
const COLOURED = 0.65;

/** Light of a white screen on a face before it, in lux: a disc of its area, by the law of a surface that shines evenly. */
export function screenLux({ widthCm, heightCm, luminance, distanceCm }: LightingScreen): number {
  const radius2 = (widthCm * heightCm) / Math.PI;
  return COLOURED * Math.PI * luminance * (radius2 / (radius2 + distanceCm ** 2));
}

/** Where the light of a room comes from. */
export interface RoomLight {
  /** Share of one lamp or window; the rest comes from everywhere, a little more from above. */
  readonly lampShare: number;
  /** Towards the lamp, of unit length, in the head's axes. */
  readonly lamp: readonly [x: number, y: number, z: number];
  /** From the face to the wall behind it, cm. */
  readonly wallCm: number;
}

export function drawRoomLight(random: SeededRandom): RoomLight {
  const aside = (random.between(-75, 75) * Math.PI) / 180;
  const above = (random.between(5, 65) * Math.PI) / 180;
  return {
    lampShare: random.between(0, 0.6),
    lamp: [Math.sin(aside) * Math.cos(above), -Math.sin(above), Math.cos(aside) * Math.cos(above)],
    wallCm: random.between(60, 300),
  };
}

/** Levels of an answer picture for an answer of 1: what the screen adds to a place, over what the room gives it, relative to a plane that faces the screen. */
export const ANSWER_LEVELS = 100;

/** Pixels of a still for which the answer is worked out once. */
const BLOCK = 6;

/** Points of the screen that light comes from, along each side. */
const SCREEN_POINTS = 3;

/**
 * The answer of a head, its shoulders and the wall behind to a screen, in place of the picture of a still: by the normals of its surface, its distance from the parts of the
 * screen, and the room's own light on it. Shadows that parts throw on others are left out.
 */
export function answeringStill(still: FaceStill, screen: LightingScreen, room: RoomLight): FaceStill {
  const { width, height } = still.texture;
  const texture = createPicture(width, height);
  const lit = createLighting(screen);
  const full = lit([0, 0, 1], [0, 0, 0]);
  const wall = (screen.distanceCm / (screen.distanceCm + room.wallCm)) ** 2;
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const x = (left + BLOCK / 2 - width / 2) / STILL_SCALE;
      const y = (top + BLOCK / 2 - height / 2) / STILL_SCALE;
      const level = Math.round(ANSWER_LEVELS * Math.min(2.5, answerAt(x, y)));
      for (let row = top; row < Math.min(height, top + BLOCK); row++) {
        texture.data.fill(level, (row * width + left) * 3, (row * width + Math.min(width, left + BLOCK)) * 3);
      }
    }
  }
  return { ...still, texture };

  function answerAt(x: number, y: number): number {
    const person = personAt(still.head, x, y);
    if (person === 0) return wall;
    const { depth, across } = placeOnHead(still.head, still.yaw, x, y);
    const normal = normalAt(still, x, y);
    const onHead = 1 - smoothStep(1, 1.15, headRadius(still.head, across, y));
    const shoulders = (screen.distanceCm / (screen.distanceCm + 2.2 * EYE_DISTANCE_CM)) ** 2 * 0.7;
    const head = lit(normal, [x, y, depth]) / full / roomLightOn(normal, room);
    return person * (onHead * head + (1 - onHead) * shoulders) + (1 - person) * wall;
  }
}

/**
 * A still under the light of a room, in place of the light that it was taken in: what changes slowly over its face is taken for that light, and replaced. So what the room
 * and what the screen throw on a place agree.
 */
export function relitStill(still: FaceStill, room: RoomLight): FaceStill {
  const { width, height, data } = still.texture;
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const luma = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = 3 * (Math.min(height - 1, row * BLOCK + BLOCK / 2) * width + Math.min(width - 1, column * BLOCK + BLOCK / 2));
      luma[row * columns + column] = linearLight(data[at + 1] as number);
    }
  }
  const light: number[] = [];
  const slow = [1, 2, 3].reduce<Float32Array>((field) => blurred(field, columns, rows, SHADING_BLOCKS), luma);
  const atEyes = slow[Math.floor(rows / 2) * columns + Math.floor(columns / 2)] as number;
  const texture = createPicture(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const block = Math.floor(row / BLOCK) * columns + Math.floor(column / BLOCK);
      const x = (column - width / 2) / STILL_SCALE;
      const y = (row - height / 2) / STILL_SCALE;
      const inside = 1 - smoothStep(0.85, 1.1, headRadius(still.head, x, y));
      let change = 1;
      if (inside > 0) {
        const shading = Math.max(0.5, Math.min(1.6, (slow[block] as number) / atEyes));
        change = 1 + inside * ((light[block] ??= roomLightOn(normalAt(still, x, y), room)) / shading - 1);
      }
      const at = 3 * (row * width + column);
      for (let channel = 0; channel < 3; channel++) {
        texture.data[at + channel] =
          change === 1 ? (data[at + channel] as number) : srgbLevel(Math.min(1, change * linearLight(data[at + channel] as number)));
      }
    }
  }
  return { ...still, texture };
}

/** Radius over which light changes slowly, in blocks: a third of the distance of the eyes. */
const SHADING_BLOCKS = 4;

function blurred(field: Float32Array, columns: number, rows: number, radius: number): Float32Array {
  const pass = (from: Float32Array, along: number, across: number, length: number, lines: number): Float32Array => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let place = 0; place < length; place++) {
        let [sum, count] = [0, 0];
        for (let near = Math.max(0, place - radius); near <= Math.min(length - 1, place + radius); near++) {
          sum += from[line * across + near * along] as number;
          count++;
        }
        to[line * across + place * along] = sum / count;
      }
    }
    return to;
  };
  return pass(pass(field, 1, columns, columns, rows), columns, 1, rows, columns);
}

/** Light of the room on a surface, about 1 on one that faces the camera. */
function roomLightOn([nx, ny, nz]: Vector, { lampShare, lamp }: RoomLight): number {
  const around = 0.75 + 0.1 * nz - 0.25 * ny;
  const lit = Math.max(0, nx * lamp[0] + ny * lamp[1] + nz * lamp[2]);
  return Math.max(0.2, (1 - lampShare) * around + lampShare * 1.3 * lit);
}

/** How a place of a still faces. */
function normalAt({ head, yaw }: FaceStill, x: number, y: number): Vector {
  const depthAt = (px: number, py: number): number => placeOnHead(head, yaw, px, py).depth;
  const slopeX = (depthAt(x + NORMAL_STEP, y) - depthAt(x - NORMAL_STEP, y)) / (2 * NORMAL_STEP);
  const slopeY = (depthAt(x, y + NORMAL_STEP) - depthAt(x, y - NORMAL_STEP)) / (2 * NORMAL_STEP);
  const size = Math.hypot(slopeX, slopeY, 1);
  return [-slopeX / size, -slopeY / size, 1 / size];
}

const NORMAL_STEP = 0.04;

type Vector = readonly [x: number, y: number, z: number];

/** Light of a screen below the camera on a surface, in some unit. */
function createLighting({ widthCm, heightCm, distanceCm }: LightingScreen): (normal: Vector, place: Vector) => number {
  const distance = distanceCm / EYE_DISTANCE_CM;
  const points: Vector[] = [];
  for (let row = 0; row < SCREEN_POINTS; row++) {
    for (let column = 0; column < SCREEN_POINTS; column++) {
      points.push([
        ((column + 0.5) / SCREEN_POINTS - 0.5) * (widthCm / EYE_DISTANCE_CM),
        ((row + 0.5) / SCREEN_POINTS) * (heightCm / EYE_DISTANCE_CM),
        distance,
      ]);
    }
  }
  return ([nx, ny, nz], [x, y, z]) =>
    points.reduce((sum, [px, py, pz]) => {
      const [dx, dy, dz] = [px - x, py - y, pz - z];
      const away = Math.hypot(dx, dy, dz);
      return sum + (Math.max(0, (nx * dx + ny * dy + nz * dz) / away) * (dz / away)) / away ** 2;
    }, 0) / points.length;
}

/** What adds to a scene's own light. */
export interface LitAnswer {
  /** Answer of each place, {@link ANSWER_LEVELS} for 1, in the first of its channels. */
  readonly places: Picture;
  /** Whether it is light thrown back by glass, whatever is shown behind: else light on a surface of the scene's colours. */
  readonly isGlare?: boolean;
  /** Light of the screen over that of the room. */
  readonly ratio: number;
  readonly screen: ScreenLight;
}
