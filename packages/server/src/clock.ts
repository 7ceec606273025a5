/** Milliseconds since 1970, UTC. The only source of time in the service, handed in so that every rule of time can be tested. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** Milliseconds since any moment, never set back or forward: for ages and waits, which must not follow a clock that is corrected. */
export type MonotonicClock = () => number;

export const systemMonotonicClock: MonotonicClock = () => performance.now();

/** Whole seconds since 1970, as JWT claims have them. */
export function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
