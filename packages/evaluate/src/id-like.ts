import { mulberry32 } from '@face-session/face';
import sharp from 'sharp';
import type { Box } from '@face-session/face';

/** How a portrait is made to look like the one on an ID. */
export interface IdLook {
  /** Width of the face as detected, in pixels. */
  readonly faceWidth: number;
  /** Scanned from print: flat contrast, lifted blacks, grain and a second compression. */
  readonly printed: boolean;
}

/** Quality of the JPEG, as cards and forms have it. */
const JPEG_QUALITY = 70;
/** Deviation of the grain of a printed portrait, of 255. */
const GRAIN = 8;

/** A grey, small, compressed JPEG of a portrait whose face is in `face` (pixels of the original). */
export async function makeIdLike(original: Uint8Array, face: Box, look: IdLook): Promise<Buffer> {
  const { width } = await sharp(original).metadata();
  const small = sharp(original)
    .resize({ width: Math.max(16, Math.round((width * look.faceWidth) / face.width)) })
    .greyscale();
  if (!look.printed) return small.jpeg({ quality: JPEG_QUALITY }).toBuffer();
  const { data, info } = await small.blur(0.5).linear(0.65, 60).raw().toBuffer({ resolveWithObject: true });
  const random = mulberry32(data.length);
  const grained = data.map((value) => value + GRAIN * (random() + random() + random() - 1.5) * 2);
  const once = await sharp(grained, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
  return sharp(once).jpeg({ quality: JPEG_QUALITY }).toBuffer();
}
