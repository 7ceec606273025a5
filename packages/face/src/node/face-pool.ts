import { availableParallelism } from 'node:os';
import type { ObfuscationTypeName } from '@face-session/protocol';
import type { AnalysisParts } from '../frame-analysis.js';
import type { ReferenceFault, ReferenceOutcome } from '../reference-photo.js';
import type { EnoughMotion, KnownMotion, SceneFrame, SceneMotion } from '../scene-motion/index.js';
import { startDeadline } from './cpu-deadline.js';
import type { RecognitionModelOptions } from './node-runner.js';
import type { SelfieAnalysis } from './selfie.js';
import { PictureError, type PictureErrorCode } from './picture-error.js';
import { pictureFormats, type PictureFormat } from './picture-format.js';
import type { Measured, PictureAnalysis, WorkerRequest } from './worker-messages.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** What became of a reference photo, undecodable ones included. */
export type PhotoOutcome =
  | ReferenceOutcome
  | {
      readonly accepted: false;
      readonly code: ReferenceFault | PictureErrorCode;
      /** What is wrong with the file, for the developer; only of files that cannot be decoded. */
      readonly detail?: string;
    };

/**
 * Engines in processes of their own: the caller's event loop never computes on pixels, a picture that takes too long is ended whatever it is doing, and what
 * decodes foreign bytes has none of the service's secrets.
 */
export interface FacePool {
  /** Number of workers. */
  readonly size: number;
  /** Pictures that wait for a worker. */
  readonly queued: number;
  /** Resident memory of all workers after their last pictures, in bytes. */
  readonly memoryBytes: number;
  /** CPU time of all workers since the start, in milliseconds, those that were replaced included; 0 where the system does not tell (it does on Linux). */
  readonly cpuMs: number;
  /** Measures a JPEG or PNG: the parts that are named, and always its digest. @throws {PictureError} if it cannot be decoded */
  analyse(picture: Uint8Array, parts: AnalysisParts): Promise<PictureAnalysis>;
  /** Measures how the scene moves in frames that were analysed with `scene` and `landmarks`. Goes before the pictures that wait. */
  sceneMotion(frames: readonly SceneFrame[], enough?: EnoughMotion, known?: KnownMotion): Promise<SceneMotion>;
  /** The template of a reference photo, or why there is none. */
  reference(photo: Uint8Array): Promise<PhotoOutcome>;
  /** Makes the selfie that is kept, see `renderSelfie`. Goes before the pictures that wait. @throws {PictureError} */
  selfie(picture: Uint8Array, analysis: SelfieAnalysis, obfuscation: ObfuscationTypeName | undefined): Promise<Uint8Array>;
  /** Ends the workers; what is under way or waiting is rejected. */
  close(): Promise<void>;
}

/** How a pool is started. */
export interface FacePoolOptions extends RecognitionModelOptions {
  /** Workers; default: as many as the machine runs at once. About 200 MB of memory each. */
  readonly workers?: number;
  /** Longest that a worker may take for one picture, in milliseconds of CPU time; default {@link JOB_MS}. Past it the picture is rejected and the worker replaced. */
  readonly jobMs?: number;
  /** Formats that reference photos may have; default: all that can be decoded. Frames are JPEG or PNG. */
  readonly photoFormats?: readonly PictureFormat[];
  /** How long a worker has nothing to do before memory that it kept is given back, in milliseconds; default {@link IDLE_MS}. */
  readonly idleMs?: number;
}

interface Job {
  readonly request: WorkerRequest;
  readonly resolve: (value: Measured) => void;
  readonly reject: (error: Error) => void;
}

interface Worker {
  readonly process: WorkerProcess;
  /** Handed over and not answered yet, in order: the first is worked on. */
  readonly jobs: Job[];
  /** What it held when it had loaded its models, and what it holds now, in bytes. */
  readonly memoryAtStart: number;
  memoryBytes: number;
  /** Ends the deadline of the first job, which is worked on. */
  endDeadline?: (() => void) | undefined;
  /** Runs while there is nothing to do. */
  idle?: NodeJS.Timeout | undefined;
}

/** Longest that a worker takes for one picture, in milliseconds of CPU time: the slowest honest photo, a scan turned four ways and searched in parts, takes a quarter on one busy core. */
const JOB_MS = 20_000;

/** Pictures that a worker has at once: it begins the next one without waiting for the caller's event loop. */
const JOBS_PER_WORKER = 2;

/** How long a worker has nothing to do before memory that it kept is given back, in milliseconds: the next attempt of a person comes earlier. */
const IDLE_MS = 30_000;

/** What an idle worker may keep over its start, in bytes: the frames of a few attempts do. Large pictures leave more, which the allocator never gives back. */
const KEPT_BYTES = 64e6;

/** What an attempt needs whose pictures are measured: it goes before those that wait, whose attempts have only begun. */
const goesFirst: ReadonlySet<WorkerRequest['kind']> = new Set(['sceneMotion', 'selfie']);

const CLOSED = 'The face pool is closed';

/** Starts the workers and waits until all have loaded their models. Rejects as `createNodeRunner` does. */
export async function createFacePool({
  workers: count = availableParallelism(),
  jobMs = JOB_MS,
  idleMs = IDLE_MS,
  photoFormats = pictureFormats,
  ...options
}: FacePoolOptions = {}): Promise<FacePool> {
  const waiting: Job[] = [];
  /** Those that take pictures. */
  const workers = new Set<Worker>();
  /** Those of `workers`, those still starting and those that have been replaced. */
  const running = new Set<WorkerProcess>();
  let starting = 0;
  /** CPU time of workers that have been replaced, in milliseconds. */
  let endedCpuMs = 0;
  let closed = false;

  const startWorker = async (): Promise<void> => {
    const { process, memoryBytes } = await startWorkerProcess(options, running);
    if (closed) return;
    const worker: Worker = { process, jobs: [], memoryAtStart: memoryBytes, memoryBytes };
    workers.add(worker);
    process.listen({
      answered(answer) {
        worker.memoryBytes = answer.memoryBytes;
        const job = worker.jobs.shift();
        if (answer.kind === 'done') job?.resolve(answer.value);
        else if (answer.kind === 'pictureError') job?.reject(new PictureError(answer.code, answer.message));
        else job?.reject(new Error(answer.message));
        watch(worker);
        next();
      },
      exited(cause) {
        // One that was replaced has left already.
        if (!workers.has(worker)) return;
        // The picture at work may be the reason; those behind it have only waited.
        retire(worker, new Error('A worker of the face pool died', { cause }));
        replace();
        next();
      },
    });
    next();
  };

  const rejectWaiting = (message: string, cause?: unknown): void => {
    for (const job of waiting.splice(0)) job.reject(new Error(message, { cause }));
  };

  /** Starts a worker in the place of one. */
  const replace = (): void => {
    starting++;
    startWorker()
      .finally(() => starting--)
      .catch((cause: unknown) => {
        if (workers.size + starting === 0) rejectWaiting('The face pool has no worker left', cause);
      });
  };

  /** Gives a worker nothing more: its picture at work is rejected, those behind it wait for another worker. */
  const retire = (worker: Worker, reason: Error): void => {
    workers.delete(worker);
    endedCpuMs += worker.process.cpuMs();
    worker.endDeadline?.();
    clearTimeout(worker.idle);
    worker.jobs.shift()?.reject(reason);
    waiting.unshift(...worker.jobs.splice(0));
  };

  /** Starts the deadline of the job that the worker begins now, or the time in which it has nothing to do. */
  const watch = (worker: Worker): void => {
    worker.endDeadline?.();
    worker.endDeadline = undefined;
    clearTimeout(worker.idle);
    if (worker.jobs.length === 0) {
      worker.idle = setTimeout(() => {
        if (worker.memoryBytes - worker.memoryAtStart > KEPT_BYTES) renew(worker);
      }, idleMs).unref();
      return;
    }
    const clocks = { cpuMs: () => worker.process.cpuMs(), nowMs: () => performance.now() };
    worker.endDeadline = startDeadline(
      jobMs,
      () => {
        const seconds = String(jobMs / 1000);
        retire(worker, new PictureError('PHOTO_INVALID', `The picture takes more than ${seconds} seconds of CPU time to analyse`));
        void worker.process.kill();
        replace();
        next();
      },
      clocks,
    );
  };

  /** Puts a new worker into the place of an idle one, whose memory the system then has back. */
  const renew = (worker: Worker): void => {
    startWorker().then(
      () => {
        // A picture that came meanwhile is finished first; when its worker is idle again it is renewed then.
        const spare = [...workers].find(({ jobs }) => jobs.length === 0);
        const ended = worker.jobs.length === 0 ? worker : spare;
        if (!ended || closed) return;
        retire(ended, new Error(CLOSED));
        void ended.process.kill();
      },
      // There is no memory for another one, or no file: the one that is there goes on.
      () => undefined,
    );
  };

  const next = (): void => {
    for (;;) {
      const worker = leastBusy(workers);
      const job = worker && worker.jobs.length < JOBS_PER_WORKER ? waiting.shift() : undefined;
      if (!worker || !job) return;
      worker.jobs.push(job);
      if (worker.jobs.length === 1) watch(worker);
      worker.process.send(job.request);
    }
  };

  const submit = (request: WorkerRequest): Promise<Measured> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new Error(CLOSED));
        return;
      }
      if (goesFirst.has(request.kind)) waiting.unshift({ request, resolve, reject });
      else waiting.push({ request, resolve, reject });
      next();
      // None that could answer, and none on its way: what kept the last one from starting may be over.
      if (workers.size + starting === 0) replace();
    });

  const close = async (): Promise<void> => {
    closed = true;
    for (const worker of workers) retire(worker, new Error(CLOSED));
    rejectWaiting(CLOSED);
    await Promise.all([...running].map((worker) => worker.kill()));
  };

  const started = await Promise.allSettled(Array.from({ length: count }, startWorker));
  const failure = started.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await close();
    throw failure.reason;
  }
  return {
    get size() {
      return workers.size;
    },
    get queued() {
      return [...workers].reduce((sum, { jobs }) => sum + Math.max(0, jobs.length - 1), waiting.length);
    },
    get memoryBytes() {
      return [...workers].reduce((sum, worker) => sum + worker.memoryBytes, 0);
    },
    get cpuMs() {
      return [...workers].reduce((sum, { process }) => sum + process.cpuMs(), endedCpuMs);
    },
    analyse: (picture, parts) => submit({ kind: 'analyse', picture, parts }) as Promise<PictureAnalysis>,
    sceneMotion: (frames, enough, known) => submit({ kind: 'sceneMotion', frames, enough, known }) as Promise<SceneMotion>,
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

function leastBusy(workers: Iterable<Worker>): Worker | undefined {
  let least: Worker | undefined;
  for (const worker of workers) if (!least || worker.jobs.length < least.jobs.length) least = worker;
  return least;
}
