import { describe, expect, it } from 'vitest';
import type { HandOffProgress } from '@face-session/protocol';
import { followHandOff, type HandOffClient, type Wait } from './follow-hand-off.js';
import { readEvents } from './read-events.js';

const progress = (failedAttempts: number): HandOffProgress => ({ status: 'started', handOff: 'opened', failedAttempts });
const at =
  (ms: number, waits: number[]): Wait =>
  (milliseconds) => {
    waits.push(milliseconds);
    return milliseconds === ms ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
  };

/** Follows until so many answers were told. */
async function told(client: Partial<HandOffClient>, count: number, wait: Wait): Promise<number[]> {
  const answers: number[] = [];
  const over = new AbortController();
  const none = { handOffProgress: () => Promise.reject(new Error('busy')), handOffEvents: () => eventless(Promise.resolve()) };
  const tell = ({ failedAttempts }: HandOffProgress): void => {
    answers.push(failedAttempts);
    if (answers.length >= count) over.abort();
  };
  await followHandOff({ ...none, ...client }, 'key', tell, over.signal, wait);
  return answers;
}

/** A stream that ends, or breaks, before its first event. */
const eventless = (ended: Promise<unknown>): AsyncIterable<HandOffProgress> => ({
  [Symbol.asyncIterator]: () => ({
    async next() {
      await ended;
      return { done: true, value: undefined };
    },
  }),
});

describe('a hand-off is followed', () => {
  it('by events, over one stream after another', async () => {
    let streams = 0;
    const handOffEvents = async function* (): AsyncGenerator<HandOffProgress, void> {
      await Promise.resolve();
      streams++;
      yield progress(streams);
    };
    expect(await told({ handOffEvents }, 3, at(0, []))).toEqual([1, 2, 3]);
  });

  it('by asking where no event arrives, and goes on after a call that failed', async () => {
    let calls = 0;
    const waits: number[] = [];
    // A proxy that holds events back.
    const handOffEvents = (_key: string, signal: AbortSignal): AsyncIterable<HandOffProgress> =>
      eventless(
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
      );
    const handOffProgress = (): Promise<HandOffProgress> => {
      calls++;
      return calls === 2 ? Promise.reject(new Error('offline')) : Promise.resolve(progress(calls));
    };
    expect(await told({ handOffEvents, handOffProgress }, 2, at(6000, waits))).toEqual([1, 3]);
    expect(waits.filter((wait) => wait === 3000).length).toBeGreaterThanOrEqual(2);
  });

  it('by asking where the service refuses a stream', async () => {
    const handOffProgress = (): Promise<HandOffProgress> => Promise.resolve(progress(7));
    expect(await told({ handOffProgress }, 1, at(3000, []))).toEqual([7]);
  });
});

it('reads events however the stream is cut, and skips comments', async () => {
  const text = ': still here\n\ndata: {"a":"é"}\n\ndata: 2\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 7, bytes.length]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
        controller.close();
      },
    });
    const read: string[] = [];
    for await (const data of readEvents(body)) read.push(data);
    expect(read).toEqual(['{"a":"é"}', '2']);
  }
});
