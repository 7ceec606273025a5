/**
 * The shape of a head as a relief over a still picture, in the head's own measure: the unit is the distance of the eyes, the origin the middle
 * between them, x to the picture's right, y down, z towards the camera. Proportions are those of an average adult; only the outline and the
 * places of nose, mouth and chin are each subject's own.
 */
export interface HeadProportions {
  /** Half of the face's width at the jaw's upper end. */
  readonly halfWidth: number;
  readonly noseY: number;
  readonly mouthY: number;
  readonly chinY: number;
}

/** From the middle between the eyes up to the top of the hair. */
const CROWN_Y = -1.9;
/** Hair and ears beyond the face's outline. */
const HAIR = 1.25;
/** From the plane of the ears to the front of the face. */
const FACE_DEPTH = 1.3;
/** How far the nose tip stands out of the face, and half of the nose's breadth. */
const NOSE_DEPTH = 0.45;
const NOSE_BREADTH = 0.17;

/** How far out a place is: 1 on the outline of head and hair. */
export function headRadius(head: HeadProportions, x: number, y: number): number {
  const centre = (head.chinY + CROWN_Y) / 2;
  const half = (head.chinY - CROWN_Y) / 2;
  return Math.hypot(x / (head.halfWidth * HAIR), (y - centre) / half);
}

/** Height of the relief. */
function headDepth(head: HeadProportions, x: number, y: number): number {
  const radius = headRadius(head, x, y);
  // Beyond the outline the relief falls away to shoulders and background, which then slide behind the head.
  if (radius >= 1) return Math.max(-1.5, -1.2 * (radius - 1));
  const skull = FACE_DEPTH * Math.sqrt(1 - radius * radius);
  return (
    skull +
    noseHeight(head, x, y) +
    bump(x, y - head.mouthY, 0.35, 0.18, 0.1) +
    bump(x, y - head.chinY + 0.25, 0.3, 0.2, 0.1) -
    eyeSockets(x, y)
  );
}

/** A place of a still on the head that it shows. */
interface HeadPlace {
  /** Across the head, straight ahead being 0. */
  readonly across: number;
  /** Towards the camera. */
  readonly depth: number;
}

/**
 * Where a still's place lies on a head that looks aside by `yaw` degrees in it: the surface met by the line of sight, found by stepping towards it.
 * The eyes' middle stays at x = 0.
 */
export function placeOnHead(head: HeadProportions, yaw: number, x: number, y: number): HeadPlace {
  const sin = Math.sin((yaw * Math.PI) / 180);
  const cos = Math.cos((yaw * Math.PI) / 180);
  const shifted = x + headDepth(head, 0, 0) * sin;
  let depth = headDepth(head, x, y);
  let across = x;
  for (let step = 0; step < 12; step++) {
    across = shifted * cos - depth * sin;
    depth += 0.5 * (headDepth(head, across, y) * cos - across * sin - depth);
  }
  return { across, depth };
}

function noseHeight(head: HeadProportions, x: number, y: number): number {
  if (y < -0.15 || y > head.noseY + 0.3) return 0;
  const along = y <= head.noseY ? (y + 0.15) / (head.noseY + 0.15) : 1 - (y - head.noseY) / 0.3;
  const breadth = NOSE_BREADTH * (0.6 + 0.6 * along);
  return NOSE_DEPTH * along * Math.exp(-(x * x) / (2 * breadth * breadth));
}

function eyeSockets(x: number, y: number): number {
  return bump(Math.abs(x) - 0.5, y, 0.22, 0.16, 0.08);
}

function bump(x: number, y: number, breadth: number, height: number, depth: number): number {
  return depth * Math.exp(-((x / breadth) ** 2 + (y / height) ** 2) / 2);
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
