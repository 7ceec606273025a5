import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { cutPerson } from '../demo-faces.test-support.js';
import { decodePicture, defaultPictureLimits } from './decode-picture.js';
import { pictureFormats } from './picture-format.js';

/** 40 x 20: left half red, right half blue. */
function halves(): Sharp {
  const data = Buffer.alloc(40 * 20 * 3);
  for (let i = 0; i < 800; i++) data.set(i % 40 < 20 ? [255, 0, 0] : [0, 0, 255], i * 3);
  return sharp(data, { raw: { width: 40, height: 20, channels: 3 } });
}

const colourAt = ({ data, width }: { data: ArrayLike<number>; width: number }, x: number, y: number): number[] =>
  [0, 1, 2].map((channel) => data[(y * width + x) * 3 + channel] as number);

/** A PNG with the checksum of its header made anew. */
function withHeaderChecksum(png: Buffer): Buffer {
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** CRC of PNG (ISO 3309), bit by bit. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Of a channel's mean: ink cannot show all colours of a screen; inverted or swapped channels are off by far more. */
const TOLERANCE = 25;

describe('decodePicture', () => {
  it('gives rows of RGB from a PNG', async () => {
    const pixels = await decodePicture(await halves().png().toBuffer());
    expect(pixels).toMatchObject({ width: 40, height: 20, channels: 3 });
    expect(pixels.data.length).toBe(40 * 20 * 3);
    expect(colourAt(pixels, 0, 0)).toEqual([255, 0, 0]);
    expect(colourAt(pixels, 39, 19)).toEqual([0, 0, 255]);
  });

  it.each([
    [3, 40, [0, 0, 255], [255, 0, 0]],
    [6, 20, [255, 0, 0], [0, 0, 255]],
    [8, 20, [0, 0, 255], [255, 0, 0]],
  ])('turns a JPEG upright as its EXIF orientation %i says', async (orientation, width, topLeft, bottomRight) => {
    const pixels = await decodePicture(
      await halves().withMetadata({ orientation }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
    );
    expect(pixels.width).toBe(width);
    const near = (actual: number[], expected: number[]): void => {
      actual.forEach((value, channel) => {
        expect(Math.abs(value - (expected[channel] as number))).toBeLessThan(TOLERANCE);
      });
    };
    near(colourAt(pixels, 2, 2), topLeft);
    near(colourAt(pixels, pixels.width - 3, pixels.height - 3), bottomRight);
  });

  it('brings CMYK, grey, 16-bit and palette pictures to 8-bit RGB', async () => {
    const face = await cutPerson('a');
    const expected = await face.clone().stats();
    const variants = {
      cmyk: await face.clone().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      sixteen: await face.clone().toColourspace('rgb16').png().toBuffer(),
      palette: await face.clone().png({ palette: true, colours: 256 }).toBuffer(),
    };
    for (const [name, bytes] of Object.entries(variants)) {
      const { data, width, height } = await decodePicture(bytes);
      const stats = await sharp(data as Uint8Array, { raw: { width, height, channels: 3 } }).stats();
      stats.channels.forEach(({ mean }, channel) => {
        expect(Math.abs(mean - (expected.channels[channel]?.mean as number)), name).toBeLessThan(TOLERANCE);
      });
    }
    const grey = await decodePicture(await face.clone().greyscale().jpeg().toBuffer());
    expect(grey.data.length).toBe(grey.width * grey.height * 3);
    const [r, g, b] = colourAt(grey, 200, 200);
    expect([g, b]).toEqual([r, r]);
  });

  it('lays transparent parts on white', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    expect(colourAt(await decodePicture(clear), 4, 4)).toEqual([255, 255, 255]);
  });

  it('shrinks a huge picture while decoding', async () => {
    const huge = await sharp({ create: { width: 6000, height: 3000, channels: 3, background: '#456' } })
      .jpeg()
      .toBuffer();
    expect(await decodePicture(huge)).toMatchObject({ width: defaultPictureLimits.side, height: defaultPictureLimits.side / 2 });
  });

  it('refuses what is neither JPEG nor PNG, whatever it is called', async () => {
    for (const bytes of [await halves().webp().toBuffer(), await halves().gif().toBuffer(), Buffer.from('<svg/>'), Buffer.alloc(0)]) {
      await expect(decodePicture(bytes)).rejects.toMatchObject({ name: 'PictureError', code: 'UNSUPPORTED_MEDIA_TYPE' });
    }
  });

  it('refuses an animated PNG, of which a decoder would show one frame', async () => {
    const still = await halves().png().toBuffer();
    // Signature and header take 33 bytes; two frames, without end.
    const control = Buffer.from('000000086163544c0000000200000000f38d9370', 'hex');
    const animated = Buffer.concat([still.subarray(0, 33), control, still.subarray(33)]);
    expect((await sharp(animated).metadata()).width).toBe(40);
    await expect(decodePicture(animated)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The picture is animated' });
  });

  it('reads a JPEG without its end marker, baseline and progressive', async () => {
    for (const progressive of [false, true]) {
      const jpeg = await (await cutPerson('a')).jpeg({ progressive }).toBuffer();
      const { data } = await decodePicture(jpeg.subarray(0, -2));
      expect(Buffer.compare(Buffer.from(data), Buffer.from((await decodePicture(jpeg)).data))).toBe(0);
    }
  });

  it('says that a JPEG is cut off, whether an end marker follows or not', async () => {
    for (const progressive of [false, true]) {
      const jpeg = await (await cutPerson('a')).jpeg({ progressive }).toBuffer();
      for (const share of [0.5, 0.9, 0.995]) {
        const cut = jpeg.subarray(0, Math.floor(jpeg.length * share));
        for (const bytes of [cut, Buffer.concat([cut, Buffer.from([0xff, 0xd9])])]) {
          await expect(decodePicture(bytes), `${String(progressive)} ${String(share)}`).rejects.toThrow(/cut off/);
        }
      }
    }
  });

  it('reads a JPEG with bytes after its end marker', async () => {
    const jpeg = await halves().jpeg().toBuffer();
    expect(await decodePicture(Buffer.concat([jpeg, Buffer.alloc(64)]))).toMatchObject({ width: 40, height: 20 });
  });

  it('refuses what is damaged or cut off', async () => {
    const jpeg = await (await cutPerson('a')).jpeg().toBuffer();
    for (const bytes of [jpeg.subarray(0, jpeg.length >> 1), jpeg.subarray(0, 40), Buffer.from([0xff, 0xd8, 0xff, 0xe0])]) {
      await expect(decodePicture(bytes)).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
    }
  });

  it('refuses a small file that unfolds to more pixels than allowed', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(decodePicture(bomb)).rejects.toMatchObject({ code: 'PHOTO_INVALID' });
  });

  it('refuses strips that no camera makes from their header, in next to no time', async () => {
    const strip = await sharp({ create: { width: 1, height: 60_000, channels: 3, background: '#888' } })
      .greyscale()
      .png()
      .toBuffer();
    // The height of the header: 60,000,000 lines are declared, as in a file of 117 kB.
    const declared = Buffer.from(strip);
    declared.writeUInt32BE(60_000_000, 20);
    for (const bytes of [strip, withHeaderChecksum(declared)]) {
      const cpu = process.cpuUsage();
      await expect(decodePicture(bytes)).rejects.toMatchObject({
        code: 'PHOTO_INVALID',
        message: 'A side of the picture has more than 12000 pixels',
      });
      expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(1);
    }
    const long = await sharp({ create: { width: 12_000, height: 40, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect((await decodePicture(long)).width).toBe(defaultPictureLimits.side);
  });

  it('refuses a JPEG of many scans from its markers', async () => {
    const progressive = await sharp({ create: { width: 4_000, height: 4_000, channels: 3, background: '#456' } })
      .jpeg({ progressive: true })
      .toBuffer();
    expect((await decodePicture(progressive)).width).toBe(defaultPictureLimits.side);
    const last = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
    const scan = progressive.subarray(last, -2);
    const many = Buffer.concat([progressive.subarray(0, -2), ...Array.from({ length: 5_000 }, () => scan), progressive.subarray(-2)]);
    const cpu = process.cpuUsage();
    await expect(decodePicture(many)).rejects.toMatchObject({ code: 'PHOTO_INVALID', message: 'The JPEG has more than 50 scans' });
    expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(1);
  });

  it('refuses from its header what a decoder would keep whole in too much memory', async () => {
    const small = sharp({ create: { width: 64, height: 64, channels: 4, background: '#456' } });
    const interlaced = await small.clone().toColourspace('rgb16').png({ progressive: true }).toBuffer();
    const progressive = await small.clone().toColourspace('cmyk').jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer();
    const avif = await small.clone().avif({ effort: 0 }).toBuffer();
    // 48 megapixels, as each file declares them: PNG and AVIF width first, the progressive frame header of JPEG (SOF2) height first.
    interlaced.writeUInt32BE(8_000, 16);
    interlaced.writeUInt32BE(6_000, 20);
    const frame = progressive.indexOf(Buffer.from([0xff, 0xc2]));
    progressive.writeUInt16BE(6_000, frame + 5);
    progressive.writeUInt16BE(8_000, frame + 7);
    const size = avif.indexOf('ispe');
    avif.writeUInt32BE(8_000, size + 8);
    avif.writeUInt32BE(6_000, size + 12);
    for (const bytes of [withHeaderChecksum(interlaced), progressive, avif]) {
      await expect(decodePicture(bytes, defaultPictureLimits, pictureFormats)).rejects.toMatchObject({
        code: 'PHOTO_INVALID',
        message: 'The picture takes more than 256000000 bytes to decode',
      });
    }
  });

  it('refuses more bytes than allowed before looking at them', async () => {
    await expect(decodePicture(Buffer.alloc(11), { ...defaultPictureLimits, bytes: 10 })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
  });

  it('reads a picture of one pixel', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#102030' } })
      .png()
      .toBuffer();
    expect([...(await decodePicture(dot)).data]).toEqual([0x10, 0x20, 0x30]);
  });

  it('says nothing of the file in its error', async () => {
    const secret = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('nonce-1234')]);
    await expect(decodePicture(secret)).rejects.toThrow(/^The picture cannot be decoded$/);
  });
});
