import { personAt, STILL_SCALE, type FaceStill } from './face-still.js';
import { headRadius, placeOnHead, smoothStep } from './head-shape.js';
import type { HeadPose } from './head-pose.js';
import { createPicture, drawMesh, gridTriangles, type Picture } from './raster.js';

/** The picture of a head in a given pose. */
export type DrawHead = (pose: HeadPose) => Picture;

export interface ViewOptions {
  /** Of the camera's picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Between the eyes at scale 1, pixels. */
  readonly eyeDistance: number;
}

/** A webcam, and a face that fills its frame as the capture asks for. */
export const webcamView: ViewOptions = { width: 640, height: 480, eyeDistance: 74 };

/** From the camera to the eyes at scale 1, in distances between the eyes: about 45 cm. */
export const CAMERA_DISTANCE = 7.2;
/** Height of the middle between the eyes in a picture that fits the oval of the capture, as a share of the picture's height. */
export const EYES_HEIGHT = 0.44;
/** Where the head turns and nods (in the neck), and where it tilts (lower). */
const TURN_PIVOT = { y: 0.8, z: -0.7 };
const TILT_PIVOT_Y = 2.0;

interface Vertex {
  x: number;
  y: number;
  z: number;
  /** How much the vertex goes with the head's turning, 0 to 1, and with the person's steps. */
  turns: number;
  moves: number;
  /** Its eye's lids, if it lies on one. */
  lid: { top: number; bottom: number; weight: number } | null;
}

/**
 * A head that turns, tilts, nods, moves and blinks: a still picture on a relief of triangles, seen in perspective. Shoulders follow the person's
 * steps but not the head's turning; the background stays. Between them the sheet stretches, so nothing tears open.
 */
export function virtualHead(still: FaceStill, view: ViewOptions = webcamView): DrawHead {
  const columns = axis(still.texture.width / STILL_SCALE / 2, 1.7);
  const rows = axis(still.texture.height / STILL_SCALE / 2, 2.2);
  const vertices = rows.flatMap((y) => columns.map((x) => vertexAt(still, x, y)));
  const triangles = gridTriangles(columns.length, rows.length);
  const mesh = {
    x: new Float32Array(vertices.length),
    y: new Float32Array(vertices.length),
    depth: new Float32Array(vertices.length),
    u: new Float32Array(vertices.length),
    v: new Float32Array(vertices.length),
    triangles,
  };
  const depthBuffer = new Float32Array(view.width * view.height);
  return (pose) => {
    // Whoever looked aside in the still looks half as far aside now; any less, and the hidden side of the face would have to be invented.
    const turn = rotation({ ...pose, yaw: pose.yaw - still.yaw / 2 });
    const step = CAMERA_DISTANCE * (1 - 1 / pose.scale);
    vertices.forEach((vertex, index) => {
      // A place of the still is one ray of the camera; its depth says where on the ray.
      const away = (CAMERA_DISTANCE - vertex.z) / CAMERA_DISTANCE;
      const x = vertex.x * away;
      const y = vertex.y * away;
      const turned = turn(x, y, vertex.z);
      const px = x + vertex.turns * (turned.x - x) + vertex.moves * pose.x;
      const py = y + vertex.turns * (turned.y - y) + vertex.moves * pose.y;
      const pz = vertex.z + vertex.turns * (turned.z - vertex.z) + vertex.moves * step;
      const shown = CAMERA_DISTANCE / (CAMERA_DISTANCE - pz);
      mesh.x[index] = view.width / 2 + px * shown * view.eyeDistance;
      mesh.y[index] = view.height * EYES_HEIGHT + py * shown * view.eyeDistance;
      mesh.depth[index] = pz;
      mesh.u[index] = still.texture.width / 2 + vertex.x * STILL_SCALE;
      mesh.v[index] = still.texture.height / 2 + lidded(vertex, pose.blink) * STILL_SCALE;
    });
    const picture = createPicture(view.width, view.height);
    depthBuffer.fill(-Infinity);
    drawMesh(picture, still.texture, mesh, depthBuffer);
    return picture;
  };
}

function vertexAt(still: FaceStill, x: number, y: number): Vertex {
  const place = placeOnHead(still.head, still.yaw, x, y);
  const radius = headRadius(still.head, place.across, y);
  const eye = still.eyes.find((opening) => Math.abs(x - opening.x) < 1.15 * opening.halfWidth);
  const person = personAt(still.head, x, y);
  return {
    x,
    y,
    z: place.depth,
    turns: 1 - smoothStep(1.05, 1.75, radius),
    moves: Math.max(person, 1 - smoothStep(1.2, 2.2, radius)),
    lid: eye
      ? { top: eye.top - 0.05, bottom: eye.bottom + 0.03, weight: 1 - smoothStep(0.8, 1.15, Math.abs(x - eye.x) / eye.halfWidth) }
      : null,
  };
}

/** A closing lid draws the skin above the eye down over it. */
function lidded({ y, lid }: Vertex, blink: number): number {
  if (lid === null || y < lid.top - 0.12 || y > lid.bottom) return y;
  const above = lid.top - 0.12;
  const open = y;
  const closed = above + ((y - above) / (lid.bottom - above)) * 0.12;
  return open + blink * lid.weight * (closed - open);
}

/** Places of the grid's lines: close together up to `fine`, wide beyond. */
function axis(end: number, fine: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < end; place += place < fine ? 0.07 : 0.3) places.push(place);
  places.push(end);
  return [
    ...places
      .slice(1)
      .map((place) => -place)
      .reverse(),
    ...places,
  ];
}

function rotation(pose: HeadPose): (x: number, y: number, z: number) => { x: number; y: number; z: number } {
  const radians = Math.PI / 180;
  const sinYaw = Math.sin(pose.yaw * radians);
  const cosYaw = Math.cos(pose.yaw * radians);
  const sinPitch = Math.sin(pose.pitch * radians);
  const cosPitch = Math.cos(pose.pitch * radians);
  const sinRoll = Math.sin(pose.roll * radians);
  const cosRoll = Math.cos(pose.roll * radians);
  return (x, y, z) => {
    const dz = z - TURN_PIVOT.z;
    const dy = y - TURN_PIVOT.y;
    const yawX = x * cosYaw + dz * sinYaw;
    const yawZ = dz * cosYaw - x * sinYaw;
    const nodY = dy * cosPitch - yawZ * sinPitch + TURN_PIVOT.y;
    const nodZ = yawZ * cosPitch + dy * sinPitch + TURN_PIVOT.z;
    const low = nodY - TILT_PIVOT_Y;
    return { x: yawX * cosRoll - low * sinRoll, y: yawX * sinRoll + low * cosRoll + TILT_PIVOT_Y, z: nodZ };
  };
}
