import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameAnalysis } from '@face-session/face';
import type { FacePool } from '@face-session/face/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateMovedPhotos, type MovedPhotosOptions } from './moved-photos.js';
import { FfmpegMissingError } from './read-clip.js';

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

/** Two people with two photos each, and a set of recordings, whose pictures are no photos of people. */
async function photos(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'moved-photos-'));
  folders.push(folder);
  await mkdir(join(folder, 'p'));
  const jpeg = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#a87' } })
    .jpeg()
    .toBuffer();
  const items = ['ann', 'ann', 'bob', 'bob'].map((label, index) => ({ set: 'people', path: `p/${String(index)}.jpg`, label }));
  await Promise.all(items.map(({ path }) => writeFile(join(folder, path), jpeg)));
  const recordings = ['real', 'print'].map((label) => ({ set: 'recordings', path: `${label}.mp4`, label }));
  await writeFile(join(folder, 'manifest.jsonl'), [...items, ...recordings].map((item) => JSON.stringify(item)).join('\n'));
  return folder;
}

/** A pool that sees one lit face, a little lower in each picture, before a background that moves as its motion says. */
function poolSeeing(faceAgainstBackground: number): Pick<FacePool, 'analyse' | 'sceneMotion'> {
  let number = 0;
  const analyse = (): Promise<FrameAnalysis & { digest: string }> => {
    number++;
    return Promise.resolve({
      digest: String(number),
      width: 480,
      height: 480,
      faces: [{ box: { x: 0, y: 0, width: 160, height: 160 }, score: 1 }],
      landmarks: Float32Array.from({ length: 136 }, (_, index) => 2 * index + 2 * (number % 5)),
      pose: { yaw: 0, pitch: 0, roll: 0 },
      eyes: { left: 1, right: 1 },
      luminance: 0.5,
      spoofScore: 1,
      template: Float32Array.from({ length: 512 }, (_, index) => (index === 0 ? 1 : 0)),
      scene: { width: 1, height: 1, data: Uint8Array.of(0), step: 1 },
    } as FrameAnalysis & { digest: string });
  };
  const sceneMotion = () =>
    Promise.resolve({
      faceAgainstBackground,
      planeResidual: 0.02,
      backgroundPoints: 20,
    });
  return { analyse, sceneMotion };
}

const codec: NonNullable<MovedPhotosOptions['codec']> = (frames) => Promise.resolve([...frames]);

describe('evaluateMovedPhotos', () => {
  it('counts a burst of each person for each motion and medium, as each policy decides it', async () => {
    const { people, rows } = await evaluateMovedPhotos(poolSeeing(0), await photos(), { people: 40, codec });
    expect(people).toBe(2);
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      expect(row).toMatchObject({ bursts: 2, landmarkRule: { passed: 2 } });
      expect(row.outcomes).toEqual({
        passive: { passed: 0, challenged: 0, light: 0, failed: 2 },
        adaptive: { passed: 0, challenged: 2, light: 0, failed: 0 },
        active: { passed: 0, challenged: 2, light: 0, failed: 0 },
      });
    }
  });

  describe('of people after the first, before a face that moves against its background, without ffmpeg', () => {
    let report: Awaited<ReturnType<typeof evaluateMovedPhotos>>;
    beforeAll(async () => {
      const missing = () => Promise.reject(new FfmpegMissingError());
      report = await evaluateMovedPhotos(poolSeeing(0.05), await photos(), { people: 40, skip: 1, codec: missing });
    });

    it('leaves the first people out, whose photos a threshold was chosen on', () => {
      expect(report).toMatchObject({ people: 1, skipped: 1 });
      expect(report.rows.every((row) => row.notMeasured !== undefined || row.bursts === 1)).toBe(true);
    });

    it('counts a pass where the face moves against its background', () => {
      expect(report.rows[0]?.outcomes).toMatchObject({ adaptive: { passed: 1 }, active: { challenged: 1 } });
    });

    it('says that the rows of the video codec are not measured', () => {
      const unmeasured = report.rows.filter(({ notMeasured }) => notMeasured === 'ffmpeg not found');
      expect(unmeasured.map(({ medium, bursts }) => [medium, bursts])).toEqual(Array.from({ length: 5 }, () => ['H.264', 0]));
      expect(report.rows.filter(({ bursts }) => bursts === 1)).toHaveLength(15);
    });
  });
});
