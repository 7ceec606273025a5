/** A process, or several of one kind with a common queue: tasks wait until one takes them. */
export interface Station {
  /** Runs a task of so much CPU time, in milliseconds, when its turn comes. @param isFirst whether it goes before all that wait and that no process has taken yet */
  run(cpuMs: number, done: () => void, isFirst?: boolean): void;
  /** Tasks that waited, times how long, in milliseconds. */
  readonly queuedMs: number;
}

/** Simulated cores and the time on them. */
export interface Machine {
  /** Milliseconds since the start. */
  readonly now: number;
  /** Cores that computed, times how long, in milliseconds. */
  readonly busyMs: number;
  /** @param taken tasks that each process takes at once: it computes the first, and the others are next, whatever goes first among those that wait */
  station(processes: number, taken?: number): Station;
  /** Calls back after so many milliseconds, in which nothing is computed. */
  after(ms: number, then: () => void): void;
  /** Lets events happen until that time. */
  runUntil(ms: number): void;
}

interface Task {
  /** CPU time left, in milliseconds. */
  left: number;
  readonly done: () => void;
}

/** What rounding leaves of a task, in milliseconds. */
const NOTHING_MS = 1e-9;

/** A machine on which all that computes shares the cores equally: where more processes compute than there are cores, each is slower. */
export function createMachine(cores: number): Machine {
  let now = 0;
  let busyMs = 0;
  const running = new Set<Task>();
  const timers = createTimers();
  const queues: { waiting: number; queuedMs: number }[] = [];

  const pass = (ms: number): void => {
    const share = Math.min(1, cores / running.size);
    for (const task of running) task.left -= ms * share;
    busyMs += ms * Math.min(cores, running.size);
    for (const queue of queues) queue.queuedMs += ms * queue.waiting;
    now += ms;
  };

  return {
    get now() {
      return now;
    },
    get busyMs() {
      return busyMs;
    },
    station(processes, taken = 1) {
      const waiting: Task[] = [];
      const queue = { waiting: 0, queuedMs: 0 };
      queues.push(queue);
      /** Of each process, what it has taken: it computes the first. */
      const jobs = Array.from({ length: processes }, (): Task[] => []);
      const compute = (own: Task[]): void => {
        const [task] = own;
        if (!task) return;
        running.add({
          left: task.left,
          done() {
            own.shift();
            compute(own);
            next();
            task.done();
          },
        });
      };
      const next = (): void => {
        for (;;) {
          const least = jobs.reduce((best, own) => (own.length < best.length ? own : best));
          const task = least.length < taken ? waiting.shift() : undefined;
          if (!task) break;
          if (least.push(task) === 1) compute(least);
        }
        queue.waiting = jobs.reduce((sum, own) => sum + Math.max(0, own.length - 1), waiting.length);
      };
      return {
        run(cpuMs, done, isFirst = false) {
          const task = { left: cpuMs, done };
          if (isFirst) waiting.unshift(task);
          else waiting.push(task);
          next();
        },
        get queuedMs() {
          return queue.queuedMs;
        },
      };
    },
    after(ms, then) {
      timers.add(now + ms, then);
    },
    runUntil(end) {
      for (;;) {
        let least = Number.POSITIVE_INFINITY;
        for (const { left } of running) least = Math.min(least, left);
        const toTask = least / Math.min(1, cores / Math.max(1, running.size));
        const toTimer = timers.nextAt() - now;
        const step = Math.max(0, Math.min(toTask, toTimer));
        if (now + step >= end) {
          pass(end - now);
          return;
        }
        pass(step);
        if (toTimer <= toTask) timers.take()();
        for (const task of [...running]) {
          if (task.left > NOTHING_MS) continue;
          running.delete(task);
          task.done();
        }
      }
    },
  };
}

/** Callbacks by their time, those of one time in the order in which they were added. */
function createTimers(): { add(at: number, then: () => void): void; nextAt(): number; take(): () => void } {
  const heap: { at: number; order: number; then: () => void }[] = [];
  let added = 0;
  const before = (a: number, b: number): boolean => {
    const [left, right] = [heap[a]!, heap[b]!];
    return left.at < right.at || (left.at === right.at && left.order < right.order);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    add(at, then) {
      let place = heap.push({ at, order: added++, then }) - 1;
      for (let parent = (place - 1) >> 1; place > 0 && before(place, parent); parent = (place - 1) >> 1) {
        swap(place, parent);
        place = parent;
      }
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    take() {
      const first = heap[0]!;
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        for (let place = 0; ;) {
          const [left, right] = [2 * place + 1, 2 * place + 2];
          let least = place;
          if (left < heap.length && before(left, least)) least = left;
          if (right < heap.length && before(right, least)) least = right;
          if (least === place) break;
          swap(place, least);
          place = least;
        }
      }
      return first.then;
    },
  };
}
