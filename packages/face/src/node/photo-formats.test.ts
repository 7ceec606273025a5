import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FaceEngine } from '../face-engine.js';
import { readReferencePhoto } from '../reference-photo.js';
import { similarity } from '../template.js';
import { testPhoto } from '../test-photos.test-support.js';
import { decodePicture, defaultPictureLimits } from './decode-picture.js';
import { createNodeEngine } from './index.js';
import { encodeJpeg2000, jp2Of } from './jpeg-2000.test-support.js';
import { formatOf, pictureFormats, type PictureFormat } from './picture-format.js';

let engine: FaceEngine;
let photos: Record<string, Buffer>;

const decodePhoto = (bytes: Uint8Array, formats: readonly PictureFormat[] = pictureFormats): ReturnType<typeof decodePicture> =>
  decodePicture(bytes, defaultPictureLimits, formats);

beforeAll(async () => {
  engine = await createNodeEngine();
  const portrait = sharp(await testPhoto('base')).resize(413);
  const colour = await encodeJpeg2000(portrait.clone());
  const grey = await encodeJpeg2000(portrait.clone().greyscale());
  photos = {
    'a JPEG 2000 codestream': colour,
    'a JP2 file': jp2Of(colour),
    'a grey codestream': grey,
    'a grey JP2 file': jp2Of(grey, 17),
    WebP: await portrait.clone().webp().toBuffer(),
    AVIF: await portrait.clone().avif().toBuffer(),
  };
});

describe('a reference photo of another format', () => {
  it.each(['a JPEG 2000 codestream', 'a JP2 file', 'a grey codestream', 'a grey JP2 file', 'WebP', 'AVIF'])('is read: %s', async (name) => {
    const read = async (bytes: Buffer): Promise<Float32Array> => {
      const outcome = await readReferencePhoto(engine, await decodePhoto(bytes));
      if (!outcome.accepted) throw new Error(outcome.code);
      return outcome.template;
    };
    expect(similarity(await read(photos[name] as Buffer), await read(await testPhoto('base')))).toBeGreaterThan(0.85);
  });

  it('is refused where the operator has narrowed the formats, and as a frame', async () => {
    for (const bytes of Object.values(photos)) {
      const others = pictureFormats.filter((format) => format !== formatOf(bytes));
      await expect(decodePhoto(bytes, others)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
      await expect(decodePicture(bytes)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
    }
  });

  it('is refused when it is cut off', async () => {
    for (const [name, bytes] of Object.entries(photos)) {
      await expect(decodePhoto(bytes.subarray(0, bytes.length >> 1)), name).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
      await expect(decodePhoto(bytes.subarray(0, 60)), name).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
    }
  });

  it('is refused before it is decoded when it declares too many pixels, components or tiles', async () => {
    const codestream = photos['a JPEG 2000 codestream'] as Buffer;
    const changed = (change: (bytes: Buffer) => void): Buffer => {
      const bytes = Buffer.from(codestream);
      change(bytes);
      return bytes;
    };
    for (const bytes of [
      changed((copy) => copy.writeUInt32BE(60_000, 8) + copy.writeUInt32BE(60_000, 12)),
      changed((copy) => copy.writeUInt16BE(16_384, 40)),
      changed((copy) => copy.writeUInt32BE(1, 24) + copy.writeUInt32BE(1, 28)),
      changed((copy) => copy.writeUInt32BE(0, 24)),
    ]) {
      await expect(decodePhoto(bytes)).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
      await expect(decodePhoto(jp2Of(bytes))).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
    }
  });

  it('is refused when a box before the codestream has another, smaller header for it', async () => {
    const codestream = Buffer.from(photos['a JPEG 2000 codestream'] as Buffer);
    const small = codestream.subarray(0, 60);
    const decoy = Buffer.concat([Buffer.from([0, 0, 0, 24 + small.length]), Buffer.from('uuid'), Buffer.alloc(16, 1), small]);
    for (const [at, side] of [8, 12, 24, 28].map((place) => [place, 11_000] as const)) codestream.writeUInt32BE(side, at);
    const file = jp2Of(codestream);
    // After the boxes of signature and file type.
    const hidden = Buffer.concat([file.subarray(0, 32), decoy, file.subarray(32)]);
    await expect(decodePhoto(hidden)).rejects.toMatchObject({
      code: 'PHOTO_INVALID',
      message: 'The picture has more than 16000000 pixels',
    });
  });

  it('is refused when a few bytes of JPEG 2000 declare more than 16 megapixels', async () => {
    const codestream = Buffer.from(photos['a JPEG 2000 codestream'] as Buffer);
    for (const [at, side] of [8, 12, 24, 28].map((place) => [place, 4_001] as const)) codestream.writeUInt32BE(side, at);
    for (const bytes of [codestream, jp2Of(codestream)])
      await expect(decodePhoto(bytes)).rejects.toMatchObject({
        code: 'PHOTO_INVALID',
        message: 'The picture has more than 16000000 pixels',
      });
  });

  it('is refused when it is an animated WebP', async () => {
    const animated = await sharp({ create: { width: 8, height: 16, channels: 3, background: '#456' } })
      .webp()
      .toBuffer();
    const flagged = Buffer.concat([
      animated.subarray(0, 12),
      Buffer.from('VP8X\x0a\0\0\0\x02\0\0\0\x07\0\0\x0f\0\0', 'latin1'),
      animated.subarray(12),
    ]);
    await expect(decodePhoto(flagged)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The picture is animated' });
  });
});

describe('the quality of a reference photo', () => {
  const qualityOf = async (photo: Buffer) => {
    const outcome = await readReferencePhoto(engine, await decodePicture(photo));
    if (!outcome.accepted) throw new Error(outcome.code);
    return outcome.quality;
  };
  const portrait = async () => sharp(await testPhoto('base'));

  it.each([
    [
      'blur',
      [0, 2, 4, 6],
      'sharpness',
      async (amount: number) => (amount === 0 ? await portrait() : (await portrait()).blur(amount)).jpeg().toBuffer(),
    ],
    ['darkness', [1, 0.6, 0.3, 0.12], 'luminanceMean', async (light: number) => (await portrait()).linear(light, 0).jpeg().toBuffer()],
    ['shrinking', [600, 300, 150, 90], 'interEyeDistance', async (side: number) => (await portrait()).resize(side).jpeg().toBuffer()],
    [
      'compression',
      [95, 30, 10, 4],
      'unifiedQualityScore',
      async (quality: number) => (await portrait()).resize(200).jpeg({ quality }).toBuffer(),
    ],
  ] as const)('falls with %s', async (_, amounts, measure, harm) => {
    const qualities = [];
    for (const amount of amounts) qualities.push(await qualityOf(await harm(amount)));
    const measured = qualities.map((quality) => quality[measure] as number);
    measured.slice(1).forEach((value, index) => {
      expect(value, String(measured)).toBeLessThan(measured[index] as number);
    });
    const scores = qualities.map(({ unifiedQualityScore }) => unifiedQualityScore as number);
    scores.slice(1).forEach((value, index) => {
      expect(value, String(scores)).toBeLessThanOrEqual((scores[index] as number) + 2);
    });
    expect(scores.at(-1)).toBeLessThanOrEqual(scores[0] as number);
  });
});
