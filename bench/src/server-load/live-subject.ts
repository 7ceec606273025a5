import { VirtualSubject, createCamera, loadFaceStills, seededRandom } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan } from '@face-session/liveness';
import sharp from 'sharp';

/** A person's photo and burst; JPEG of 640 x 480. */
export interface LiveSubject {
  readonly photo: Buffer;
  readonly burst: readonly { readonly capturedAtMs: number; readonly jpeg: Buffer }[];
}

/** When the first frame of a burst is taken, in milliseconds since the attempt was opened. */
const FIRST_FRAME_MS = 50;

/** A subject made of the demonstration pictures of `@vladmandic/face-api` (MIT), who passes. */
export async function loadLiveSubject(): Promise<LiveSubject> {
  const [still] = await loadFaceStills(await createNodeEngine(), ['sample3.jpg']);
  if (!still) throw new Error('The demonstration pictures have changed.');
  const random = seededRandom('bench');
  const camera = createCamera(random.fork('camera'));
  const subject = new VirtualSubject(still, random);
  const shoot = async (atMs: number): Promise<Buffer> => Buffer.from((await camera(subject.scene(atMs))).jpeg);
  const burst = [];
  for (let index = 0; index < burstPlan.count; index++) {
    const capturedAtMs = FIRST_FRAME_MS + index * burstPlan.intervalMs;
    burst.push({ capturedAtMs, jpeg: await shoot(capturedAtMs) });
  }
  return { photo: await shoot(5_000), burst };
}

/** The same person with frames of 4800 x 3600 pixels, about as large as 256 kB a frame allow: what they take to decode and blur is the attack. The photo stays as it is. */
export async function enlarged(subject: LiveSubject): Promise<LiveSubject> {
  const burst = [];
  for (const { capturedAtMs, jpeg } of subject.burst) {
    const large = sharp(jpeg).resize({ width: 4800, height: 3600, fit: 'fill' });
    burst.push({ capturedAtMs, jpeg: await large.jpeg({ quality: 15, progressive: true, optimiseCoding: true }).toBuffer() });
  }
  return { photo: subject.photo, burst };
}
