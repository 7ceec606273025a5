import { loadFaceStills, type FaceStill } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import sharp from 'sharp';

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
