import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { cutPerson, demoPicture } from './demo-faces.test-support.js';
import type { FaceEngine } from './face-engine.js';
import { createNodeEngine, decodePicture } from './node/index.js';
import { readReferencePhoto, type ReferenceOutcome } from './reference-photo.js';
import { similarity } from './template.js';
import { testPhoto } from './test-photos.test-support.js';

let engine: FaceEngine;
let upright: Float32Array;

const read = async (photo: Uint8Array): Promise<ReferenceOutcome> => readReferencePhoto(engine, await decodePicture(photo));

async function templateOf(photo: Uint8Array): Promise<Float32Array> {
  const outcome = await read(photo);
  if (!outcome.accepted) throw new Error(outcome.code);
  return outcome.template;
}

/** An ID card of 1000 x 630 with lines of print and whatever is laid on it. */
async function idCard(...parts: { input: Buffer; left: number; top: number }[]): Promise<Buffer> {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `<rect x="420" y="${String(110 + i * 48)}" width="${String(480 - (i % 3) * 90)}" height="16" fill="#345"/>`,
  );
  const card = `<svg width="1000" height="630"><rect width="1000" height="630" fill="#cde"/><rect width="1000" height="70" fill="#678"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(card)).composite(parts).jpeg({ quality: 80 }).toBuffer();
}

const portrait = async (side: number): Promise<Buffer> =>
  (await cutPerson('a')).resize(side, side).greyscale().toColourspace('srgb').jpeg({ quality: 80 }).toBuffer();

beforeAll(async () => {
  engine = await createNodeEngine();
  upright = await templateOf(await (await cutPerson('a')).jpeg().toBuffer());
});

describe('a reference photo', () => {
  it.each([90, 180, 270])('is read when it lies turned by %i degrees', async (angle) => {
    const turned = await (await cutPerson('a')).rotate(angle).jpeg().toBuffer();
    expect(similarity(await templateOf(turned), upright)).toBeGreaterThan(0.9);
  });

  it('is read from a huge file', async () => {
    const huge = await (await cutPerson('a')).resize(6000, 6000).jpeg().toBuffer();
    expect(similarity(await templateOf(huge), upright)).toBeGreaterThan(0.9);
  });

  it('is refused with a code when it is one pixel', async () => {
    const dot = await (await cutPerson('a')).resize(1, 1).png().toBuffer();
    expect(await read(dot)).toEqual({ accepted: false, code: 'FACE_NOT_FOUND' });
  });

  it('is read from CMYK and 16-bit files', async () => {
    for (const photo of [
      await (await cutPerson('a')).toColourspace('cmyk').jpeg().toBuffer(),
      await (await cutPerson('a')).toColourspace('rgb16').png().toBuffer(),
    ]) {
      expect(similarity(await templateOf(photo), upright)).toBeGreaterThan(0.8);
    }
  });

  it('is read from a small grey portrait on a whole card, whichever side is up', async () => {
    const card = await idCard({ input: await portrait(230), left: 60, top: 150 });
    for (const angle of [0, 90, 180, 270]) {
      const photo = await sharp(card).rotate(angle).jpeg().toBuffer();
      expect(similarity(await templateOf(photo), upright), String(angle)).toBeGreaterThan(0.6);
    }
  });

  it('is read from a card that lies small on a large scan', async () => {
    const card = await sharp(await idCard({ input: await portrait(230), left: 60, top: 150 }))
      .resize(700)
      .toBuffer();
    const scan = await sharp({ create: { width: 2480, height: 2400, channels: 3, background: '#f4f4f4' } })
      .composite([{ input: card, left: 100, top: 150 }])
      .jpeg()
      .toBuffer();
    expect(similarity(await templateOf(scan), upright)).toBeGreaterThan(0.6);
  });

  it('is of the main face where a smaller ghost of it stands beside', async () => {
    const ghost = await sharp(await portrait(120))
      .linear(0.4, 140)
      .toBuffer();
    const card = await idCard({ input: await portrait(260), left: 60, top: 150 }, { input: ghost, left: 820, top: 430 });
    expect(similarity(await templateOf(card), upright)).toBeGreaterThan(0.6);
  });

  it('is refused with two faces of like size', async () => {
    const other = await (await cutPerson('b')).resize(240, 240).jpeg().toBuffer();
    const both = await idCard({ input: await portrait(260), left: 60, top: 150 }, { input: other, left: 600, top: 200 });
    expect(await read(both)).toEqual({ accepted: false, code: 'MULTIPLE_FACES' });
    expect(await read(await demoPicture(1))).toEqual({ accepted: false, code: 'MULTIPLE_FACES' });
  });

  it('is refused without a face', async () => {
    expect(await read(await idCard())).toEqual({ accepted: false, code: 'FACE_NOT_FOUND' });
  });

  it('is refused when the face is too small to be compared', async () => {
    const tiny = await (await cutPerson('a')).resize(36, 36).jpeg({ quality: 95 }).toBuffer();
    expect(await read(tiny)).toEqual({ accepted: false, code: 'FACE_TOO_SMALL' });
  });

  it('is refused when the face is too blurred to be compared', async () => {
    const blurred = await (await cutPerson('a')).blur(9).jpeg().toBuffer();
    expect(await read(blurred)).toEqual({ accepted: false, code: 'FACE_TOO_BLURRED' });
  });

  it('is not refused for being of a few pixels only, if they are enough', async () => {
    const small = await (await cutPerson('a')).resize(90, 90).jpeg({ quality: 90 }).toBuffer();
    expect(similarity(await templateOf(small), upright)).toBeGreaterThan(0.5);
  });

  it.each([1, 2, 3])('is refused when it is drawing %i without a face, whichever side is up', async (number) => {
    const drawing = await testPhoto(`noface-pattern-${String(number)}`);
    for (const angle of [0, 90, 180, 270]) {
      const photo = await sharp(drawing).rotate(angle).jpeg().toBuffer();
      expect(await read(photo), String(angle)).toEqual({ accepted: false, code: 'FACE_NOT_FOUND' });
    }
  });

  it.each(['pattern-over-holo-65-30', 'pattern-over-holoP-016'])(
    'is of the person or refused under a security pattern: %s',
    async (name) => {
      const outcome = await read(await testPhoto(name));
      if (outcome.accepted) expect(similarity(outcome.template, await templateOf(await testPhoto('same')))).toBeGreaterThan(0.45);
      else expect(['FACE_NOT_FOUND', 'FACE_TOO_BLURRED']).toContain(outcome.code);
    },
  );

  it('is accepted with a second portrait of the same person of nearly the same size', async () => {
    const same = await templateOf(await testPhoto('same'));
    expect(similarity(await templateOf(await testPhoto('card-ghost80')), same)).toBeGreaterThan(0.8);
    const base = await sharp(await testPhoto('base'))
      .resize(260)
      .toBuffer();
    const twice = await idCard({ input: base, left: 60, top: 150 }, { input: base, left: 640, top: 200 });
    expect(similarity(await templateOf(twice), same)).toBeGreaterThan(0.8);
  });

  it('is refused with portraits of two people of nearly the same size', async () => {
    const [base, other] = await Promise.all(
      ['base', 'other'].map(async (name) =>
        sharp(await testPhoto(name))
          .resize(260)
          .toBuffer(),
      ),
    );
    const both = await idCard({ input: base as Buffer, left: 60, top: 150 }, { input: other as Buffer, left: 640, top: 200 });
    expect(await read(both)).toEqual({ accepted: false, code: 'MULTIPLE_FACES' });
  });

  it('is accepted as a JPEG without an end marker', async () => {
    const whole = await testPhoto('base');
    expect(similarity(await templateOf(whole.subarray(0, -2)), await templateOf(whole))).toBeGreaterThan(0.999);
  });

  it('is read from a small portrait under grain better than without smoothing', async () => {
    const same = await templateOf(await testPhoto('same'));
    const small = await sharp(await testPhoto('base'))
      .resize(99)
      .greyscale()
      .toColourspace('srgb')
      .blur(0.5)
      .linear(0.65, 60)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const random = mulberry32(1);
    const noisy = Buffer.from(small.data.map((value) => Math.max(0, Math.min(255, value + 16 * (random() + random() + random() - 1.5)))));
    const printed = await sharp(noisy, { raw: { width: small.info.width, height: small.info.height, channels: small.info.channels } })
      .png()
      .toBuffer();
    const pixels = await decodePicture(printed);
    const { template } = await engine.analyse(pixels, { template: true });
    expect(similarity(await templateOf(printed), same)).toBeGreaterThan(similarity(template as Float32Array, same) + 0.02);
  });
});

/** Seeded random numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
