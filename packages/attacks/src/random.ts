import { mulberry32 } from '@face-session/face';

/** Deterministic randomness: the same seed gives the same numbers, on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Uniform whole number in [0, n). */
  below(n: number): number;
  /** Normal, mean 0, deviation 1. */
  normal(): number;
  /** An independent stream, named so that adding a use elsewhere does not shift this one. */
  fork(name: string): SeededRandom;
}

/** FNV-1a over the characters: spreads names and seeds over 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

export function seededRandom(seed: number | string): SeededRandom {
  const next = mulberry32(hash(String(seed)));
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    below: (n) => Math.floor(next() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}
