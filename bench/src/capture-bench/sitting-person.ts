import { createCamera, seededRandom, VirtualSubject, webcamView, type FaceStill } from '@face-session/attacks';
import sharp from 'sharp';

/** Pixels between the eyes in the camera's picture: a face that fills the oval. */
const EYE_DISTANCE = 68;

/** Three seconds of a person who sits and looks into the camera, then the same backwards, so that the loop never jumps. */
export async function cameraFile(still: FaceStill): Promise<Buffer> {
  const random = seededRandom('bench');
  const subject = new VirtualSubject(still, random, { ...webcamView, eyeDistance: EYE_DISTANCE });
  const camera = createCamera(random.fork('camera'));
  const scenes = Array.from({ length: 90 }, (_, index) => subject.scene((index * 1000) / 30));
  const frames: Uint8Array[] = [];
  for (const scene of [...scenes, ...scenes.slice(1, -1).reverse()]) frames.push((await camera(scene)).jpeg);
  return Buffer.concat(frames);
}

/** The ID photo of the same person, JPEG. */
export async function idPhoto({ texture: { data, width, height } }: FaceStill): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
