import type { Hint } from './hint.js';

/** Milliseconds that a new hint must hold before it is shown: a flicker of the measurement is not told. */
const PERSIST_MS = 220;

/** Milliseconds that a hint stays at least, so that it can be read. */
const READ_MS = 700;

/** Milliseconds that the face must be well placed before it counts. */
const PLACED_MS = 120;

/** Turns a hint per picture into hints that a person can follow. */
interface Steady {
  /**
   * @param raw the hint for the picture, undefined if the face is well placed
   * @param now milliseconds of any steady clock
   * @returns what to show: a hint or `placed`
   */
  push(raw: Hint | undefined, now: number): Hint | 'placed';
}

export function createSteady(): Steady {
  let shown: Hint | 'placed' = 'detecting';
  let shownSince = -Infinity;
  let candidate: Hint | 'placed' = 'detecting';
  let candidateSince = 0;
  return {
    push(raw, now) {
      const value = raw ?? 'placed';
      if (value !== candidate) {
        candidate = value;
        candidateSince = now;
      }
      if (value === shown) return shown;
      const held = now - candidateSince >= (value === 'placed' ? PLACED_MS : PERSIST_MS);
      // Being well placed is never held back; nor is a hint after it, since a picture may be taken at any moment.
      const read = value === 'placed' || shown === 'placed' || shown === 'detecting' || now - shownSince >= READ_MS;
      if (held && read) {
        shown = value;
        shownSince = now;
      }
      return shown;
    },
  };
}
