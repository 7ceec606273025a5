/*
 * What newer browsers have built in: AbortSignal.any (Chrome 116, Safari 17.4), AbortSignal.timeout (Chrome 103, Safari 16),
 * AbortSignal.prototype.throwIfAborted (Chrome 100, Safari 15.4).
 */

/** The reason of a signal that a time limit aborted. */
export const TIMED_OUT = 'timeout';

/**
 * A signal that is aborted with another one, or with {@link TIMED_OUT} after some milliseconds.
 * @returns `done` releases the timer and the listener
 */
export function withTimeout(ms: number, signal?: AbortSignal): { readonly signal: AbortSignal; done(): void } {
  const limited = new AbortController();
  const follow = (): void => {
    limited.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    limited.abort(TIMED_OUT);
  }, ms);
  if (signal?.aborted) follow();
  else signal?.addEventListener('abort', follow, { once: true });
  return {
    signal: limited.signal,
    done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}

/** @throws the reason of a signal that is aborted */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw (signal.reason as Error | undefined) ?? new DOMException('Aborted', 'AbortError');
}
