import type { Pixels } from '@face-session/face';

/** A picture of three channels, the only form the kit draws in. */
export interface Picture extends Pixels {
  readonly channels: 3;
  readonly data: Uint8ClampedArray;
}

export function createPicture(width: number, height: number): Picture {
  return { width, height, channels: 3, data: new Uint8ClampedArray(width * height * 3) };
}

/** The colour at a place between pixels (bilinear; beyond the edge the edge's), written to `out` at `at`. */
export function sampleInto(picture: Picture, x: number, y: number, out: Uint8ClampedArray, at: number): void {
  const { width, height, data } = picture;
  const px = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x;
  const py = y < 0 ? 0 : y > height - 1.001 ? height - 1.001 : y;
  const ix = px | 0;
  const iy = py | 0;
  const fx = px - ix;
  const fy = py - iy;
  const top = (iy * width + ix) * 3;
  const bottom = top + width * 3;
  const a = (1 - fx) * (1 - fy);
  const b = fx * (1 - fy);
  const c = (1 - fx) * fy;
  const d = fx * fy;
  for (let channel = 0; channel < 3; channel++) {
    out[at + channel] =
      a * (data[top + channel] as number) +
      b * (data[top + 3 + channel] as number) +
      c * (data[bottom + channel] as number) +
      d * (data[bottom + 3 + channel] as number);
  }
}

/** A mesh to draw: for each vertex its place on the target, its nearness, and its place on the texture; triangles as index triples. */
interface Mesh {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Larger is nearer. */
  readonly depth: Float32Array;
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly triangles: Uint32Array;
}

/** Draws a textured mesh with a depth buffer: where parts cover each other the nearer one shows. */
export function drawMesh(
  target: Picture,
  texture: Picture,
  mesh: Mesh,
  depthBuffer = new Float32Array(target.width * target.height).fill(-Infinity),
): void {
  const { triangles } = mesh;
  for (let i = 0; i < triangles.length; i += 3) {
    drawTriangle(target, texture, mesh, depthBuffer, triangles[i] as number, triangles[i + 1] as number, triangles[i + 2] as number);
  }
}

function drawTriangle(target: Picture, texture: Picture, mesh: Mesh, depthBuffer: Float32Array, a: number, b: number, c: number): void {
  const ax = mesh.x[a] as number;
  const ay = mesh.y[a] as number;
  const bx = mesh.x[b] as number;
  const by = mesh.y[b] as number;
  const cx = mesh.x[c] as number;
  const cy = mesh.y[c] as number;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return;
  const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
  const right = Math.min(target.width - 1, Math.floor(Math.max(ax, bx, cx)));
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const bottom = Math.min(target.height - 1, Math.floor(Math.max(ay, by, cy)));
  // Within a triangle depth and texture place are linear in x and y: step instead of weighing each pixel.
  const stepOf = (values: Float32Array) => {
    const va = values[a] as number;
    const ab = (values[b] as number) - va;
    const ac = (values[c] as number) - va;
    const dx = (ab * (cy - ay) - ac * (by - ay)) / area;
    const dy = (ac * (bx - ax) - ab * (cx - ax)) / area;
    return { dx, dy, origin: va - dx * ax - dy * ay };
  };
  const depth = stepOf(mesh.depth);
  const u = stepOf(mesh.u);
  const v = stepOf(mesh.v);
  const sign = area > 0 ? 1 : -1;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const wa = sign * ((bx - x) * (cy - y) - (by - y) * (cx - x));
      const wb = sign * ((cx - x) * (ay - y) - (cy - y) * (ax - x));
      const wc = sign * ((ax - x) * (by - y) - (ay - y) * (bx - x));
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const at = y * target.width + x;
      const z = depth.origin + depth.dx * x + depth.dy * y;
      if (z <= (depthBuffer[at] as number)) continue;
      depthBuffer[at] = z;
      sampleInto(texture, u.origin + u.dx * x + u.dy * y, v.origin + v.dx * x + v.dy * y, target.data, at * 3);
    }
  }
}

/** The triangles of a grid of `columns` x `rows` vertices, row by row. */
export function gridTriangles(columns: number, rows: number): Uint32Array {
  const triangles: number[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      triangles.push(at, at + 1, at + columns, at + 1, at + columns + 1, at + columns);
    }
  }
  return Uint32Array.from(triangles);
}
