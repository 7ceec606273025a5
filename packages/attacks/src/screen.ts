import { drawFlat } from './flat-scene.js';
import { drawManner, type Manner } from './head-motion.js';
import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';
import { drawRoom } from './room.js';
import { EYES_HEIGHT, webcamView } from './virtual-head.js';

/** Shows pictures on a screen before the camera. */
export type ReplayScreen = (shown: Picture, atMs: number) => Picture;

/** A phone, tablet or monitor held before the camera: bezel, gamma, the pattern of two pixel grids (moire), a reflection, an unsteady hand. */
export function createScreen(random: SeededRandom): ReplayScreen {
  const room = drawRoom(webcamView.width, webcamView.height, random.fork('room'));
  const hand: Manner = drawManner(random.fork('hand'));
  // From a phone whose bezel shows to a monitor that fills the view; the face comes to about its natural size.
  const size = random.between(0.85, 1.2);
  const gamma = random.between(0.85, 1.3);
  const white = [random.between(0.85, 1), random.between(0.88, 1.02), random.between(0.95, 1.12)] as const;
  const moire = Array.from({ length: 3 }, () => ({
    x: random.between(-0.35, 0.35),
    y: random.between(-0.35, 0.35),
    strength: random.between(1.5, 6),
  }));
  const { width, height } = webcamView;
  const light = drawLight(width, height, random.fork('light'));
  const shades = white.map((part) => Uint8ClampedArray.from({ length: 256 }, (_, level) => part * 255 * Math.pow(level / 255, gamma)));
  return (shown, atMs) => {
    const pose = hand(atMs);
    const surface = framed(shown, shades);
    const thing = { surface, width: surface.width / webcamView.eyeDistance, eyes: { x: 0.5, y: EYES_HEIGHT }, bend: 0 };
    const seen = drawFlat(room, thing, { ...pose, yaw: pose.yaw * 0.6, scale: size * pose.scale }, webcamView);
    moire.forEach(({ x, y, strength }, channel) => {
      // The sine of a sum, from the sines and cosines of its parts: one product a pixel instead of a sine.
      const rows = Array.from({ length: height }, (_, row) => y * row + channel + 6 * pose.x);
      const sinX = Float32Array.from({ length: width }, (_, column) => strength * Math.sin(x * column));
      const cosX = Float32Array.from({ length: width }, (_, column) => strength * Math.cos(x * column));
      rows.forEach((angle, row) => {
        const sin = Math.sin(angle);
        const cos = Math.cos(angle);
        for (let column = 0; column < width; column++) {
          const pixel = row * width + column;
          const grid = (sinX[column] as number) * cos + (cosX[column] as number) * sin;
          seen.data[3 * pixel + channel] = (seen.data[3 * pixel + channel] as number) + (light[pixel] as number) + grid;
        }
      });
    });
    return seen;
  };
}

/** A picture as the screen shows it, by the level that it gives to each of a channel's, within its bezel. */
function framed(shown: Picture, shades: readonly Uint8ClampedArray[]): Picture {
  const bezel = Math.round(0.03 * shown.width);
  const surface = createPicture(shown.width + 2 * bezel, shown.height + 2 * bezel);
  surface.data.fill(14);
  shades.forEach((shade, channel) => {
    for (let y = 0; y < shown.height; y++) {
      const to = ((y + bezel) * surface.width + bezel) * 3 + channel;
      for (let x = 0; x < shown.width; x++) {
        surface.data[to + 3 * x] = shade[shown.data[(y * shown.width + x) * 3 + channel] as number] as number;
      }
    }
  });
  return surface;
}

/** What the room's light adds to each pixel: a veil over the glass and one reflection. */
function drawLight(width: number, height: number, random: SeededRandom): Float32Array {
  const glare = {
    x: random.between(0, width),
    y: random.between(0, height),
    breadth: random.between(40, 160),
    strength: random.between(0, 45),
    veil: random.between(2, 20),
  };
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const distance = (((pixel % width) - glare.x) ** 2 + (Math.floor(pixel / width) - glare.y) ** 2) / glare.breadth ** 2;
    return glare.veil + (distance < 9 ? glare.strength * Math.exp(-distance / 2) : 0);
  });
}
