import { once } from 'node:events';
import { createFaceEngine, type FaceEngine } from '../face-engine.js';
import { readReferencePhoto } from '../reference-photo.js';
import { measureSceneMotion } from '../scene-motion/index.js';
import { decodePicture, defaultPictureLimits } from './decode-picture.js';
import { frameFormats } from './picture-format.js';
import { renderSelfie } from './selfie.js';
import { createNodeRunner, type RecognitionModelOptions } from './node-runner.js';
import { PictureError } from './picture-error.js';
import { pixelDigest } from './pixel-digest.js';
import type { Measured, WorkerAnswer, WorkerRequest } from './worker-messages.js';

/* One process of the pool: takes a picture's bytes or the scenes of several pictures, answers with measurements. It ends when the pool's process has ended. */

const answer = (message: WorkerAnswer): void => {
  if (!process.send) throw new Error('This is a worker of the face pool');
  process.send(message);
};

async function work(engine: FaceEngine, request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    return { kind: 'done', value: await measure(engine, request), memoryBytes: process.memoryUsage.rss() };
  } catch (error) {
    const memoryBytes = process.memoryUsage.rss();
    if (error instanceof PictureError) return { kind: 'pictureError', code: error.code, message: error.message, memoryBytes };
    return { kind: 'fault', message: error instanceof Error ? error.message : String(error), memoryBytes };
  }
}

async function measure(engine: FaceEngine, request: WorkerRequest): Promise<Measured> {
  if (request.kind === 'sceneMotion') return measureSceneMotion(request.frames, request.enough, request.known);
  if (request.kind === 'selfie') return renderSelfie(request.picture, request.analysis, request.obfuscation);
  const formats = request.kind === 'reference' ? request.formats : frameFormats;
  const pixels = await decodePicture(request.picture, defaultPictureLimits, formats);
  if (request.kind === 'reference') return readReferencePhoto(engine, pixels);
  return { ...(await engine.analyse(pixels, request.parts)), digest: pixelDigest(pixels) };
}

// A signal to the whole group, as Ctrl+C sends it, is the service's to answer: it ends its workers when their pictures are done.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());

let engine: FaceEngine;
try {
  const [options] = (await once(process, 'message')) as [RecognitionModelOptions];
  engine = createFaceEngine(await createNodeRunner(options));
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  answer({ kind: 'notStarted', name, message });
  process.disconnect();
  process.exit(1);
}
let last: Promise<void> = Promise.resolve();
process.on('message', (request: WorkerRequest) => {
  last = last.then(async () => {
    answer(await work(engine, request));
  });
});
answer({ kind: 'ready', memoryBytes: process.memoryUsage.rss() });
