import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import type { Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findBrowser } from '../../scripts/lib/browser.mjs';

/** Largest clip's worth of decoded pictures that ffmpeg may hand over, bytes. */
const MAX_OUTPUT = 1 << 30;

/**
 * Reads a clip: an animated GIF by sharp, a video by ffmpeg if it is installed, else by the browser that the tests need anyway.
 * @throws {Error} saying what is missing
 */
export async function readClip(file: string, intervalMs: number): Promise<Pixels[]> {
  if (extname(file).toLowerCase() === '.gif') return readGif(file, intervalMs);
  const pictures = (await readByFfmpeg(file, intervalMs)) ?? (await readByBrowser(file, intervalMs));
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

const JPEG_END = Buffer.from([0xff, 0xd9]);

async function readByFfmpeg(file: string, intervalMs: number): Promise<Buffer[] | null> {
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function readByBrowser(file: string, intervalMs: number): Promise<Buffer[]> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('needs ffmpeg, or Chromium or Chrome with its video codecs');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const video = (await readFile(file)).toString('base64');
    const pictures = await page.evaluate(drawFrames, { video, intervalMs });
    return pictures.map((picture) => Buffer.from(picture, 'base64'));
  } finally {
    await browser.close();
  }
}

/** Runs in the page: seeks through a video and draws each frame. */
async function drawFrames({ video, intervalMs }: { video: string; intervalMs: number }): Promise<string[]> {
  const element = document.createElement('video');
  element.muted = true;
  const bytes = Uint8Array.from(atob(video), (character) => character.charCodeAt(0));
  await new Promise<void>((resolve, reject) => {
    element.onloadeddata = () => {
      resolve();
    };
    element.onerror = () => {
      reject(new Error('this browser cannot decode it'));
    };
    element.src = URL.createObjectURL(new Blob([bytes], { type: 'video/mp4' }));
  });
  const canvas = document.createElement('canvas');
  canvas.width = element.videoWidth;
  canvas.height = element.videoHeight;
  const pictures: string[] = [];
  // The last frame stays until the end: a place past its beginning would show it twice.
  for (let atMs = 0; atMs < element.duration * 1000 - intervalMs; atMs += intervalMs) {
    await new Promise<void>((resolve) => {
      element.onseeked = () => {
        resolve();
      };
      element.currentTime = atMs / 1000;
    });
    canvas.getContext('2d')?.drawImage(element, 0, 0);
    pictures.push(canvas.toDataURL('image/jpeg', 0.95).split(',')[1] ?? '');
  }
  return pictures;
}
