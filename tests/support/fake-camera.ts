import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Camera } from './chromium.js';

/** A camera that shows these JPEG frames, all of one size, in a loop at 30 frames a second. */
export async function cameraOfFrames(frames: readonly Uint8Array[]): Promise<Camera> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-camera-'));
  const mjpegFile = join(folder, 'camera.mjpeg');
  await writeFile(mjpegFile, Buffer.concat(frames));
  return { kind: 'frames', mjpegFile };
}
