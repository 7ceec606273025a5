import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that the processes run at a time. */
const RUN_MS = 5;

/**
 * Lets processes run for one part of the time out of `factor`, all their threads alike, as on a machine so many times slower. (Chromium's own
 * throttling leaves workers as fast as they were.)
 * @returns ends it
 */
export function slowDown(processIds: readonly number[], factor: number): () => Promise<void> {
  const ending = new AbortController();
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    for (const id of processIds) process.kill(id, name);
  };
  const loop = (async () => {
    while (!ending.signal.aborted) {
      const begun = performance.now();
      signal('SIGCONT');
      await sleep(RUN_MS);
      signal('SIGSTOP');
      await sleep((performance.now() - begun) * (factor - 1));
    }
    signal('SIGCONT');
  })();
  return async () => {
    ending.abort();
    await loop;
  };
}
