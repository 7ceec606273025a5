import './no-telemetry.js';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AnalysisParts, FrameAnalysis } from '../frame-analysis.js';
import type { ReferenceFault, ReferenceOutcome } from '../reference-photo.js';
import type { RecognitionModelOptions } from './node-runner.js';
import { PictureError, type PictureErrorCode } from './picture-error.js';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.js';

/** What became of a reference photo, undecodable ones included. */
export type PhotoOutcome = ReferenceOutcome | { readonly accepted: false; readonly code: ReferenceFault | PictureErrorCode };

/** Engines on threads of their own: the caller's event loop never computes on pixels. */
export interface FacePool {
  /** Number of threads. */
  readonly size: number;
  /** Pictures that wait for a thread. */
  readonly queued: number;
  /** What is asked for of a JPEG or PNG. @throws {PictureError} if it is none */
  analyse(picture: Uint8Array, parts: AnalysisParts): Promise<FrameAnalysis>;
  /** The template of a reference photo, or why there is none. */
  reference(photo: Uint8Array): Promise<PhotoOutcome>;
  /** Ends the threads; what is under way or waiting is rejected. */
  close(): Promise<void>;
}

/** How a pool is started. */
export interface FacePoolOptions extends RecognitionModelOptions {
  /** Threads; default: as many as the machine runs at once. About 150 MB of memory each. */
  readonly workers?: number;
}

interface Job {
  readonly request: WorkerRequest;
  readonly resolve: (value: FrameAnalysis | ReferenceOutcome) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
}

/** Starts the threads and waits until all have loaded their models. Rejects as `createNodeRunner` does. */
export async function createFacePool({ workers = availableParallelism(), ...options }: FacePoolOptions = {}): Promise<FacePool> {
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  let closed = false;

  const startThread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./face-worker.js', import.meta.url), { workerData: options });
      const thread: Thread = { worker, job: undefined };
      let ready = false;
      worker.on('message', (answer: WorkerAnswer) => {
        if (answer.kind === 'ready') {
          ready = true;
          threads.add(thread);
          resolve();
        } else {
          settle(thread, answer);
        }
        next();
      });
      worker.on('error', (error) => {
        if (!ready) reject(error instanceof Error ? error : new Error(String(error)));
        thread.job?.reject(new Error('A thread of the face pool died', { cause: error }));
        thread.job = undefined;
      });
      worker.on('exit', () => {
        threads.delete(thread);
        thread.job?.reject(new Error('A thread of the face pool ended'));
        // A thread that died at work is replaced; one that could not start would only fail again.
        if (ready && !closed) startThread().catch(failWaiting);
      });
    });

  const failWaiting = (cause: unknown): void => {
    if (threads.size > 0) return;
    for (const job of waiting.splice(0)) job.reject(new Error('The face pool has no thread left', { cause }));
  };

  const next = (): void => {
    for (const thread of threads) {
      if (thread.job) continue;
      const job = waiting.shift();
      if (!job) return;
      thread.job = job;
      // A copy of its own can be handed over without being copied again; a view into a shared buffer cannot.
      const picture = new Uint8Array(job.request.picture);
      thread.worker.postMessage({ ...job.request, picture }, [picture.buffer]);
    }
  };

  const submit = (request: WorkerRequest): Promise<FrameAnalysis | ReferenceOutcome> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new Error('The face pool is closed'));
        return;
      }
      waiting.push({ request, resolve, reject });
      next();
    });

  const close = async (): Promise<void> => {
    closed = true;
    for (const job of waiting.splice(0)) job.reject(new Error('The face pool is closed'));
    await Promise.all([...threads].map((thread) => thread.worker.terminate()));
  };

  const started = await Promise.allSettled(Array.from({ length: workers }, startThread));
  const failure = started.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await close();
    throw failure.reason;
  }
  return {
    get size() {
      return threads.size;
    },
    get queued() {
      return waiting.length;
    },
    analyse: (picture, parts) => submit({ kind: 'analyse', picture, parts }) as Promise<FrameAnalysis>,
    reference: (photo) =>
      (submit({ kind: 'reference', picture: photo }) as Promise<ReferenceOutcome>).catch((error: unknown): PhotoOutcome => {
        if (error instanceof PictureError) return { accepted: false, code: error.code };
        throw error;
      }),
    close,
  };
}

function settle(thread: Thread, answer: Exclude<WorkerAnswer, { kind: 'ready' }>): void {
  const { job } = thread;
  thread.job = undefined;
  if (answer.kind === 'done') job?.resolve(answer.value);
  else if (answer.kind === 'pictureError') job?.reject(new PictureError(answer.code, answer.message));
  else job?.reject(new Error(answer.message));
}
