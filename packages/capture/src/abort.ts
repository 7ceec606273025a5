/*
 * What newer browsers have built in: AbortSignal.any (Chrome 116, Safari 17.4), AbortSignal.timeout (Chrome 103, Safari 16),
 * AbortSignal.prototype.throwIfAborted (Chrome 100) and reason (Chrome 98).
 */

const timedOut = new WeakSet<AbortSignal>();

/** Whether a signal of {@link withTimeout} was aborted by its time limit. */
export const isTimedOut = (signal: AbortSignal): boolean => timedOut.has(signal);

/**
 * A signal that is aborted with another one, or after some milliseconds: see {@link isTimedOut}.
 * @returns `done` releases the timer and the listener
 */
export function withTimeout(ms: number, signal?: AbortSignal): { readonly signal: AbortSignal; done(): void } {
  const limited = new AbortController();
  const follow = (): void => {
    limited.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    timedOut.add(limited.signal);
    limited.abort();
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

/** Why a signal was aborted. */
export const reasonOf = (signal: AbortSignal): Error => (signal.reason as Error | undefined) ?? new DOMException('Aborted', 'AbortError');

/** @throws the reason of a signal that is aborted */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}
