import { readFile } from 'node:fs/promises';
import { FfmpegMissingError, readClip as readGifOrVideo } from '@face-session/evaluate';
import type { Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/browser.mjs';

/**
 * Reads a clip; without ffmpeg, a video is read by the browser that the tests need anyway.
 * @throws {Error} saying what is missing
 */
export async function readClip(file: string, intervalMs: number): Promise<Pixels[]> {
  try {
    return await readGifOrVideo(file, intervalMs);
  } catch (error) {
    if (!(error instanceof FfmpegMissingError)) throw error;
    const pictures = await readByBrowser(file, intervalMs);
    return Promise.all(pictures.map((picture) => decodePicture(picture)));
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
