import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaceEngine, FrameAnalysis, Pixels } from '@face-session/face';
import { afterEach, describe, expect, it } from 'vitest';
import { livenessJson } from './liveness-json.js';
import { evaluateLiveness } from './liveness.js';

/** What is seen in a frame of a made-up clip; a clip of real files would not tell by counting what the shares must be. */
interface Seen {
  /** Per cent: as the service asks, of the picture as it is, and with its mirror image. */
  readonly score: number;
  readonly asSeen?: number;
  readonly both?: number;
  readonly people?: number;
  readonly yaw?: number;
}

const FACE_WIDTH = 160;

/** Of the shipped model's length, as its calibration demands. */
const TEMPLATE = Float32Array.from({ length: 512 }, (_, index) => (index === 0 ? 1 : 0));

/** A picture that only the {@link readingEngine} can read: what is seen in it, and its number, in its bytes. */
function picture({ score, asSeen = score, both = score, people = 1, yaw = 0 }: Seen, number: number): Pixels {
  return { width: 2, height: 1, channels: 3, data: Uint8Array.of(score, asSeen, people, yaw, number, both) };
}

function analysed({ data }: Pixels): FrameAnalysis {
  const [score = 0, , people = 0, yaw = 0, number = 0] = data;
  const faces = Array.from({ length: people }, () => ({ box: { x: 0, y: 0, width: FACE_WIDTH, height: FACE_WIDTH }, score: 1 }));
  if (people === 0) return { width: 640, height: 480, faces };
  return {
    width: 640,
    height: 480,
    faces,
    // Down the face, in the order of the landmarks; a little further in every frame, so that nothing but the score is amiss.
    landmarks: Float32Array.from({ length: 136 }, (_, index) => 2 * index + (number % 5)),
    pose: { yaw, pitch: 0, roll: 0 },
    eyes: { left: 1, right: 1 },
    spoofScore: score / 100,
    template: TEMPLATE,
  };
}

const readingEngine = {
  analyse: (pixels: Pixels) => Promise.resolve(analysed(pixels)),
  spoofScore: ({ data }: Pixels, _box: unknown, options?: object) => Promise.resolve((data[options ? 1 : 5] as number) / 100),
} as unknown as FaceEngine;

const five = (seen: Seen): Seen[] => Array.from({ length: 5 }, () => seen);

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function evaluated(clips: Record<string, Seen[]>): ReturnType<typeof evaluateLiveness> {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-liveness-'));
  folders.push(folder);
  const lines = Object.keys(clips).map((path) => JSON.stringify({ set: 'made', path, label: path.split('/')[0] }));
  await writeFile(join(folder, 'manifest.jsonl'), lines.join('\n'));
  return evaluateLiveness(readingEngine, folder, (file) => {
    const clip = Object.entries(clips).find(([path]) => file.endsWith(path))?.[1] ?? [];
    return clip.length === 0 ? Promise.reject(new Error('no video')) : Promise.resolve(clip.map(picture));
  });
}

describe('evaluateLiveness', () => {
  it('counts bursts, frames and recordings that are taken for what they are not', async () => {
    const { species } = await evaluated({
      'real/a.mp4': [...five({ score: 90 }), ...five({ score: 30 })],
      'real/b.mp4': five({ score: 20 }),
      'replay/a.mp4': [...five({ score: 10 }), ...five({ score: 60 }), ...five({ score: 1 })],
    });
    expect(species).toHaveLength(1);
    expect(species[0]).toMatchObject({
      set: 'made',
      species: 'replay',
      recordings: { attack: 1, real: 2 },
      apcer: { count: 1, of: 3 },
      bpcer: { count: 2, of: 3 },
      frameLevel: { apcer: { count: 5, of: 15 }, bpcer: { count: 10, of: 15 } },
      recordingLevel: { apcer: { count: 1, of: 1 }, bpcer: { count: 1, of: 2 } },
      // These pictures have no background, so their movement is doubtful.
      verdicts: { attack: { live: 0, doubtful: 2, attack: 1 }, real: { live: 0, doubtful: 3, attack: 0 } },
    });
  });

  it('leaves out frames that show two people where one is measured and another may be the picture', async () => {
    const { species } = await evaluated({
      'real/a.mp4': [...five({ score: 95 }), ...five({ score: 50 })],
      'replay/a.mp4': [...five({ score: 90, people: 2 }), ...five({ score: 10, yaw: 40 })],
    });
    expect(species[0]?.eer).toMatchObject({ frames: 0.5, onePersonFrames: 0 });
  });

  it('counts an unusable burst as no response, neither right nor wrong', async () => {
    const { species } = await evaluated({
      'real/a.mp4': [...five({ score: 90 }), ...five({ score: 90, yaw: 40 })],
      'replay/a.mp4': [...five({ score: 90, people: 2 }), ...five({ score: 0 })],
    });
    expect(species[0]).toMatchObject({
      apcer: { count: 0, of: 1 },
      bpcer: { count: 0, of: 1 },
      apnrr: { count: 1, of: 2 },
      bpnrr: { count: 1, of: 2 },
    });
  });

  it('sets the score beside that of the net asked once, on the same frames', async () => {
    const report = await evaluated({
      'real/a.mp4': five({ score: 80, asSeen: 40 }),
      'replay/a.mp4': [...five({ score: 20, asSeen: 60 }), ...five({ score: 0, people: 0 })],
    });
    expect(report.species[0]?.eer).toEqual({ frames: 0, onePersonFrames: 0, usableFrames: 0, bursts: 0 });
    expect(report.species[0]?.baseline.eer).toEqual({ frames: 1, onePersonFrames: 1, usableFrames: 1, bursts: 1 });
    expect(livenessJson(report).real['replay']).toMatchObject({ apcer: 0, bpcer: 0, baseline: { apcer: 1, bpcer: 1, eerFrames: 1 } });
  });

  it('counts the frames that are clear at first sight, and the bursts that both views of every frame would judge alike', async () => {
    const report = await evaluated({
      'real/a.mp4': [...five({ score: 97, both: 90 }), ...five({ score: 97, both: 40 })],
      'replay/a.mp4': five({ score: 30, asSeen: 50, both: 30 }),
    });
    expect(report.clearFrames).toMatchObject({ real: { count: 10, of: 10 }, attack: { count: 0, of: 5 } });
    expect(report.sameByBothViews).toMatchObject({ count: 3, of: 3 });
    const changed = await evaluated({ 'real/a.mp4': five({ score: 97, both: 3 }), 'replay/a.mp4': five({ score: 1 }) });
    expect(changed.sameByBothViews).toMatchObject({ count: 1, of: 2 });
  });

  it('keeps species apart, and says what it could not read', async () => {
    const report = await evaluated({
      'real/a.mp4': five({ score: 90 }),
      'print/a.mp4': five({ score: 90 }),
      'replay/a.mp4': five({ score: 10 }),
      'replay/broken.mp4': [],
    });
    expect(report.species.map(({ species, apcer }) => [species, apcer.rate])).toEqual([
      ['print', 1],
      ['replay', 0],
    ]);
    expect(report.unreadable).toEqual([{ path: 'replay/broken.mp4', reason: 'no video' }]);
  });

  it('has no figure where there is nothing to measure', async () => {
    const report = await evaluated({ 'real/a.mp4': five({ score: 90 }), 'replay/a.mp4': five({ score: 0, people: 0 }) });
    expect(livenessJson(report).real['replay']).toMatchObject({ apcer: null, bpcer: 0, apnrr: 1, eerFrames: null, attackBursts: 0 });
  });
});
