import type { HandOffProgress } from '@face-session/protocol';

/** The calls that follow a hand-off. */
export interface HandOffClient {
  handOffProgress(deviceKey: string): Promise<HandOffProgress>;
  /** Server-sent events, until the service ends them or `signal` aborts. */
  handOffEvents(deviceKey: string, signal: AbortSignal): AsyncIterable<HandOffProgress>;
}

/** Time between two polls where no events arrive, in milliseconds. */
const POLL_MS = 3000;

/** How long the page waits before it opens the next stream, in milliseconds. */
const NEXT_STREAM_MS = 1000;

/** How long the first event may take, in milliseconds. The service sends it at once, so a late one means that a proxy buffers events. */
const FIRST_EVENT_MS = 6000;

/** Waits, in milliseconds. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/**
 * Follows a hand-off until `signal` aborts: with server-sent events, and by asking where these do not arrive.
 * @param tell each time it is read; the caller aborts at the end
 */
export async function followHandOff(
  client: HandOffClient,
  deviceKey: string,
  tell: (progress: HandOffProgress) => void,
  signal: AbortSignal,
  wait: Wait = waitReally,
): Promise<void> {
  while (!signal.aborted && (await streamed(client, deviceKey, tell, signal, wait))) await wait(NEXT_STREAM_MS, signal);
  while (!signal.aborted) {
    try {
      const progress = await client.handOffProgress(deviceKey);
      if (!isAborted(signal)) tell(progress);
    } catch {
      // Offline or busy: the next one may do.
    }
    await wait(POLL_MS, signal);
  }
}

/** Follows one stream to its end. False: events do not arrive. */
async function streamed(
  client: Pick<HandOffClient, 'handOffEvents'>,
  deviceKey: string,
  tell: (progress: HandOffProgress) => void,
  signal: AbortSignal,
  wait: Wait,
): Promise<boolean> {
  const over = new AbortController();
  const arrived = new AbortController();
  const end = (): void => {
    over.abort();
  };
  signal.addEventListener('abort', end);
  let events = 0;
  void wait(FIRST_EVENT_MS, arrived.signal).then(() => {
    if (events === 0) end();
  });
  try {
    for await (const progress of client.handOffEvents(deviceKey, over.signal)) {
      events++;
      arrived.abort();
      if (isAborted(signal)) break;
      tell(progress);
    }
  } catch {
    // A stream that broke after its first event is opened again; one that never began is not.
  } finally {
    arrived.abort();
    signal.removeEventListener('abort', end);
  }
  return events > 0;
}

/** As a call, since the compiler takes what it read before an `await` to hold after it. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

function waitReally(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
