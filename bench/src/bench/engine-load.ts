import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFacePool } from '@face-session/face/node';

/** What is measured of the picture under load. */
export const loadParts = { template: true, spoofScore: true } as const;

/** How long everything is kept fully busy for each figure, and before it, in milliseconds. */
const LOAD_MS = 4_000;
const WARM_UP_MS = 1_000;

/** Pictures a second of a pool that is kept fully busy, with this thread's event loop watched meanwhile. */
export async function loadPool(
  picture: Buffer,
  workers: number,
): Promise<{ readonly perSecond: number; readonly eventLoopP99Ms: number; readonly memoryMb: number }> {
  const pool = await createFacePool({ workers });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let done = 0;
  let stop = false;
  const client = async (): Promise<void> => {
    while (!stop) {
      await pool.analyse(picture, loadParts);
      done++;
    }
  };
  // One picture waits for each that is worked on: workers never idle.
  const clients = Array.from({ length: 2 * workers }, client);
  await sleep(WARM_UP_MS);
  delay.enable();
  const perSecond = await rateOf(() => Promise.resolve(done));
  delay.disable();
  const memoryMb = (process.memoryUsage().rss + pool.memoryBytes) / 2 ** 20;
  stop = true;
  await Promise.all(clients);
  await pool.close();
  return { perSecond, eventLoopP99Ms: delay.percentile(99) / 1e6, memoryMb };
}

/** Pictures a second of engines in so many processes that have nothing to do with each other: what a pool of as many workers could do at best. */
export async function loadProcesses(picture: Buffer, count: number): Promise<number> {
  const children = Array.from({ length: count }, () =>
    fork(new URL('./engine-process.js', import.meta.url), { serialization: 'advanced' }),
  );
  const answers = (): Promise<unknown[]> => Promise.all(children.map(async (child) => ((await once(child, 'message')) as unknown[])[0]));
  try {
    await answers();
    for (const child of children) child.send(picture);
    await sleep(WARM_UP_MS);
    return await rateOf(async () => {
      const counts = answers();
      for (const child of children) child.send('count');
      return ((await counts) as number[]).reduce((sum, each) => sum + each, 0);
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

/** How much is done a second, from two counts. */
async function rateOf(count: () => Promise<number>): Promise<number> {
  const [before, begun] = [await count(), performance.now()];
  await sleep(LOAD_MS);
  return (1000 * ((await count()) - before)) / (performance.now() - begun);
}
