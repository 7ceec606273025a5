import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Two pictures of one person, as files, for a first try without a camera. */
export interface SamplePictures {
  readonly idPhoto: string;
  readonly selfie: string;
}

/** Where the same woman is in two of the pictures that come with @vladmandic/face-api (MIT), in pixels, and how much her head leans. */
const crops = {
  idPhoto: { picture: 'sample3.jpg', region: { left: 870, top: 40, width: 640, height: 640 }, degrees: 0 },
  selfie: { picture: 'sample1.jpg', region: { left: 1262, top: 9, width: 640, height: 640 }, degrees: -30 },
} as const;

/** Side of the middle of a region that is kept, in pixels: what a turn leaves whole. */
const SIDE = 460;

/**
 * Cuts the sample pictures out, once.
 *
 * @param folder where they are kept
 * @returns their files, or file names that say what to put there if the package with the pictures is not installed
 */
export async function ensureSamplePictures(folder: string): Promise<SamplePictures> {
  const pictures = { idPhoto: join(folder, 'id-photo.jpg'), selfie: join(folder, 'selfie.jpg') };
  const source = sourceFolder();
  if (source === undefined) return { idPhoto: 'id-photo.jpg', selfie: 'selfie.jpg' };
  await mkdir(folder, { recursive: true });
  for (const name of ['idPhoto', 'selfie'] as const) {
    if (existsSync(pictures[name])) continue;
    const { picture, region, degrees } = crops[name];
    const turned = sharp(await sharp(join(source, picture)).extract(region).rotate(degrees).png().toBuffer());
    const { width, height } = await turned.metadata();
    const middle = { left: Math.round((width - SIDE) / 2), top: Math.round((height - SIDE) / 2), width: SIDE, height: SIDE };
    await turned.extract(middle).jpeg({ quality: 90 }).toFile(pictures[name]);
  }
  return pictures;
}

function sourceFolder(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  } catch {
    return undefined;
  }
}
