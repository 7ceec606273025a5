import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import type { Pixels } from '@face-session/face';
import { decodePicture, JPEG_END } from '@face-session/face/node';
import sharp from 'sharp';

/** Largest clip's worth of decoded pictures that ffmpeg may hand over, bytes. */
const MAX_OUTPUT = 1 << 30;

/** A video, and no ffmpeg is installed to read it. */
export class FfmpegMissingError extends Error {
  constructor(options?: ErrorOptions) {
    super('needs ffmpeg', options);
    this.name = 'FfmpegMissingError';
  }
}

/**
 * Reads a clip at so many milliseconds between frames: an animated GIF by sharp, a video by ffmpeg.
 * @throws FfmpegMissingError
 */
export async function readClip(file: string, intervalMs: number): Promise<Pixels[]> {
  if (extname(file).toLowerCase() === '.gif') return readGif(file, intervalMs);
  const pictures = await readByFfmpeg(file, intervalMs);
  return Promise.all(pictures.map((picture) => decodePicture(picture)));
}

async function readGif(file: string, intervalMs: number): Promise<Pixels[]> {
  const { pages = 1, delay = [] } = await sharp(file, { animated: true }).metadata();
  const frames: Pixels[] = [];
  let shownUntilMs = 0;
  for (let page = 0; page < pages; page++) {
    shownUntilMs += delay[page] ?? 100;
    while (frames.length * intervalMs < shownUntilMs) {
      const { data, info } = await sharp(file, { page }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      frames.push({ width: info.width, height: info.height, channels: 3, data });
    }
  }
  return frames;
}

async function readByFfmpeg(file: string, intervalMs: number): Promise<Buffer[]> {
  const rate = `fps=1000/${String(intervalMs)}`;
  const args = ['-v', 'error', '-i', file, '-vf', rate, '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '2', '-'];
  try {
    const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer', maxBuffer: MAX_OUTPUT });
    const pictures: Buffer[] = [];
    for (let start = 0; start < stdout.length;) {
      const end = stdout.indexOf(JPEG_END, start);
      if (end < 0) break;
      pictures.push(stdout.subarray(start, end + JPEG_END.length));
      start = end + JPEG_END.length;
    }
    return pictures;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new FfmpegMissingError({ cause: error }) : error;
  }
}
