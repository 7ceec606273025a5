import './no-telemetry.js';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ObfuscationTypeName } from '@face-session/protocol';
import type { AnalysisParts } from '../frame-analysis.js';
import type { ReferenceFault, ReferenceOutcome } from '../reference-photo.js';
import type { EnoughMotion, SceneFrame, SceneMotion } from '../scene-motion/index.js';
import { startDeadline } from './cpu-deadline.js';
import type { RecognitionModelOptions } from './node-runner.js';
import type { SelfieAnalysis } from './selfie.js';
import { PictureError, type PictureErrorCode } from './picture-error.js';
import { pictureFormats, type PictureFormat } from './picture-format.js';
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
  sceneMotion(frames: readonly SceneFrame[], enough?: EnoughMotion): Promise<SceneMotion>;
  /** The template of a reference photo, or why there is none. */
  reference(photo: Uint8Array): Promise<PhotoOutcome>;
  /** Makes the selfie that is kept, see `renderSelfie`. @throws {PictureError} */
  selfie(picture: Uint8Array, analysis: SelfieAnalysis, obfuscation: ObfuscationTypeName | undefined): Promise<Uint8Array>;
  /** Ends the threads; what is under way or waiting is rejected. */
  close(): Promise<void>;
}

/** How a pool is started. */
export interface FacePoolOptions extends RecognitionModelOptions {
  /** Threads; default: as many as the machine runs at once. About 150 MB of memory each. */
  readonly workers?: number;
  /** Longest that a thread may work on one picture, in milliseconds of CPU time; default {@link JOB_MS}. Past it the picture is rejected and the thread replaced. */
  readonly jobMs?: number;
  /** Formats that reference photos may have; default: all that can be decoded. Frames are JPEG or PNG. */
  readonly photoFormats?: readonly PictureFormat[];
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
  /** Ends the deadline of the first job, which is worked on. */
  endDeadline?: (() => void) | undefined;
  /** Pictures handed over and not answered, rejected ones included. A thread is ended only at 0: native code at work aborts the process. */
  owed: number;
  /** Whether it missed a deadline and another thread took its place. */
  replaced: boolean;
}

/** Longest that a thread works on one picture, in milliseconds of CPU time: the slowest honest photo, a scan turned four ways and searched in parts, takes a quarter on one busy core. */
const JOB_MS = 20_000;

/** Pictures that a thread has at once: it begins the next one without waiting for the caller's event loop. */
const JOBS_PER_THREAD = 2;

/** Longest that closing waits for the pictures at work, in milliseconds: two for each thread. */
const CLOSE_MS = 5_000;

/** How often closing looks whether they are done, in milliseconds. */
const CLOSE_POLL_MS = 10;

const CLOSED = 'The face pool is closed';

/** Starts the threads and waits until all have loaded their models. Rejects as `createNodeRunner` does. */
export async function createFacePool({
  workers = availableParallelism(),
  jobMs = JOB_MS,
  photoFormats = pictureFormats,
  ...options
}: FacePoolOptions = {}): Promise<FacePool> {
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
      const thread: Thread = { worker, jobs: [], owed: 0, replaced: false };
      let ready = false;
      worker.on('message', (answer: WorkerAnswer) => {
        if (answer.kind === 'ready') {
          ready = true;
          threads.add(thread);
          resolve();
        } else {
          thread.owed--;
          if (!thread.replaced) settle(thread, answer);
          watch(thread);
          if (thread.replaced && thread.owed === 0) void worker.terminate();
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
        thread.endDeadline?.();
        // The picture at work may be the reason; those behind it have only waited.
        thread.jobs.shift()?.reject(new Error('A thread of the face pool died', { cause }));
        waiting.unshift(...thread.jobs);
        if (closed) rejectWaiting(CLOSED);
        next();
        // A thread that died at work is replaced; one that could not start would only fail again.
        if (ready && !closed && !thread.replaced) replaceThread();
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

  /** Starts the deadline of the job that the thread begins now. */
  const watch = (thread: Thread): void => {
    thread.endDeadline?.();
    thread.endDeadline = undefined;
    if (thread.jobs.length === 0) return;
    thread.endDeadline = startDeadline(jobMs, () => {
      thread.replaced = true;
      threads.delete(thread);
      thread.jobs
        .shift()
        ?.reject(new PictureError('PHOTO_INVALID', `The picture takes more than ${String(jobMs / 1000)} seconds of CPU time to analyse`));
      waiting.unshift(...thread.jobs.splice(0));
      if (!closed) replaceThread();
      next();
    });
  };

  const next = (): void => {
    for (;;) {
      const thread = leastBusy(threads);
      const job = thread && thread.jobs.length < JOBS_PER_THREAD ? waiting.shift() : undefined;
      if (!thread || !job) return;
      thread.jobs.push(job);
      thread.owed++;
      if (thread.jobs.length === 1) watch(thread);
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
    for (const thread of threads) {
      thread.endDeadline?.();
      for (const job of thread.jobs.splice(0)) job.reject(new Error(CLOSED));
      thread.replaced = true;
    }
    for (const end = Date.now() + CLOSE_MS; [...threads].some(({ owed }) => owed > 0) && Date.now() < end;) await pause(CLOSE_POLL_MS);
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
    sceneMotion: (frames, enough) => submit({ kind: 'sceneMotion', frames, enough }) as Promise<SceneMotion>,
    selfie: (picture, analysis, obfuscation) =>
      submit({
        kind: 'selfie',
        picture,
        analysis: { width: analysis.width, height: analysis.height, faces: analysis.faces.slice(0, 1) },
        obfuscation,
      }) as Promise<Uint8Array>,
    reference: (photo) =>
      (submit({ kind: 'reference', picture: photo, formats: photoFormats }) as Promise<ReferenceOutcome>).catch(
        (error: unknown): PhotoOutcome => {
          if (error instanceof PictureError) return { accepted: false, code: error.code, detail: error.message };
          throw error;
        },
      ),
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
