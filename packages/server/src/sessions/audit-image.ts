import { createHash } from 'node:crypto';
import type { FrameAnalysis } from '@face-session/face';
import type { ObfuscationTypeName } from '@face-session/protocol';
import sharp, { type Sharp } from 'sharp';

/** JPEG quality of a kept selfie: no visible loss at a third of the bytes of 100. */
const QUALITY = 90;

/** Bytes of the audit-trail image's name: 24 hex digits, as the reference has it. */
export const AUDIT_IMAGE_ID_BYTES = 12;

/**
 * The ellipse that stays visible, against the detector's box: the box goes from brows to chin and ear to ear, and hair, ears and chin of a
 * tilted head must be kept whole.
 */
const KEPT = { width: 1.5, height: 1.7, shiftUp: 0.1 };

/** How strong the background is blurred, as a part of the picture's width: no face or text behind can be read. */
const BLUR_PER_WIDTH = 0.04;

/** How soft the edge of the kept part is, as a part of the picture's width. */
const EDGE_PER_WIDTH = 0.008;

/** Grey of FILLED. */
const FILL_GREY = 128;

/**
 * The selfie as it is kept: a new JPEG with nothing of the upload but its pixels, upright, the background hidden if asked for. libvips works
 * in its own threads.
 */
export async function auditImage(
  picture: Uint8Array,
  analysis: FrameAnalysis,
  obfuscation: ObfuscationTypeName | undefined,
): Promise<Buffer> {
  const upright = sharp(picture).autoOrient().removeAlpha().toColourspace('srgb');
  const face = analysis.faces[0];
  if (obfuscation === undefined || face === undefined) return upright.jpeg({ quality: QUALITY }).toBuffer();
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const kept = await sharp(data, { raw })
    .joinChannel(await keptMask(info, face.box))
    .png({ compressionLevel: 0 })
    .toBuffer();
  return (await background(data, raw, obfuscation))
    .composite([{ input: kept }])
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

/** `sha256:` and the hash of the exact bytes. */
export function checksumOf(image: Uint8Array): string {
  return `sha256:${createHash('sha256').update(image).digest('hex')}`;
}

type Size = Readonly<Record<'width' | 'height', number>>;
type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/** White where the person stays visible, with a soft edge; one channel, PNG. */
async function keptMask({ width, height }: Size, box: Box): Promise<Buffer> {
  const cx = box.x + box.width / 2;
  const cy = box.y + box.height * (0.5 - KEPT.shiftUp);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#000"/>
    <ellipse cx="${cx}" cy="${cy}" rx="${(box.width * KEPT.width) / 2}" ry="${(box.height * KEPT.height) / 2}" fill="#fff"/></svg>`;
  return sharp(Buffer.from(svg))
    .blur(Math.max(0.5, width * EDGE_PER_WIDTH))
    .extractChannel(0)
    .png({ compressionLevel: 0 })
    .toBuffer();
}

async function background(
  data: Buffer,
  raw: Size & { readonly channels: 1 | 2 | 3 | 4 },
  obfuscation: ObfuscationTypeName,
): Promise<Sharp> {
  if (obfuscation === 'BLURRED') {
    // Composited later: sharp applies a blur after a composite in the same pipeline.
    const blurred = await sharp(data, { raw })
      .blur(Math.max(1, raw.width * BLUR_PER_WIDTH))
      .png({ compressionLevel: 0 })
      .toBuffer();
    return sharp(blurred);
  }
  const grey = obfuscation === 'FILLED_WHITE' ? 255 : FILL_GREY;
  return sharp({ create: { width: raw.width, height: raw.height, channels: 3, background: { r: grey, g: grey, b: grey } } });
}
