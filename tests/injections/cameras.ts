import { createCamera, seededRandom, VirtualSubject, webcamView, type FaceStill } from '@face-session/attacks';
import sharp from 'sharp';
import { PICTURES_PER_SECOND, type Camera } from '../kit/browser.js';
import { cameraOfFrames, EYE_DISTANCE } from '../kit/camera.js';

/** Longest time that one attempt looks into the camera, in seconds. */
export const ONE_ATTEMPT_S = 10;

/** Longest time that it looks into one whose pictures are drawn more slowly: they begin again after it. */
const RECORDED_S = 6;

/** Pictures of a webcam before the person. @param at the moment of a picture, in milliseconds */
async function webcamFrames(still: FaceStill, seed: string, at: (index: number) => number): Promise<Uint8Array[]> {
  const subject = new VirtualSubject(still, seededRandom('recorded'), { ...webcamView, eyeDistance: EYE_DISTANCE });
  const shoot = createCamera(seededRandom(seed));
  const frames: Uint8Array[] = [];
  for (let index = 0; index < RECORDED_S * PICTURES_PER_SECOND; index++) frames.push((await shoot(subject.scene(at(index)))).jpeg);
  return frames;
}

/** A virtual camera of 16:9 that plays a recording of 4:3. */
export async function stretchedCamera(still: FaceStill): Promise<Camera> {
  const recording = await webcamFrames(still, 'stretched', (index) => (index * 1000) / PICTURES_PER_SECOND);
  const wide = recording.map((frame) => sharp(frame).resize(852, 480, { fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer());
  return cameraOfFrames(await Promise.all(wide));
}

/** A virtual camera that plays one picture with noise of its own each time. */
export async function stillCamera(still: FaceStill): Promise<Camera> {
  return cameraOfFrames(await webcamFrames(still, 'still', () => 0));
}
