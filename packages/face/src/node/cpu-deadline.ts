/** Longest that a deadline waits on a machine that gives the process no time, in multiples of the deadline: something else than work is wrong then. */
export const MOST_STRETCH = 4;

/** What a deadline reads its time from. */
interface DeadlineClocks {
  /** CPU time of the process at work so far, in milliseconds. */
  cpuMs(): number;
  /** A clock that never jumps, in milliseconds. */
  nowMs(): number;
}

/**
 * Calls `late` once the process at work has used `ms` of CPU time, or after {@link MOST_STRETCH} times `ms` on the clock: a machine that is short of time makes
 * nobody's picture late. Returns what ends the deadline.
 */
export function startDeadline(ms: number, late: () => void, clocks: DeadlineClocks): () => void {
  const [startedAt, usedBefore] = [clocks.nowMs(), clocks.cpuMs()];
  let timer: NodeJS.Timeout;
  const look = (): void => {
    const used = clocks.cpuMs() - usedBefore;
    const waited = clocks.nowMs() - startedAt;
    if (used >= ms || waited >= MOST_STRETCH * ms) late();
    else timer = setTimeout(look, Math.max(1, ms - used));
  };
  timer = setTimeout(look, ms);
  return () => {
    clearTimeout(timer);
  };
}
