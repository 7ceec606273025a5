import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mulberry32, centresOf, defaultCalibration, type FaceEngine, type FrameAnalysis } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import { liveTemplate } from '@face-session/liveness';
import sharp from 'sharp';
import { centredBy, compareLists, type Comparisons, type Sample } from './comparisons.js';
import type { DataItem } from './data-set.js';
import { mapConcurrently } from './samples.js';

/** How the frames of a burst become one template. */
const STRATEGIES: Record<string, (frames: readonly FrameAnalysis[]) => Float32Array | undefined> = {
  burstFirst: (frames) => frames[0]?.template,
  burstBest: (frames) => [...frames].sort((a, b) => (b.magnitude ?? 0) - (a.magnitude ?? 0))[0]?.template,
  // Frames of equal magnitude weigh alike.
  burstMean: (frames) => liveTemplate(frames.map((frame) => ({ ...frame, magnitude: 0 }))),
  burstWeighted: liveTemplate,
};

const FRAMES = 5;
const SEED = 41;
/** Fewest pictures of a person to make bursts of. */
export const BURST_PICTURES = 12;

/**
 * What several frames gain over one: webcam frames of people, half of them as references as they are, half in bursts of five, each frame made
 * worse by chance (small, blurred, dark, compressed). One set of comparisons per strategy.
 */
export async function evaluateBursts(engine: FaceEngine, folder: string, items: readonly DataItem[]): Promise<Record<string, Comparisons>> {
  const references: Sample[] = [];
  const probes = Object.fromEntries(Object.keys(STRATEGIES).map((name) => [name, [] as Sample[]]));
  const random = mulberry32(SEED);
  for (const person of new Set(items.map(({ label }) => label))) {
    const paths = items.filter(({ label }) => label === person).map(({ path }) => path);
    const half = paths.length >> 1;
    const analyse = async (bytes: Buffer): Promise<FrameAnalysis> => engine.analyse(await decodePicture(bytes), { template: true });
    await mapConcurrently(paths.slice(0, half), async (path) => {
      const { template } = await analyse(await readFile(join(folder, path)));
      if (template) references.push({ person, picture: path, template });
    });
    const worsened = paths.slice(half).map((path) => ({ path, harm: [random(), random(), random(), random()] as const }));
    const frames = await mapConcurrently(worsened, async ({ path, harm }) =>
      analyse(await worsen(await readFile(join(folder, path)), harm)),
    );
    for (let from = 0; from + FRAMES <= frames.length; from++) {
      const burst = frames.slice(from, from + FRAMES);
      for (const [name, strategy] of Object.entries(STRATEGIES)) {
        const template = strategy(burst);
        if (template) probes[name]?.push({ person, picture: `${person} burst ${String(from)}`, template });
      }
    }
  }
  return Object.fromEntries(
    Object.entries(probes).map(([name, samples]) => [name, compareLists(references, samples, centredBy(centresOf(defaultCalibration)))]),
  );
}

/** A frame shrunk to 80 to 320 pixels across, blurred, darkened and compressed, each by its own number in [0, 1). */
async function worsen(frame: Buffer, [size, blur, light, quality]: readonly [number, number, number, number]): Promise<Buffer> {
  return sharp(frame)
    .resize(Math.round(80 + 240 * size))
    .blur(0.3 + 1.7 * blur)
    .linear(0.3 + 0.8 * light, 0)
    .jpeg({ quality: Math.round(30 + 60 * quality) })
    .toBuffer();
}
