import type { ObfuscationTypeName } from '@face-session/protocol';
import sharp, { type Sharp } from 'sharp';
import type { FrameAnalysis } from '../frame-analysis.js';
import type { Box } from '../geometry.js';
import { DECODE_SECONDS, decodePicture, defaultPictureLimits } from './decode-picture.js';

/** Longest side of a kept selfie, in pixels: a Full HD frame stays as it is, larger uploads are shrunk before all other work. */
const SELFIE_SIDE = 1920;

/** JPEG quality of a kept selfie: no visible loss at a third of the bytes of 100. */
const QUALITY = 90;

/**
 * The ellipse that stays visible, against the detector's box: the box goes from brows to chin and ear to ear, and hair, ears and chin of a
 * tilted head must be kept whole.
 */
const KEPT = { width: 1.5, height: 1.7, shiftUp: 0.1 };

/** Standard deviation of the background's blur, as a part of the picture's width: no face or text behind can be read. */
const BLUR_PER_WIDTH = 0.04;

/** The same of the edge of the kept part. */
const EDGE_PER_WIDTH = 0.008;

/** Grey of FILLED. */
const FILL_GREY = 128;

/** A wide blur is made on a copy shrunk by at most this factor: the result looks the same at a small part of the time. */
const MOST_SHRINK = 8;

/** Least standard deviation on the shrunk copy, in pixels: below it the grid of the copy would show. */
const LEAST_SHRUNK_SIGMA = 2;

/** The analysis of the picture, for the place of its main face. */
export type SelfieAnalysis = Pick<FrameAnalysis, 'width' | 'height' | 'faces'>;

/**
 * Makes the selfie that is kept: a new JPEG with nothing of the upload but its pixels, upright, at most {@link SELFIE_SIDE} pixels a side, the
 * background hidden if asked for.
 * @throws {PictureError} if the picture cannot be decoded
 */
export async function renderSelfie(
  picture: Uint8Array,
  analysis: SelfieAnalysis,
  obfuscation: ObfuscationTypeName | undefined,
): Promise<Uint8Array> {
  const { data, width, height } = await decodePicture(picture, { ...defaultPictureLimits, side: SELFIE_SIDE });
  const pixels = (): Sharp => bounded(sharp(data as Uint8Array, { raw: { width, height, channels: 3 } }));
  const box = analysis.faces[0]?.box;
  if (obfuscation === undefined || !box) return pixels().jpeg({ quality: QUALITY }).toBuffer();
  const scale = width / analysis.width;
  const face = { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
  const person = await pixels()
    .joinChannel(await keptMask(width, height, face), { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer();
  return bounded(sharp(await background(pixels(), width, height, obfuscation), { raw: { width, height, channels: 3 } }))
    .composite([{ input: person, raw: { width, height, channels: 4 } }])
    .removeAlpha()
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

function bounded(image: Sharp): Sharp {
  return image.timeout({ seconds: DECODE_SECONDS });
}

/** White where the person stays visible, with a soft edge; one channel. */
async function keptMask(width: number, height: number, face: Box): Promise<Buffer> {
  const cx = face.x + face.width / 2;
  const cy = face.y + face.height * (0.5 - KEPT.shiftUp);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#000"/>
    <ellipse cx="${cx}" cy="${cy}" rx="${(face.width * KEPT.width) / 2}" ry="${(face.height * KEPT.height) / 2}" fill="#fff"/></svg>`;
  const soft = await blurred(bounded(sharp(Buffer.from(svg)).removeAlpha()), width, height, Math.max(0.5, width * EDGE_PER_WIDTH));
  return bounded(sharp(soft, { raw: { width, height, channels: 3 } }))
    .extractChannel(0)
    .raw()
    .toBuffer();
}

/** Pixels of the picture's size; three channels. */
async function background(pixels: Sharp, width: number, height: number, obfuscation: ObfuscationTypeName): Promise<Buffer> {
  if (obfuscation === 'BLURRED') return blurred(pixels, width, height, Math.max(1, width * BLUR_PER_WIDTH));
  const grey = obfuscation === 'FILLED_WHITE' ? 255 : FILL_GREY;
  return Promise.resolve(Buffer.alloc(width * height * 3, grey));
}

/** The pixels of a picture of three channels, blurred. */
async function blurred(image: Sharp, width: number, height: number, sigma: number): Promise<Buffer> {
  const shrink = Math.max(1, Math.min(MOST_SHRINK, Math.floor(sigma / LEAST_SHRUNK_SIGMA)));
  const smallWidth = Math.max(1, Math.round(width / shrink));
  const smallHeight = Math.max(1, Math.round(height / shrink));
  const small = await image.resize({ width: smallWidth, height: smallHeight, fit: 'fill' }).raw().toBuffer();
  const raw = { width: smallWidth, height: smallHeight, channels: 3 } as const;
  const soft = await bounded(sharp(small, { raw }))
    .blur(Math.max(0.3, sigma / shrink))
    .raw()
    .toBuffer();
  return bounded(sharp(soft, { raw })).resize({ width, height, fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
}
