/** A rectangle in pixels; x and y are its left top corner. It may reach beyond the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point in pixels: x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The affine map (x, y) -> (a x + b y + c, d x + e y + f). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Where `map` takes a point. */
export function applyAffine(map: Affine, { x, y }: Point): Point {
  return { x: map.a * x + map.b * y + map.c, y: map.d * x + map.e * y + map.f };
}

/** The map that undoes `map`, which must not be degenerate. */
export function invertAffine(map: Affine): Affine {
  const determinant = map.a * map.e - map.b * map.d;
  const a = map.e / determinant;
  const b = -map.b / determinant;
  const d = -map.d / determinant;
  const e = map.a / determinant;
  return { a, b, c: -(a * map.c + b * map.f), d, e, f: -(d * map.c + e * map.f) };
}

/**
 * The rotation, uniform scale and shift that takes `from` closest to `to` in the least-squares sense (Umeyama 1991 without reflection).
 * Both lists have the same length, two points at least, not all the same.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine {
  const p = centroid(from);
  const q = centroid(to);
  let cosine = 0;
  let sine = 0;
  let spread = 0;
  from.forEach((point, index) => {
    const target = to[index] as Point;
    const x = point.x - p.x;
    const y = point.y - p.y;
    const u = target.x - q.x;
    const v = target.y - q.y;
    cosine += x * u + y * v;
    sine += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = cosine / spread;
  const d = sine / spread;
  return { a, b: -d, c: q.x - a * p.x + d * p.y, d, e: a, f: q.y - d * p.x - a * p.y };
}

function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

/** The part of two boxes that is common to both, as a share of what they cover together: 0 apart, 1 the same. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/** A box of `factor` times the width and height about the same centre. */
export function scaleBox(box: Box, factor: number): Box {
  const width = box.width * factor;
  const height = box.height * factor;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}
