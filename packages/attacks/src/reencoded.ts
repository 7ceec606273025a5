import sharp from 'sharp';
import type { PlayedFrame } from './attempt.js';
import type { SeededRandom } from './random.js';

/** What is done to a frame so that it is not the same pixel by pixel. Values are near those that keep the face as the capture wants it. */
export interface Reencoding {
  /** Of the JPEG, of 100. */
  readonly quality: number;
  /** Of the sides. */
  readonly scale?: number;
  /** What is cut off each side, as a share of it. */
  readonly crop?: number;
  /** Above 1 brighter. */
  readonly brightness?: number;
  readonly mirrored?: boolean;
}

/** Each transformation, and several at once. */
export const reencodings = {
  asJpeg50: { quality: 50 },
  asJpeg30: { quality: 30 },
  smaller: { quality: 85, scale: 0.75 },
  larger: { quality: 85, scale: 1.5 },
  cropped: { quality: 85, crop: 0.1 },
  brighter: { quality: 85, brightness: 1.25 },
  darker: { quality: 85, brightness: 0.8 },
  mirrored: { quality: 85, mirrored: true },
  severalAtOnce: { quality: 60, scale: 0.8, crop: 0.07, brightness: 1.15, mirrored: true },
} as const satisfies Record<string, Reencoding>;

/** The same frame in other pixels. */
export async function reencode<Frame extends Pick<PlayedFrame, 'jpeg'>>(frame: Frame, how: Reencoding): Promise<Frame> {
  const { quality, scale = 1, crop = 0, brightness = 1, mirrored = false } = how;
  const { data, info } = await sharp(frame.jpeg).raw().toBuffer({ resolveWithObject: true });
  const [left, top] = [Math.round(crop * info.width), Math.round(crop * info.height)];
  const [width, height] = [info.width - 2 * left, info.height - 2 * top];
  const cut = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .extract({ left, top, width, height })
    .flop(mirrored)
    .linear(brightness, 0)
    .raw()
    .toBuffer();
  const jpeg = await sharp(cut, { raw: { width, height, channels: info.channels } })
    .resize(Math.round(width * scale), Math.round(height * scale))
    .jpeg({ quality })
    .toBuffer();
  return { ...frame, jpeg };
}

/** One of {@link reencodings}. */
export function drawReencoding(random: SeededRandom): Reencoding {
  const all: readonly Reencoding[] = Object.values(reencodings);
  return all[random.below(all.length)] as Reencoding;
}
