import type { CDPSession, Page } from 'playwright-core';
import { begin, cancel, type Scope } from './capture-page.js';

/** Sessions before the first count, so that what is made once and kept is not counted. */
const WARM_UP = 5;

/** Sessions after each of which nothing more may be there: in each of two halves. */
const HALF = 25;

/** What is counted of a page. */
interface Counts {
  readonly nodes: number;
  readonly listeners: number;
  readonly tracks: number;
  readonly workers: number;
  readonly elements: number;
  readonly heapKb: number;
}

/** What a page has more of, after some sessions. */
interface Leaks {
  readonly sessions: number;
  /** Kinds that grew in both halves. What is released late, as on a busy machine, does not grow twice. */
  readonly kinds: readonly string[];
  /** How much more there was after each half. */
  readonly grown: readonly [first: Counts, second: Counts];
}

/** What has grown over many sessions, each with its camera and its worker, left while the face is placed. */
export async function findLeaks(page: Page, session: () => Promise<object>): Promise<Leaks> {
  const options = await session();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  // So many openings in a row are more than the service allows a client: here they are answered in its place.
  await page.route('**/api/v1/attempts', (route) =>
    route.fulfill({
      status: 201,
      headers: { 'access-control-allow-origin': '*' },
      json: {
        attemptId: '00000000-0000-4000-8000-000000000000',
        attemptNumber: 1,
        remainingAttempts: 3,
        sessionExpiresInMs: 600_000,
        burst: { count: 5, intervalMs: 150, maxBytes: 262_144 },
      },
    }),
  );
  await runSessions(page, options, WARM_UP);
  const counts = [await count(page, cdp)];
  for (let half = 0; half < 2; half++) {
    await runSessions(page, options, HALF);
    counts.push(await count(page, cdp));
  }
  const [before, middle, after] = counts as [Counts, Counts, Counts];
  const grown = [difference(middle, before), difference(after, middle)] as const;
  return { sessions: 2 * HALF, kinds: leakingKinds(grown), grown };
}

/** The kinds that grew in both halves; the heap, which garbage collection lets rise and fall, is only stated. */
export function leakingKinds([first, second]: readonly [Counts, Counts]): string[] {
  return (Object.keys(first) as (keyof Counts)[]).filter((kind) => kind !== 'heapKb' && first[kind] > 0 && second[kind] > 0);
}

function difference(after: Counts, before: Counts): Counts {
  return Object.fromEntries(
    Object.entries(after).map(([kind, number]) => [kind, number - before[kind as keyof Counts]]),
  ) as unknown as Counts;
}

async function runSessions(page: Page, options: object, sessions: number): Promise<void> {
  for (let session = 0; session < sessions; session++) {
    await begin(page, options);
    // Waited for inside the page: a handle of the driver's would keep the element alive, and count as left behind.
    await page.evaluate(async () => {
      const phase = (): string => document.querySelector('face-session-capture')?.getAttribute('phase') ?? '';
      while (!['framing', 'hold', 'shot', 'upload'].includes(phase())) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await cancel(page);
  }
}

async function count(page: Page, cdp: CDPSession): Promise<Counts> {
  for (let pass = 0; pass < 3; pass++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? 0;
  const page_ = await page.evaluate(() => {
    const { tracks, liveWorkers } = window as unknown as Scope;
    return {
      tracks: tracks.filter((track) => track.readyState === 'live').length,
      workers: liveWorkers,
      elements: document.querySelectorAll('*').length,
    };
  });
  return {
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    ...page_,
    heapKb: Math.round(metric('JSHeapUsedSize') / 1024),
  };
}
