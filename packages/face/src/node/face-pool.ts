import './no-telemetry.js';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AnalysisParts } from '../frame-analysis.js';
import type { ReferenceFault, ReferenceOutcome } from '../reference-photo.js';
import type { SceneFrame, SceneMotion } from '../scene-motion/index.js';
import type { RecognitionModelOptions } from './node-runner.js';
import { PictureError, type PictureErrorCode } from './picture-error.js';
import type { Measured, PictureAnalysis, WorkerAnswer, WorkerRequest } from './worker-messages.js';

/** What became of a reference photo, undecodable ones included. */
export type PhotoOutcome =
  | ReferenceOutcome
  | {
      readonly accepted: false;
      readonly code: ReferenceFault | PictureErrorCode;
      /** What is wrong with the file, for the developer; only of files that cannot be decoded. */
      readonly detail?: string;
    };

/** Engines on threads of their own: the caller's event loop never computes on pixels. */
export interface FacePool {
  /** Number of threads. */
  readonly size: number;
  /** Pictures that wait for a thread. */
  readonly queued: number;
  /** Measures a JPEG or PNG: the parts that are named, and always its digest. @throws {PictureError} if it cannot be decoded */
  analyse(picture: Uint8Array, parts: AnalysisParts): Promise<PictureAnalysis>;
  /** Measures how the scene moves in frames that were analysed with `scene` and `landmarks`. Goes before the pictures that wait: their attempts have only begun. */
  sceneMotion(frames: readonly SceneFrame[]): Promise<SceneMotion>;
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
  readonly resolve: (value: Measured) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Handed over and not answered yet, in order: the first is worked on. */
  readonly jobs: Job[];
}

/** Pictures that a thread has at once: it begins the next one without waiting for the caller's event loop. */
const JOBS_PER_THREAD = 2;

const CLOSED = 'The face pool is closed';

/** Starts the threads and waits until all have loaded their models. Rejects as `createNodeRunner` does. */
export async function createFacePool({ workers = availableParallelism(), ...options }: FacePoolOptions = {}): Promise<FacePool> {
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  /** Those of `threads` and those still starting. */
  const running = new Set<Worker>();
  let starting = 0;
  let closed = false;

  const startThread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./face-worker.js', import.meta.url), { workerData: options });
      running.add(worker);
      const thread: Thread = { worker, jobs: [] };
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
      let cause: unknown;
      worker.on('error', (error) => {
        cause = error;
        if (!ready) reject(error instanceof Error ? error : new Error(String(error)));
      });
      worker.on('exit', () => {
        reject(new Error('A thread of the face pool ended before it was ready'));
        running.delete(worker);
        threads.delete(thread);
        // The picture at work may be the reason; those behind it have only waited.
        thread.jobs.shift()?.reject(new Error('A thread of the face pool died', { cause }));
        waiting.unshift(...thread.jobs);
        if (closed) rejectWaiting(CLOSED);
        next();
        // A thread that died at work is replaced; one that could not start would only fail again.
        if (ready && !closed) replaceThread();
      });
    });

  const rejectWaiting = (message: string, cause?: unknown): void => {
    for (const job of waiting.splice(0)) job.reject(new Error(message, { cause }));
  };

  const replaceThread = (): void => {
    starting++;
    startThread()
      .finally(() => starting--)
      .catch((cause: unknown) => {
        if (threads.size + starting === 0) rejectWaiting('The face pool has no thread left', cause);
      });
  };

  const next = (): void => {
    for (;;) {
      const thread = leastBusy(threads);
      const job = thread && thread.jobs.length < JOBS_PER_THREAD ? waiting.shift() : undefined;
      if (!thread || !job) return;
      thread.jobs.push(job);
      if (job.request.kind === 'sceneMotion') {
        thread.worker.postMessage(job.request);
        continue;
      }
      // A copy of its own can be handed over without being copied again; a view into a shared buffer cannot.
      const picture = new Uint8Array(job.request.picture);
      thread.worker.postMessage({ ...job.request, picture }, [picture.buffer]);
    }
  };

  const submit = (request: WorkerRequest): Promise<Measured> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new Error(CLOSED));
        return;
      }
      if (request.kind === 'sceneMotion') waiting.unshift({ request, resolve, reject });
      else waiting.push({ request, resolve, reject });
      next();
      // None that could answer, and none on its way: what kept the last one from starting may be over.
      if (threads.size + starting === 0) replaceThread();
    });

  const close = async (): Promise<void> => {
    closed = true;
    rejectWaiting(CLOSED);
    await Promise.all([...running].map((worker) => worker.terminate()));
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
      return [...threads].reduce((sum, { jobs }) => sum + Math.max(0, jobs.length - 1), waiting.length);
    },
    analyse: (picture, parts) => submit({ kind: 'analyse', picture, parts }) as Promise<PictureAnalysis>,
    sceneMotion: (frames) => submit({ kind: 'sceneMotion', frames }) as Promise<SceneMotion>,
    reference: (photo) =>
      (submit({ kind: 'reference', picture: photo }) as Promise<ReferenceOutcome>).catch((error: unknown): PhotoOutcome => {
        if (error instanceof PictureError) return { accepted: false, code: error.code, detail: error.message };
        throw error;
      }),
    close,
  };
}

function leastBusy(threads: Iterable<Thread>): Thread | undefined {
  let least: Thread | undefined;
  for (const thread of threads) if (!least || thread.jobs.length < least.jobs.length) least = thread;
  return least;
}

function settle(thread: Thread, answer: Exclude<WorkerAnswer, { kind: 'ready' }>): void {
  const job = thread.jobs.shift();
  if (answer.kind === 'done') job?.resolve(answer.value);
  else if (answer.kind === 'pictureError') job?.reject(new PictureError(answer.code, answer.message));
  else job?.reject(new Error(answer.message));
}
