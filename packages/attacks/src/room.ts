import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';

/** A wall in uneven light with a few soft shapes: what shows around a print or a screen. */
export function drawRoom(width: number, height: number, random: SeededRandom): Picture {
  const picture = createPicture(width, height);
  const wall = [random.between(90, 190), random.between(90, 180), random.between(80, 170)] as const;
  const slope = { x: random.between(-50, 50), y: random.between(-40, 20) };
  const shapes = Array.from({ length: 4 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height),
    breadth: random.between(0.08, 0.3) * width,
    height: random.between(0.1, 0.5) * height,
    shade: random.between(-60, 50),
  }));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let light = (slope.x * x) / width + (slope.y * y) / height;
      for (const shape of shapes) {
        const edge = Math.max(Math.abs(x - shape.x) / shape.breadth, Math.abs(y - shape.y) / shape.height);
        light += shape.shade / (1 + Math.exp(18 * (edge - 1)));
      }
      const at = (y * width + x) * 3;
      wall.forEach((value, channel) => {
        picture.data[at + channel] = value + light;
      });
    }
  }
  return picture;
}

/** Things on the wall behind a person, lighter or darker than it, with edges and corners in focus: without any, nobody could tell whether the person moves before it. */
export function furnish(wall: Picture, random: SeededRandom): void {
  const { width, height, data } = wall;
  for (let thing = 0; thing < THINGS; thing++) {
    const left = Math.round(random.between(0, width));
    const top = Math.round(random.between(0, height));
    const right = Math.min(width, left + Math.round(random.between(0.02, 0.09) * width));
    const bottom = Math.min(height, top + Math.round(random.between(0.02, 0.12) * height));
    const shade = (random.next() < 0.5 ? -1 : 1) * random.between(20, 55);
    for (let y = top; y < bottom; y++) {
      for (let at = 3 * (y * width + left); at < 3 * (y * width + right); at++) data[at] = (data[at] as number) + shade;
    }
  }
}

const THINGS = 90;
