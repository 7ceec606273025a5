import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder, defineCommand, equalErrorRate, readDataSet, verificationAccuracy } from '@face-session/evaluate';
import type { Pixels } from '@face-session/face';
import { createNodeEngine, decodePicture } from '@face-session/face/node';
import { compareTemplates } from '@face-session/liveness';
import { demoPeople } from '../demo-picture.js';
import { loadPeers } from '../peers-engines.js';
import { positive } from '../positive.js';
import { timed } from '../timing.js';

const PEERS = fileURLToPath(new URL('../../peers/', import.meta.url));
const NAMES = ['ours', 'human', 'faceApi'] as const;
type Name = (typeof NAMES)[number];

/** A picture and whose it is. */
interface Picture {
  readonly person: string;
  readonly bytes: Buffer;
}

/** Null with too few pairs to tell. */
interface Accuracy {
  readonly accuracy: number | null;
  readonly eer: number | null;
  readonly withoutFace: number;
}

/**
 * Measures the 1:1 comparison, two JPEGs to one similarity, of this engine, @vladmandic/human and @vladmandic/face-api. All three take the same pictures
 * on the same machine, on one thread, in turn. Without a folder they take the demo pictures, which show the speed only.
 */
export const peers = defineCommand({
  summary: 'Compares the 1:1 comparison of two JPEGs with that of @vladmandic/human and @vladmandic/face-api.',
  operand: '[FOLDER]',
  options: {
    set: { value: 'NAME', meaning: 'The set of people.', default: 'lfw' },
    people: { value: 'N', meaning: 'People, two pictures each.', default: '150' },
  },
  async run(given, { set, people }) {
    installPeers();
    const pictures = given === '' ? await demoPeople() : await twoOfEach(await dataFolder(given), set, positive('people', people));
    const engine = await createNodeEngine();
    const { human, faceApi, close } = await loadPeers();
    const embed: Record<Name, (pixels: Pixels) => Promise<ArrayLike<number> | undefined>> = {
      ours: async (pixels) => (await engine.analyse(pixels, { template: true })).template,
      human: (pixels) => human.embed(pixels),
      faceApi: (pixels) => faceApi.embed(pixels),
    };
    const compare: Record<Name, (a: never, b: never) => number> = {
      ours: compareTemplates,
      human: (a, b) => human.similarity(a, b),
      faceApi: (a, b) => faceApi.similarity(a, b),
    };
    const embedded: Record<Name, (ArrayLike<number> | undefined)[]> = { ours: [], human: [], faceApi: [] };
    const milliseconds: Record<Name, number[]> = { ours: [], human: [], faceApi: [] };
    // The first pictures warm all three up.
    for (const picture of [...pictures.slice(0, 3), ...pictures]) {
      for (const name of NAMES) {
        let outcome: ArrayLike<number> | undefined;
        const time = await timed(async () => {
          outcome = await embed[name](await decodePicture(picture.bytes));
        });
        embedded[name].push(outcome);
        milliseconds[name].push(time);
      }
    }
    close();
    const figuresOf = (name: Name): { pairsPerSecond: number } & Accuracy => {
      const perPicture = milliseconds[name].slice(3).reduce((sum, time) => sum + time, 0) / pictures.length;
      return { pairsPerSecond: round(1000 / (2 * perPicture)), ...accuracyOf(pictures, embedded[name].slice(3), compare[name]) };
    };
    const figures = { ours: figuresOf('ours'), human: figuresOf('human'), faceApi: figuresOf('faceApi') };
    return {
      pictures: pictures.length,
      speedup: {
        human: round(figures.ours.pairsPerSecond / figures.human.pairsPerSecond),
        faceApi: round(figures.ours.pairsPerSecond / figures.faceApi.pairsPerSecond),
      },
      ...figures,
    };
  },
});

function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules/@vladmandic/human'))) return;
  process.stderr.write('Installing the peers, 400 MB ...\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--workspaces=false'], {
    cwd: PEERS,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The peers could not be installed');
}

/** The first two pictures of the first people of a set. */
async function twoOfEach(folder: string, set: string, people: number): Promise<Picture[]> {
  const byPerson = new Map<string, string[]>();
  for (const item of await readDataSet(folder)) {
    if (item.set === set) byPerson.set(item.label, [...(byPerson.get(item.label) ?? []), item.path]);
  }
  const chosen = [...byPerson].filter(([, paths]) => paths.length > 1).slice(0, people);
  return Promise.all(
    chosen.flatMap(([person, paths]) => paths.slice(0, 2).map(async (path) => ({ person, bytes: await readFile(join(folder, path)) }))),
  );
}

/** Over all pairs; a picture in which no face was found matches none, as it would in use. */
function accuracyOf(
  pictures: readonly Picture[],
  embedded: readonly (ArrayLike<number> | undefined)[],
  compare: (a: never, b: never) => number,
): Accuracy {
  const genuine: number[] = [];
  const impostor: number[] = [];
  pictures.forEach((picture, i) => {
    for (let j = i + 1; j < pictures.length; j++) {
      const [a, b] = [embedded[i], embedded[j]];
      const score = a && b ? compare(a as never, b as never) : Number.NEGATIVE_INFINITY;
      (picture.person === pictures[j]?.person ? genuine : impostor).push(score);
    }
  });
  const withoutFace = embedded.filter((outcome) => outcome === undefined).length;
  if (genuine.length < 20) return { accuracy: null, eer: null, withoutFace };
  const sorted = [Float32Array.from(genuine).sort(), Float32Array.from(impostor).sort()] as const;
  return { accuracy: round(verificationAccuracy(...sorted)), eer: round(equalErrorRate(...sorted)), withoutFace };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
