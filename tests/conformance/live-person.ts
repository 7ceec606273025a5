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
import { burstPlan } from '@face-session/liveness';
import type { AttemptOutcome, OpenAttemptResponse } from '@face-session/protocol';
import type { TestService } from '../support/service.js';
import { idPhotoOf } from '../support/subjects.js';

/** Somebody who has an ID photo and can stand before a camera. */
export interface LivePerson {
  readonly still: FaceStill;
  readonly idPhoto: Buffer;
  /** Frames of a burst; other pixels each time. */
  burst(): Buffer[];
  /** Two pictures around a nod; other pixels each time. */
  nod(): [Buffer, Buffer];
}

type People = Readonly<Record<'anna' | 'ben', LivePerson>>;

let people: Promise<People> | undefined;

/** Two different people; made once for all files that a worker runs. */
export function loadPeople(): Promise<People> {
  return (people ??= makePeople());
}

async function makePeople(): Promise<People> {
  const stills = await loadFaceStills(await createNodeEngine(), ['sample3.jpg', 'sample6.jpg']);
  const named = async (name: string): Promise<LivePerson> => personOf(stills.find((still) => still.name === name)!);
  return { anna: await named('sample3.jpg#1'), ben: await named('sample6.jpg#1') };
}

/** Degrees of the nod: what people do when asked for one. */
const NOD_DEGREES = 15;

/** When the first frame of a burst is taken, ms since the attempt was opened. */
const FIRST_FRAME_MS = 100;

const frameTimes = Array.from({ length: burstPlan.count }, (_, index) => ({ capturedAtMs: FIRST_FRAME_MS + index * burstPlan.intervalMs }));

async function personOf(still: FaceStill): Promise<LivePerson> {
  const random = seededRandom('camera');
  const subject = new VirtualSubject(still, random);
  const camera = createCamera(random.fork('camera'));
  const burst: Buffer[] = [];
  for (const { capturedAtMs } of frameTimes) burst.push(Buffer.from((await camera(subject.scene(capturedAtMs))).jpeg));
  const head = virtualHead(still, webcamView);
  const shoot = async (pitch: number): Promise<Buffer> => Buffer.from((await camera(head({ ...neutralPose, pitch }))).jpeg);
  const nod = [await shoot(0), await shoot(NOD_DEGREES)] as const;
  return { still, idPhoto: await idPhotoOf(still), burst: () => burst.map(again), nod: () => [again(nod[0]), again(nod[1])] };
}

/** The same view in other pixels. */
function again(jpeg: Buffer): Buffer {
  return Buffer.from(neverSent(jpeg));
}

/** Runs one attempt of our own protocol with a living person before the camera, at camera rate. */
export async function attempt(
  { baseURL }: TestService,
  token: string,
  sessionId: string,
  person: LivePerson,
  headers: Record<string, string> = {},
): Promise<AttemptOutcome> {
  const common = { authorization: `Bearer ${token}`, 'UQ-Session-ID': sessionId, ...headers };
  const opened = await fetch(`${baseURL}/api/v1/attempts`, {
    method: 'POST',
    headers: { ...common, 'content-type': 'application/json' },
    body: '{}',
  });
  const { attemptId } = (await opened.json()) as OpenAttemptResponse;
  const form = new FormData();
  form.set('frames', JSON.stringify(frameTimes));
  for (const jpeg of person.burst()) form.append('frame', new Blob([new Uint8Array(jpeg)]), 'frame.jpg');
  // The service knows that frames cannot arrive before they were taken.
  await new Promise((resolve) => setTimeout(resolve, frameTimes.at(-1)!.capturedAtMs + 50));
  const answer = await fetch(`${baseURL}/api/v1/attempts/${attemptId}/burst`, { method: 'POST', headers: common, body: form });
  if (answer.status !== 200) throw new Error(`No outcome: ${await answer.text()}`);
  return (await answer.json()) as AttemptOutcome;
}
