import type { GreyPicture } from './grey-picture.js';
import type { Motion } from './robust-fit.js';

/** Pixels of a row between which a motion is taken for even: exact for similarities, and closer than tracking sees for homographies. */
const SPAN = 8;

/** The picture whose pixel at p is that of `picture` at `motion`(p), bilinear; beyond the edge the edge's. */
export function warpScene(picture: GreyPicture, motion: Motion, width: number, height: number): GreyPicture {
  const data = new Uint8Array(width * height);
  const { width: stride, data: source } = picture;
  const right = stride - 1.001;
  const bottom = picture.height - 1.001;
  for (let row = 0, at = 0; row < height; row++) {
    for (let first = 0; first < width; first += SPAN) {
      let { x, y } = motion({ x: first, y: row });
      const end = motion({ x: first + SPAN, y: row });
      const [dx, dy] = [(end.x - x) / SPAN, (end.y - y) / SPAN];
      for (const after = at + Math.min(SPAN, width - first); at < after; at++, x += dx, y += dy) {
        const px = x < 0 ? 0 : x > right ? right : x;
        const py = y < 0 ? 0 : y > bottom ? bottom : y;
        const left = px | 0;
        const top = py | 0;
        const fx = px - left;
        const fy = py - top;
        const from = top * stride + left;
        data[at] =
          (1 - fy) * ((1 - fx) * (source[from] as number) + fx * (source[from + 1] as number)) +
          fy * ((1 - fx) * (source[from + stride] as number) + fx * (source[from + stride + 1] as number)) +
          0.5;
      }
    }
  }
  return { width, height, data, step: picture.step };
}
