import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DetectedFace, FaceEngine, Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import type { Sample } from './comparisons.js';
import type { DataItem } from './data-set.js';

/** Which face of a picture is meant: the largest, as the service has it, or the one nearest the middle, as the protocol of LFW has it. */
export type Subject = 'largest' | 'central';

/** The samples of some pictures, and the paths of those in which no face was found. */
export interface SampledPictures {
  readonly samples: Sample[];
  readonly withoutFace: string[];
}

/** Templates of the pictures of a data set, in their order; each is decoded once and forgotten. */
export async function sampleItems(
  engine: FaceEngine,
  folder: string,
  items: readonly DataItem[],
  subject: Subject,
): Promise<SampledPictures> {
  const templates = await mapConcurrently(items, async ({ path }) => {
    const pixels = await decodePicture(await readFile(join(folder, path)));
    return embedSubject(engine, pixels, subject);
  });
  const samples: Sample[] = [];
  const withoutFace: string[] = [];
  items.forEach(({ path, label }, index) => {
    const template = templates[index];
    if (template) samples.push({ person: label, picture: path, template });
    else withoutFace.push(path);
  });
  return { samples, withoutFace };
}

/** The template of a picture's subject; undefined without a face. */
export async function embedSubject(engine: FaceEngine, pixels: Pixels, subject: Subject): Promise<Float32Array | undefined> {
  const faces = await engine.detect(pixels);
  const face = subject === 'largest' ? faces[0] : mostCentral(faces, pixels);
  return face && (await engine.embed(pixels, await engine.landmarks(pixels, face.box))).template;
}

function mostCentral(faces: readonly DetectedFace[], { width, height }: Pixels): DetectedFace | undefined {
  const distance = ({ box }: DetectedFace): number => Math.hypot(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2);
  return [...faces].sort((a, b) => distance(a) - distance(b))[0];
}

/** Two at a time: one picture is decoded while the nets are busy with another. */
const CONCURRENCY = 2;

/** Outcomes in the order of the items. */
export async function mapConcurrently<Item, Outcome>(items: readonly Item[], work: (item: Item) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      outcomes[index] = await work(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return outcomes;
}
