import { parentPort, workerData } from 'node:worker_threads';
import type { FaceEngine } from '../face-engine.js';
import { readReferencePhoto } from '../reference-photo.js';
import { measureSceneMotion } from '../scene-motion/index.js';
import { createFaceEngine } from '../face-engine.js';
import { decodePicture, defaultPictureLimits } from './decode-picture.js';
import { frameFormats } from './picture-format.js';
import { renderSelfie } from './selfie.js';
import { pixelDigest } from './pixel-digest.js';
import { createNodeRunner, type RecognitionModelOptions } from './node-runner.js';
import { PictureError } from './picture-error.js';
import type { Measured, WorkerAnswer, WorkerRequest } from './worker-messages.js';

/* One thread of the pool: takes a picture's bytes or the scenes of several pictures, answers with measurements. */

if (!parentPort) throw new Error('This is a worker of the face pool');
const port = parentPort;

async function work(engine: FaceEngine, request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    return { kind: 'done', value: await measure(engine, request) };
  } catch (error) {
    if (error instanceof PictureError) return { kind: 'pictureError', code: error.code, message: error.message };
    return { kind: 'fault', message: error instanceof Error ? error.message : String(error) };
  }
}

async function measure(engine: FaceEngine, request: WorkerRequest): Promise<Measured> {
  if (request.kind === 'sceneMotion') return measureSceneMotion(request.frames, request.enough);
  if (request.kind === 'selfie') return renderSelfie(request.picture, request.analysis, request.obfuscation);
  const formats = request.kind === 'reference' ? request.formats : frameFormats;
  const pixels = await decodePicture(request.picture, defaultPictureLimits, formats);
  if (request.kind === 'reference') return readReferencePhoto(engine, pixels);
  return { ...(await engine.analyse(pixels, request.parts)), digest: pixelDigest(pixels) };
}

const engine = createFaceEngine(await createNodeRunner(workerData as RecognitionModelOptions));
let last: Promise<void> = Promise.resolve();
port.on('message', (request: WorkerRequest) => {
  last = last.then(async () => {
    port.postMessage(await work(engine, request));
  });
});
port.postMessage({ kind: 'ready' } satisfies WorkerAnswer);
