import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RecognitionModelOptions } from './node-runner.js';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.js';

/** The environment variables of a worker: where programs, libraries and temporary files are. It gets none of the service's secrets. */
const passedOn = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'HOME', 'XDG_CACHE_HOME'];

/** A process that decodes and measures pictures, one at a time. */
export interface WorkerProcess {
  /** Takes one request; the answers come in the order of the requests. */
  send(request: WorkerRequest): void;
  /** Says who is told of what comes after the start. */
  listen(events: WorkerEvents): void;
  /** CPU time that it has used, in milliseconds; 0 where the system does not tell (it does on Linux). */
  cpuMs(): number;
  /** Ends it at once, whatever it is doing, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** What comes of a worker that has loaded its models. */
interface WorkerEvents {
  /** It has answered a request. */
  answered(answer: Exclude<WorkerAnswer, { kind: 'ready' | 'notStarted' }>): void;
  /** It is gone: killed, or by a fault of its own. */
  exited(cause: Error): void;
}

/** Clock ticks in a second as `/proc` counts them: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Starts a worker and resolves, once it has loaded its models, with it and the memory that it holds then, in bytes.
 * @param running holds every worker from its start to its end
 * @throws {Error} with its own message if it could not load them
 */
export function startWorkerProcess(
  options: RecognitionModelOptions,
  running: Set<WorkerProcess>,
): Promise<{ readonly process: WorkerProcess; readonly memoryBytes: number }> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./face-worker.js', import.meta.url), [], {
      serialization: 'advanced',
      // Faults of native code are told on the error stream; the service's own output stays its own.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      env: Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    });
    const exit = new Promise<void>((gone) => {
      child.once('exit', () => {
        gone();
      });
    });
    let events: WorkerEvents | undefined;
    const worker: WorkerProcess = {
      send(request) {
        // A worker that is gone takes nothing: its end is told by `exited`.
        child.send(request, () => undefined);
      },
      listen(listener) {
        events = listener;
      },
      cpuMs: () => cpuMsOf(child),
      async kill() {
        child.kill('SIGKILL');
        await exit;
      },
    };
    running.add(worker);
    let fault: Error | undefined;
    child.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'ready') resolve({ process: worker, memoryBytes: answer.memoryBytes });
      else if (answer.kind === 'notStarted') fault = Object.assign(new Error(answer.message), { name: answer.name });
      else events?.answered(answer);
    });
    child.on('error', (error) => (fault ??= error));
    child.send(options, () => undefined);
    child.once('exit', (code, signal) => {
      const cause = fault ?? new Error(`A worker of the face pool ended by ${signal ?? `code ${String(code)}`}`);
      running.delete(worker);
      reject(cause);
      events?.exited(cause);
    });
  });
}

function cpuMsOf({ pid }: ChildProcess): number {
  try {
    // After the name in brackets, which may hold spaces: state, and in the 12th and 13th place after it the ticks of the process in user and system mode.
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}
