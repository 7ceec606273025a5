/**
 * Planes of numbers, used again: a burst needs some ten megabytes of them, and new ones cost a measurement more time, in the collection of garbage and in fresh
 * memory, than its arithmetic does. What was given back last is kept, which is as much as one measurement needs.
 */
export class Planes {
  readonly #taken: Float32Array[] = [];
  #free: Float32Array[] = [];

  /** A plane of `length` numbers, whatever they are; it is the caller's until the `within` that it was taken in ends. */
  take(length: number): Float32Array {
    const index = this.#free.findIndex((plane) => plane.length === length);
    const plane = index < 0 ? new Float32Array(length) : (this.#free.splice(index, 1)[0] as Float32Array);
    this.#taken.push(plane);
    return plane;
  }

  /** Runs work, and takes back the planes that it took. */
  within<Value>(work: () => Value): Value {
    const before = this.#taken.length;
    try {
      return work();
    } finally {
      this.#free.push(...this.#taken.splice(before));
      // Planes of another size of picture are not wanted again soon.
      if (before === 0) this.#free = this.#free.slice(-MOST_KEPT);
    }
  }
}

/** Planes of one measurement, with room to spare: corners take seven, each pyramid at most five. */
const MOST_KEPT = 48;

/** The planes of this thread. Measurements are synchronous, so none takes those of another. */
export const planes = new Planes();
