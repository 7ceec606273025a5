import { linearLight, srgbLevel } from '@face-session/face';
import sharp from 'sharp';
import type { CameraFrame } from './camera.js';
import { ANSWER_LEVELS, type LitAnswer } from './lit-skin.js';
import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';

/** A camera whose exposure and white balance follow what it sees. */
export interface LitCamera {
  /** @param atMs in order */
  take(scene: Picture, answer: LitAnswer | null, atMs: number): Promise<CameraFrame>;
}

/** How fast exposure and white balance follow, ms, and how much of a tint the white balance takes off. */
const EXPOSURE_MS = 300;
const WHITE_BALANCE_MS = 1200;
const WHITE_BALANCE_SHARE = 0.5;

/** Deviation of the noise of a pixel, of 255, in light of {@link NOISE_LUX}; it grows as the square root of the light falls, within bounds. */
const NOISE = 1.4;
const NOISE_LUX = 200;
const NOISE_BOUNDS = [0.6, 6] as const;

/** Share of the light that glass throws back. */
const GLASS = 0.04;

const linear = Float32Array.from({ length: 256 }, (_, level) => linearLight(level));
const ENCODED = 4096;
const encoded = Uint8ClampedArray.from({ length: 2 * ENCODED }, (_, step) => Math.round(Math.min(255, srgbLevel(step / ENCODED))));

/** @param lux of the room and the screen together */
export function createLitCamera(random: SeededRandom, lux: number, quality = 90): LitCamera {
  const grain = Int8Array.from({ length: 1 << 18 }, () => Math.round(random.normal() * 8));
  const noise = Math.min(NOISE_BOUNDS[1], Math.max(NOISE_BOUNDS[0], NOISE * Math.sqrt(NOISE_LUX / lux))) / 8;
  let gains: [number, number, number] | undefined;
  let rest: [number, number, number] | undefined;
  let lastMs = 0;
  return {
    async take(scene, answer, atMs) {
      const { width, height, data } = scene;
      const count = width * height;
      const light = new Float32Array(3 * count);
      const sums: [number, number, number] = [0, 0, 0];
      for (let pixel = 0; pixel < count; pixel++) {
        const given = answer ? ((answer.places.data[3 * pixel] as number) / ANSWER_LEVELS) * answer.ratio : 0;
        for (let channel = 0; channel < 3; channel++) {
          const own = linear[data[3 * pixel + channel] as number] as number;
          const added = answer ? given * (answer.screen[channel] as number) : 0;
          const value = answer?.isGlare ? own + GLASS * added : own * (1 + added);
          light[3 * pixel + channel] = value;
          sums[channel as 0 | 1 | 2] += value;
        }
      }
      const means = sums.map((sum) => sum / count) as [number, number, number];
      const follow = (from: number, to: number, inMs: number): number => from + (to - from) * (1 - Math.exp(-(atMs - lastMs) / inMs));
      // The camera has settled on the first picture.
      const settled = (rest ??= means);
      const wanted = means.map((mean, channel) => {
        const green = means[1] / settled[1];
        return (green / (mean / (settled[channel] as number))) ** WHITE_BALANCE_SHARE;
      });
      const exposure = settled[1] / means[1];
      const before = gains ?? [1, 1, 1];
      const balance = [0, 2].map((channel) =>
        follow((before[channel] as number) / before[1], gains ? (wanted[channel] as number) : 1, WHITE_BALANCE_MS),
      );
      const green = gains ? follow(before[1], exposure, EXPOSURE_MS) : 1;
      gains = [green * (balance[0] as number), green, green * (balance[1] as number)];
      lastMs = atMs;
      const picture = createPicture(width, height);
      for (let row = 0; row < height; row++) {
        let at = random.below(grain.length - 3 * width);
        for (let i = 3 * row * width; i < 3 * (row + 1) * width; i++) {
          const step = Math.min(2 * ENCODED - 1, Math.round((light[i] as number) * (gains[i % 3] as number) * ENCODED));
          picture.data[i] = (encoded[step] as number) + (grain[at++] as number) * noise;
        }
      }
      const jpeg = await sharp(picture.data, { raw: { width, height, channels: 3 } })
        .jpeg({ quality })
        .toBuffer();
      return { jpeg };
    },
  };
}
