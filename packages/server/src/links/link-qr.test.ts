import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { qrSVG } from './link-qr.js';

it.each(['#fff', '#000'])('the QR code of a link is read again from its picture, on %s', async (background) => {
  const url = `https://id.example/l/#${'aB3-_'.repeat(8)}xyz`;
  const picture = sharp(Buffer.from(qrSVG(url)), { density: 300 })
    .resize(300)
    .flatten({ background });
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(decodeQR({ width: info.width, height: info.height, data })).toBe(url);
});
