/** Resident memory at a time since the beginning of a load. */
export interface MemorySample {
  readonly atSeconds: number;
  readonly memoryMb: number;
}

export interface MemoryTrend {
  /** The fitted line at its beginning and its end. */
  readonly fromMb: number;
  readonly toMb: number;
  readonly mbPerMinute: number;
  readonly risePercent: number;
  readonly flat: boolean;
}

/** The part of the time that is left out at the beginning: buffers, page cache of the store and compiled code fill up once. */
const SETTLING_PART = 0.2;

/**
 * Most that the fitted line may rise over the rest of the time, in percent, to be called flat. Of some 600 MB in the eight minutes after
 * settling, with some 3,000 attempts: a leak of 10 kB an attempt, a tenth of one frame, is seen.
 */
const FLAT_PERCENT = 5;

/** Least squares over the samples after settling. */
export function memoryTrend(samples: readonly MemorySample[]): MemoryTrend {
  const settled = (samples.at(-1)?.atSeconds ?? 0) * SETTLING_PART;
  const used = samples.filter(({ atSeconds }) => atSeconds >= settled);
  const mean = (of: (sample: MemorySample) => number): number => used.reduce((sum, sample) => sum + of(sample), 0) / used.length;
  const time = mean(({ atSeconds }) => atSeconds);
  const memory = mean(({ memoryMb }) => memoryMb);
  const spread = mean(({ atSeconds }) => (atSeconds - time) ** 2);
  const slope = spread === 0 ? 0 : mean(({ atSeconds, memoryMb }) => (atSeconds - time) * (memoryMb - memory)) / spread;
  const at = ({ atSeconds }: MemorySample): number => memory + slope * (atSeconds - time);
  const fromMb = at(used[0] as MemorySample);
  const toMb = at(used.at(-1) as MemorySample);
  const risePercent = (100 * (toMb - fromMb)) / fromMb;
  return { fromMb, toMb, mbPerMinute: slope * 60, risePercent, flat: risePercent <= FLAT_PERCENT };
}
