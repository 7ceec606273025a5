import { drawFlat } from './flat-scene.js';
import { drawManner, type Manner } from './head-motion.js';
import type { Random } from './random.js';
import { createPicture, type Picture } from './raster.js';
import { drawRoom } from './room.js';
import { webcamView } from './virtual-head.js';

/** Shows pictures on a screen before the camera. */
export type Screen = (shown: Picture, atMs: number) => Picture;

/** A phone, tablet or monitor held before the camera: bezel, gamma, the pattern of two pixel grids (moire), a reflection, an unsteady hand. */
export function createScreen(random: Random): Screen {
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
  const glare = {
    x: random.between(0, webcamView.width),
    y: random.between(0, webcamView.height),
    breadth: random.between(40, 160),
    strength: random.between(0, 45),
    veil: random.between(2, 20),
  };
  const curve = Float32Array.from({ length: 256 }, (_, level) => 255 * Math.pow(level / 255, gamma));
  return (shown, atMs) => {
    const { width, height } = shown;
    const bezel = Math.round(0.03 * width);
    const surface = createPicture(width + 2 * bezel, height + 2 * bezel);
    surface.data.fill(14);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = (y * width + x) * 3;
        const to = ((y + bezel) * surface.width + x + bezel) * 3;
        for (let channel = 0; channel < 3; channel++) {
          surface.data[to + channel] = (curve[shown.data[from + channel] as number] as number) * (white[channel] as number);
        }
      }
    }
    const pose = hand(atMs);
    const thing = { surface, width: (surface.width / webcamView.eyeDistance) * 1, eyes: { x: 0.5, y: 0.44 }, bend: 0 };
    const seen = drawFlat(room, thing, { ...pose, yaw: pose.yaw * 0.6, scale: size * pose.scale }, webcamView);
    for (let y = 0; y < seen.height; y++) {
      for (let x = 0; x < seen.width; x++) {
        const at = (y * seen.width + x) * 3;
        const distance = ((x - glare.x) ** 2 + (y - glare.y) ** 2) / glare.breadth ** 2;
        const light = glare.veil + (distance < 9 ? glare.strength * Math.exp(-distance / 2) : 0);
        for (let channel = 0; channel < 3; channel++) {
          const grid = moire[channel] as (typeof moire)[number];
          seen.data[at + channel] =
            (seen.data[at + channel] as number) + light + grid.strength * Math.sin(grid.x * x + grid.y * y + channel + 6 * pose.x);
        }
      }
    }
    return seen;
  };
}
