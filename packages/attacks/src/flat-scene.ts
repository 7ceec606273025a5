import { createPicture, drawMesh, gridTriangles, type Picture } from './raster.js';
import type { HeadPose } from './head-pose.js';
import { CAMERA_DISTANCE, EYES_HEIGHT, type ViewOptions } from './virtual-head.js';

/** A flat thing held before the camera: a print or a screen. */
export interface FlatThing {
  /** What is on it, edge to edge. */
  readonly surface: Picture;
  /** Its width at scale 1, in the view's distances of the eyes. */
  readonly width: number;
  /** Where the middle between the eyes lies on the surface, in parts of its size. */
  readonly eyes: { readonly x: number; readonly y: number };
  /** Bending about its upright axis: the angle between its edges, degrees; 0 flat, above 0 bulging towards the camera. */
  readonly bend: number;
}

const COLUMNS = 25;
const ROWS = 13;

/**
 * Draws a flat or bent thing over a background, in perspective. The pose turns, tilts, nods and moves the whole thing about the face on it: the best
 * that a hand can do.
 */
export function drawFlat(background: Picture, thing: FlatThing, pose: HeadPose, view: ViewOptions): Picture {
  const { surface } = thing;
  const height = (thing.width * surface.height) / surface.width;
  const count = COLUMNS * ROWS;
  const mesh = {
    x: new Float32Array(count),
    y: new Float32Array(count),
    depth: new Float32Array(count),
    u: new Float32Array(count),
    v: new Float32Array(count),
    triangles: gridTriangles(COLUMNS, ROWS),
  };
  const radians = Math.PI / 180;
  const bend = thing.bend * radians;
  const step = CAMERA_DISTANCE * (1 - 1 / pose.scale);
  for (let index = 0; index < count; index++) {
    const across = (index % COLUMNS) / (COLUMNS - 1);
    const down = Math.floor(index / COLUMNS) / (ROWS - 1);
    // Around a cylinder whose arc is as long as the thing is wide, nearest at the face.
    const arc = (across - thing.eyes.x) * bend;
    const radius = bend === 0 ? 0 : thing.width / bend;
    const x0 = bend === 0 ? (across - thing.eyes.x) * thing.width : radius * Math.sin(arc);
    const z0 = bend === 0 ? 0 : radius * (Math.cos(arc) - 1);
    const y0 = (down - thing.eyes.y) * height;
    const xYaw = x0 * Math.cos(pose.yaw * radians) + z0 * Math.sin(pose.yaw * radians);
    const zYaw = z0 * Math.cos(pose.yaw * radians) - x0 * Math.sin(pose.yaw * radians);
    const yNod = y0 * Math.cos(pose.pitch * radians) - zYaw * Math.sin(pose.pitch * radians);
    const zNod = zYaw * Math.cos(pose.pitch * radians) + y0 * Math.sin(pose.pitch * radians);
    const x = xYaw * Math.cos(pose.roll * radians) - yNod * Math.sin(pose.roll * radians) + pose.x;
    const y = xYaw * Math.sin(pose.roll * radians) + yNod * Math.cos(pose.roll * radians) + pose.y;
    const z = zNod + step;
    const shown = CAMERA_DISTANCE / Math.max(0.5, CAMERA_DISTANCE - z);
    mesh.x[index] = view.width / 2 + x * shown * view.eyeDistance;
    mesh.y[index] = view.height * EYES_HEIGHT + y * shown * view.eyeDistance;
    mesh.depth[index] = z;
    mesh.u[index] = across * (surface.width - 1);
    mesh.v[index] = down * (surface.height - 1);
  }
  const picture = createPicture(view.width, view.height);
  picture.data.set(background.data);
  drawMesh(picture, surface, mesh);
  return picture;
}
