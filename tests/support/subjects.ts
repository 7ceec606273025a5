import {
  createCamera,
  seededRandom,
  loadFaceStills,
  VirtualSubject,
  webcamView,
  type FaceStill,
  type Picture,
} from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import sharp from 'sharp';
import type { Camera } from './chromium.js';
import { cameraOfFrames } from './fake-camera.js';

/** Milliseconds between the pictures of a 30-a-second camera. */
const FRAME_MS = 1000 / 30;

/** Between the eyes, pixels: a face that fits the oval of a portrait screen over a 640 x 480 camera with room to move. */
export const EYE_DISTANCE = 68;

let stills: Promise<FaceStill[]> | undefined;

/** A person to test with, by file and place: a single face out of the MIT-licensed group pictures among the devDependencies. */
export async function person(name: 'sample3.jpg#1' | 'sample5.jpg#0'): Promise<FaceStill> {
  stills ??= createNodeEngine().then((engine) => loadFaceStills(engine, ['sample3.jpg', 'sample5.jpg']));
  const still = (await stills).find((candidate) => candidate.name === name);
  if (!still) throw new Error(`There is no person ${name}`);
  return still;
}

/** An ID photo of a person, as JPEG. */
export async function idPhotoOf(still: FaceStill): Promise<Buffer> {
  const { data, width, height } = still.texture;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

const scenes = new Map<FaceStill, Picture[]>();

/** The person, alive and looking into the camera: the movements of three seconds, then the same backwards, so that a loop never jumps. */
function scenesOf(still: FaceStill): Picture[] {
  const known = scenes.get(still);
  if (known) return known;
  const subject = new VirtualSubject(still, seededRandom('subject'), { ...webcamView, eyeDistance: EYE_DISTANCE });
  const forward = Array.from({ length: 90 }, (_, index) => subject.scene(index * FRAME_MS));
  const loop = [...forward, ...forward.slice(1, -1).reverse()];
  scenes.set(still, loop);
  return loop;
}

/**
 * A camera before the person. Every frame has noise of its own, as in a real camera: the service knows a frame that it has been sent before.
 * @param seconds until the frames are repeated; longer than the test looks into the camera
 */
export async function cameraBefore(still: FaceStill, seconds: number): Promise<Camera> {
  const loop = scenesOf(still);
  const camera = createCamera(seededRandom(`camera ${String(cameras++)}`));
  const frames: Uint8Array[] = [];
  for (let index = 0; index < (seconds * 1000) / FRAME_MS; index++) {
    frames.push((await camera(loop[index % loop.length] as Picture)).jpeg);
  }
  return cameraOfFrames(frames);
}

/** How many cameras there have been: no two have the same noise. */
let cameras = 0;
