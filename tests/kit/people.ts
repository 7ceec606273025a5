import {
  createCamera,
  loadFaceStills,
  neutralPose,
  neverSent,
  seededRandom,
  virtualHead,
  VirtualSubject,
  webcamView,
  type FaceStill,
} from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan, gesturePlan } from '@face-session/liveness';
import type { Gesture } from '@face-session/protocol';
import sharp from 'sharp';

/** A frame as a client uploads it. */
export interface Frame {
  readonly capturedAtMs: number;
  readonly jpeg: Buffer;
}

/** A person who can show a photo of themselves and stand before a camera. */
export interface Person {
  readonly name: string;
  readonly still: FaceStill;
  /** What a camera takes of them on another day. */
  readonly photo: Buffer;
  /** The picture itself that the person is made of. */
  readonly idPhoto: Buffer;
  /** A burst that was never sent before. @param fromMs when its first frame is taken, milliseconds since the attempt was opened */
  burst(fromMs?: number): Frame[];
  /** Two pictures around a nod that were never sent before. */
  nod(): [Buffer, Buffer];
  /** The gestures as asked, beginning at `atMs`. */
  gestures(asked: readonly Gesture[], atMs: number): Promise<Frame[]>;
}

/** Different people: file and place of each among the demonstration pictures of `@vladmandic/face-api` (MIT). */
const faces = { anna: 'sample3.jpg#0', ben: 'sample3.jpg#1', cleo: 'sample5.jpg#0', dora: 'sample6.jpg#1' } as const;

type Name = keyof typeof faces;

/** Degrees of the nod: what people do when asked for one. */
const NOD_DEGREES = 15;

const people = new Map<Name, Promise<Person>>();
const stills = new Map<string, Promise<FaceStill[]>>();
let engine: ReturnType<typeof createNodeEngine> | undefined;

/** A person to test with; made once for all files that a worker runs. */
export function person(name: Name): Promise<Person> {
  const known = people.get(name) ?? makePerson(faces[name]);
  people.set(name, known);
  return known;
}

/** Two different people. */
export async function loadPeople(): Promise<{ anna: Person; ben: Person }> {
  return { anna: await person('anna'), ben: await person('ben') };
}

async function makePerson(face: string): Promise<Person> {
  const file = face.slice(0, face.indexOf('#'));
  const all = stills.get(file) ?? (engine ??= createNodeEngine()).then((loaded) => loadFaceStills(loaded, [file]));
  stills.set(file, all);
  const still = (await all).find(({ name }) => name === face);
  if (!still) throw new Error(`The demonstration pictures have changed: there is no ${face}.`);
  return personOf(still);
}

async function personOf(still: FaceStill): Promise<Person> {
  const random = seededRandom(still.name);
  const camera = createCamera(random.fork('camera'));
  const subject = new VirtualSubject(still, random);
  const shoot = async (plan: { count: number; intervalMs: number }, fromMs: number, of = subject): Promise<Frame[]> => {
    const frames: Frame[] = [];
    for (let index = 0; index < plan.count; index++) {
      const capturedAtMs = fromMs + index * plan.intervalMs;
      frames.push({ capturedAtMs, jpeg: Buffer.from((await camera(of.scene(capturedAtMs))).jpeg) });
    }
    return frames;
  };
  const photo = (await shoot({ count: 1, intervalMs: 1 }, 5_000))[0]!.jpeg;
  const burst = await shoot(burstPlan, 600);
  const head = virtualHead(still, webcamView);
  const nodCamera = createCamera(seededRandom(`${still.name} nodding`));
  const pitched = async (pitch: number): Promise<Buffer> => Buffer.from((await nodCamera(head({ ...neutralPose, pitch }))).jpeg);
  const nod = [await pitched(0), await pitched(NOD_DEGREES)] as const;
  return {
    name: still.name,
    still,
    photo,
    idPhoto: await idPhotoOf(still),
    burst: (fromMs = burst[0]!.capturedAtMs) =>
      burst.map(({ jpeg }, index) => ({ capturedAtMs: fromMs + index * burstPlan.intervalMs, jpeg: again(jpeg) })),
    nod: () => [again(nod[0]), again(nod[1])],
    async gestures(asked, atMs) {
      const performer = new VirtualSubject(still, seededRandom(`${still.name} turning`));
      const doneAtMs = performer.challenge(asked, atMs);
      const plan = gesturePlan(asked.length);
      const count = Math.min(plan.count, Math.ceil((doneAtMs + 300 - atMs) / plan.intervalMs));
      return shoot({ ...plan, count }, atMs, performer);
    },
  };
}

/** The same view in other pixels. */
function again(jpeg: Buffer): Buffer {
  return Buffer.from(neverSent(jpeg));
}

/** An ID photo of a person, as JPEG. */
export async function idPhotoOf(still: FaceStill): Promise<Buffer> {
  const { data, width, height } = still.texture;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
