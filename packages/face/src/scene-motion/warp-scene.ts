import type { Affine } from '../geometry.js';
import type { GreyPicture } from './grey-picture.js';

/** The picture whose pixel at p is that of `picture` at `map`(p), bilinear; beyond the edge the edge's. */
export function warpScene(picture: GreyPicture, { a, b, c, d, e, f }: Affine, width: number, height: number): GreyPicture {
  const data = new Uint8Array(width * height);
  const { width: stride, data: source } = picture;
  const right = stride - 1.001;
  const bottom = picture.height - 1.001;
  for (let row = 0, at = 0; row < height; row++) {
    let x = b * row + c;
    let y = e * row + f;
    for (let column = 0; column < width; column++, at++, x += a, y += d) {
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
  return { width, height, data, step: picture.step };
}
