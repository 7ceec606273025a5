import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DetectedFace, FaceEngine, Pixels } from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import type { Sample } from './comparisons.js';
import type { DataItem } from './data-set.js';

/** Which face of a picture is meant: the largest, as the service has it, or the one nearest the middle, as the protocol of LFW has it. */
export type Subject = 'largest' | 'central';

/** The samples of some pictures, and the paths of those in which no face was found. */
interface SampledPictures {
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
async function embedSubject(engine: FaceEngine, pixels: Pixels, subject: Subject): Promise<Float32Array | undefined> {
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

/** Sets in which the subject is the face nearest the middle, by their own protocol. */
const CENTRAL_SUBJECTS: ReadonlySet<string> = new Set(['lfw']);

/** Which face of a set's pictures is meant. */
export function subjectOf(set: string): Subject {
  return CENTRAL_SUBJECTS.has(set) ? 'central' : 'largest';
}

/** Labels that are no person: sets of attacks hold their real frames under `real`, the person in the path. */
const REAL = 'real';

/** The items that show known people, by set. */
export function peopleBySet(items: readonly DataItem[]): Map<string, DataItem[]> {
  const sets = new Map<string, DataItem[]>();
  for (const item of items) {
    const person = personOf(item);
    if (person === undefined) continue;
    const set = sets.get(item.set) ?? [];
    set.push({ ...item, label: person });
    sets.set(item.set, set);
  }
  for (const [set, members] of sets) {
    const people = new Set(members.map(({ label }) => label));
    if (people.size < 2 || people.size === members.length) sets.delete(set);
  }
  return sets;
}

/** Labels of sets of attacks, whose attacks are of no use here. */
const ATTACKS: ReadonlySet<string> = new Set(['print', 'replay']);

/** Whose picture it is; sets of attacks say so by the folder, `set/real/person/file`. */
function personOf({ label, path }: DataItem): string | undefined {
  if (ATTACKS.has(label)) return undefined;
  if (label !== REAL) return label;
  const folders = path.split('/').slice(0, -1);
  return folders.length >= 3 ? folders.at(-1) : undefined;
}
