import { createFacePool, decodePicture, type FacePool } from '@face-session/face/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutPerson } from '../demo-faces.test-support.js';
import { residentBytes } from './forked.test-support.js';

let pool: FacePool;
/** 6400 x 4800, with a face: the largest that a camera uploads. */
let huge: Buffer;
beforeAll(async () => {
  pool = await createFacePool({ workers: 2 });
  huge = await (await cutPerson('a')).resize(6_400, 4_800, { fit: 'cover' }).jpeg({ quality: 80 }).toBuffer();
});
afterAll(() => pool.close());

describe('the selfie that is kept', () => {
  it('is shrunk to the size that is kept, with the person where they were', async () => {
    const analysis = await pool.analyse(huge, {});
    const selfie = await pool.selfie(huge, analysis, 'FILLED');
    const { width, height, exif } = await sharp(selfie).metadata();
    expect([width, height, exif]).toEqual([1_920, 1_440, undefined]);
    const [before, after] = [analysis.faces[0]!.box, (await pool.analyse(Buffer.from(selfie), {})).faces[0]!.box];
    const scale = 1_920 / analysis.width;
    expect(Math.abs(after.x + after.width / 2 - (before.x + before.width / 2) * scale)).toBeLessThan(0.1 * after.width);
    expect(Math.abs(after.y + after.height / 2 - (before.y + before.height / 2) * scale)).toBeLessThan(0.1 * after.height);
  });

  it.each(['BLURRED', 'FILLED', 'FILLED_WHITE'] as const)('hides the background and keeps the face: %s', async (obfuscation) => {
    const width = 640;
    const stripes = Buffer.alloc(width * 480 * 3);
    for (let i = 0; i < stripes.length; i++) stripes[i] = Math.floor((Math.floor(i / 3) % width) / 8) % 2 === 0 ? 0 : 255;
    const picture = await sharp(stripes, { raw: { width, height: 480, channels: 3 } })
      .png()
      .toBuffer();
    const box = { x: 280, y: 200, width: 80, height: 100 };
    const selfie = await pool.selfie(picture, { width, height: 480, faces: [{ box, score: 1, keypoints: [] } as never] }, obfuscation);
    const { data } = await decodePicture(selfie);
    const contrast = (left: number, top: number): number => {
      const row = Array.from({ length: 40 }, (_, i) => data[(top * width + left + i) * 3] as number);
      return Math.max(...row) - Math.min(...row);
    };
    expect(contrast(300, 240)).toBeGreaterThan(200);
    expect(contrast(20, 20)).toBeLessThan(40);
    expect(contrast(580, 440)).toBeLessThan(40);
  });

  it('costs little time and memory, however many large ones are blurred at once', { timeout: 120_000 }, async () => {
    const analysis = await pool.analyse(huge, {});
    const [memory, cpu] = [residentBytes(), pool.cpuMs];
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, residentBytes())), 20);
    await Promise.all(Array.from({ length: 8 }, () => pool.selfie(huge, analysis, 'BLURRED')));
    clearInterval(watch);
    // At the size of the upload one took 19 CPU-seconds and 929 MB.
    expect((pool.cpuMs - cpu) / 1000 / 8).toBeLessThan(3);
    expect((most - memory) / 1e6).toBeLessThan(500);
  });

  it('is ended with the pool in the middle of its work', { timeout: 60_000 }, async () => {
    const closing = await createFacePool({ workers: 2 });
    const analysis = { width: 2_560, height: 1_920, faces: [{ box: { x: 1_000, y: 700, width: 500, height: 600 }, score: 1 } as never] };
    const outcomes = Promise.allSettled(Array.from({ length: 8 }, () => closing.selfie(huge, analysis, 'BLURRED')));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    await closing.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await outcomes).filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});
