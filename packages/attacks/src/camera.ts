import sharp from 'sharp';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';

/** What a camera delivers of a scene. */
export interface CameraFrame {
  readonly jpeg: Uint8Array;
}

export interface CameraOptions {
  /** Deviation of the noise of a pixel, of 255. */
  readonly noise: number;
  /** Largest change of the exposure, as a part. */
  readonly flicker: number;
  /** Of the JPEG, as `toBlob` counts it but of 100. */
  readonly quality: number;
  /** Width that the picture is stretched to, its height kept, as a player fills a wide screen; its own unless given. */
  readonly stretchedWidth?: number;
}

/** A webcam in a lit room, as the capture's guidance asks for. In the dark noise is three times that, and the passive score falls. */
export const webcam: CameraOptions = { noise: 1.4, flicker: 0.015, quality: 90 };

/** A camera without noise: what a virtual one delivers of a picture. */
export const virtualCamera: CameraOptions = { noise: 0, flicker: 0, quality: 90 };

/** A camera with noise of its own: a scene that stands still never gives the same picture twice. */
export function createCamera(random: SeededRandom, options: CameraOptions = webcam): (scene: Picture) => Promise<CameraFrame> {
  const grain = Int8Array.from({ length: 1 << 18 }, () => Math.round(random.normal() * options.noise * 8));
  return async (scene) => {
    const { width, height, data } = scene;
    const exposure = 1 + options.flicker * random.between(-1, 1);
    const noisy = new Uint8ClampedArray(data.length);
    // A new stretch of the grain for each row, or its repetition would show as a pattern.
    for (let row = 0; row < height; row++) {
      let at = random.below(grain.length - 3 * width);
      for (let i = row * width * 3; i < (row + 1) * width * 3; i++) {
        noisy[i] = (data[i] as number) * exposure + (grain[at++] as number) / 8;
      }
    }
    const jpeg = await sharp(noisy, { raw: { width, height, channels: 3 } })
      .resize(options.stretchedWidth ?? width, height, { fit: 'fill' })
      .jpeg({ quality: options.quality })
      .toBuffer();
    return { jpeg };
  };
}
