import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pixels } from '@face-session/face';
import { burstPlan } from '@face-session/liveness';
import { FfmpegMissingError } from './read-clip.js';

/** Longest time for one run of ffmpeg, ms: five small frames take a fraction of a second. */
const TIMEOUT_MS = 60_000;

/**
 * Frames through a video codec as a call or a virtual camera has it: H.264 at CRF 28, 150 ms between frames.
 * @throws {FfmpegMissingError}
 */
export async function throughH264(frames: readonly Pixels[]): Promise<Pixels[]> {
  const [{ width, height } = { width: 0, height: 0 }] = frames;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const shape = ['-s', `${String(width)}x${String(height)}`, '-r', `1000/${String(burstPlan.intervalMs)}`];
  const encode = ['-c:v', 'libx264', '-crf', '28', '-pix_fmt', 'yuv420p', '-f', 'matroska', '-'];
  const video = await ffmpeg([...raw, ...shape], Buffer.concat(frames.map(({ data }) => Uint8Array.from(data))), encode);
  const decoded = await ffmpeg([], video, ['-fps_mode', 'passthrough', ...raw, '-']);
  const size = width * height * 3;
  if (decoded.length !== frames.length * size)
    throw new Error(`ffmpeg gave ${String(decoded.length / size)} frames of ${String(frames.length)}`);
  return frames.map((_, index) => ({ width, height, channels: 3, data: decoded.subarray(index * size, (index + 1) * size) }));
}

/** The input comes in a file: from a pipe, ffmpeg takes a short read on a busy machine for the end of the video. */
async function ffmpeg(of: readonly string[], input: Uint8Array, into: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-video-'));
  try {
    const file = join(folder, 'input');
    await writeFile(file, input);
    return await run([...of, '-i', file, ...into]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-threads', '1', ...args], {
      timeout: TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new FfmpegMissingError({ cause: error }) : error);
    });
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`ffmpeg ended with ${String(code)}: ${Buffer.concat(errors).toString().trim()}`));
    });
  });
}
