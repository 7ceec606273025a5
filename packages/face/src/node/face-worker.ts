import { parentPort, workerData } from 'node:worker_threads';
import type { FaceEngine } from '../face-engine.js';
import { readReferencePhoto } from '../reference-photo.js';
import { createFaceEngine } from '../face-engine.js';
import { decodePicture } from './decode-picture.js';
import { createNodeRunner, type RecognitionModelOptions } from './node-runner.js';
import { PictureError } from './picture-error.js';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.js';

/* One thread of the pool: takes a picture's bytes, answers with measurements. */

if (!parentPort) throw new Error('This is a worker of the face pool');
const port = parentPort;

async function work(engine: FaceEngine, request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    const pixels = await decodePicture(request.picture);
    return {
      kind: 'done',
      value: request.kind === 'analyse' ? await engine.analyse(pixels, request.parts) : await readReferencePhoto(engine, pixels),
    };
  } catch (error) {
    if (error instanceof PictureError) return { kind: 'pictureError', code: error.code, message: error.message };
    return { kind: 'fault', message: error instanceof Error ? error.message : String(error) };
  }
}

const engine = createFaceEngine(await createNodeRunner(workerData as RecognitionModelOptions));
let last: Promise<void> = Promise.resolve();
port.on('message', (request: WorkerRequest) => {
  last = last.then(async () => {
    port.postMessage(await work(engine, request));
  });
});
port.postMessage({ kind: 'ready' } satisfies WorkerAnswer);
