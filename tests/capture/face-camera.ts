import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { PICTURES_PER_SECOND, type Camera } from '../kit/browser.js';
import { cameraOfFrames } from '../kit/camera.js';

const demo = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');

/** One person cut out of a group, as a portrait camera sees them: the middle of the face and the size of the cut, in pixels. */
export interface Subject {
  readonly file: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Looks straight ahead in even light. */
export const frontal: Subject = { file: 'sample3.jpg', x: 1187, y: 356, height: 740 };

/** Pixels of the camera's picture: a phone held upright. */
export const CAMERA = { width: 480, height: 640 };

/** Frames of a person who sits nearly still: shifted by a pixel or two from frame to frame, with the noise of a camera. */
export async function framesOf(subject: Subject, count = PICTURES_PER_SECOND): Promise<Buffer[]> {
  const width = Math.round((subject.height * CAMERA.width) / CAMERA.height);
  const photo = await rawOf(sharp(join(demo, subject.file)));
  // Each frame takes its grain from another place of it.
  const noise = { type: 'gaussian', mean: 128, sigma: 4 } as const;
  const size = { width: CAMERA.width + count, height: CAMERA.height + count };
  const grain = await rawOf(sharp({ create: { ...size, channels: 3, noise, background: '#000' } }));
  const frames: Buffer[] = [];
  for (let index = 0; index < count; index++) {
    const phase = (2 * Math.PI * index) / count;
    const left = Math.round(subject.x - width / 2 + 2 * Math.sin(phase));
    const top = Math.max(0, Math.round(subject.y - subject.height * 0.48 + 2 * Math.cos(phase)));
    const face = await rawOf(pictureOf(photo).extract({ left, top, width, height: subject.height }).resize(CAMERA.width, CAMERA.height));
    const here = await rawOf(pictureOf(grain).extract({ left: index, top: count - index, ...CAMERA }));
    frames.push(
      await pictureOf(face)
        .composite([{ input: here.data, raw: here.info, blend: 'soft-light' }])
        .jpeg({ quality: 92 })
        .toBuffer(),
    );
  }
  return frames;
}

interface Raw {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

const rawOf = (picture: Sharp): Promise<Raw> => picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
const pictureOf = ({ data, info: { width, height, channels } }: Raw): Sharp => sharp(data, { raw: { width, height, channels } });

/** A camera before which the subject sits nearly still. */
export async function cameraOf(subject: Subject): Promise<Camera> {
  return cameraOfFrames(await framesOf(subject));
}
