import decodeQR from 'qr/decode.js';
import sharp from 'sharp';

/** How long the decoder may try, in milliseconds: a test is no camera of 60 pictures a second. */
const PATIENCE_MS = 10_000;

/** The text of the QR code in a screenshot. @throws if there is none */
export async function readQR(screenshot: Uint8Array): Promise<string> {
  const { data, info } = await sharp(screenshot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data }, { timeLimit: PATIENCE_MS });
}
