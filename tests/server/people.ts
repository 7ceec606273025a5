import { VirtualSubject, createCamera, loadFaceStills, neverSent, seededRandom, type FaceStill } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan, gesturePlan } from '@face-session/liveness';
import type { Gesture } from '@face-session/protocol';

/** A frame as a client uploads it. */
export interface Frame {
  readonly capturedAtMs: number;
  readonly jpeg: Buffer;
}

/** A person who can show a photo of themselves and stand before a camera. */
export interface Person {
  readonly name: string;
  readonly photo: Buffer;
  /** A burst that was never sent before. */
  burst(): Frame[];
  /** The gestures as asked, beginning at `atMs`. */
  gestures(asked: readonly Gesture[], atMs: number): Promise<Frame[]>;
}

type People = Readonly<Record<'anna' | 'ben', Person>>;

let people: Promise<People> | undefined;

/** Two different people made of the demonstration pictures of `@vladmandic/face-api` (MIT); made once for all files that a worker runs. */
export function loadPeople(): Promise<People> {
  return (people ??= makePeople());
}

async function makePeople(): Promise<People> {
  const engine = await createNodeEngine();
  const [anna, ben] = await loadFaceStills(engine, ['sample3.jpg']);
  if (!anna || !ben) throw new Error('The demonstration pictures have changed.');
  return { anna: await personOf(anna), ben: await personOf(ben) };
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
  return {
    name: still.name,
    photo,
    burst: () => burst.map((frame) => ({ ...frame, jpeg: Buffer.from(neverSent(frame.jpeg)) })),
    async gestures(asked, atMs) {
      const performer = new VirtualSubject(still, seededRandom(`${still.name} turning`));
      const doneAtMs = performer.challenge(asked, atMs);
      const plan = gesturePlan(asked.length);
      const count = Math.min(plan.count, Math.ceil((doneAtMs + 300 - atMs) / plan.intervalMs));
      return shoot({ ...plan, count }, atMs, performer);
    },
  };
}
