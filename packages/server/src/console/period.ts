import { z } from 'zod';
import type { TotalSpan } from '../store/summary-store.js';
import { HOUR_MS } from './contributions.js';

/** The lengths of time that a view can show, in days. */
const periodDays = ['1', '7', '30', '90'] as const;

/** A client and a length of time, as views are asked for. */
export const periodQuery = z.object({ client: z.string().max(100).optional(), days: z.enum(periodDays).default('1') });

/** A time that a view shows, and the one that it is compared with. */
interface ViewPeriod {
  readonly span: TotalSpan;
  /** Length of a step of the plot, in milliseconds. */
  readonly stepMs: number;
  readonly from: number;
  readonly to: number;
  /** How much earlier the time is that it is compared with: a week at least, so that weekdays are compared with their like. */
  readonly shiftMs: number;
}

/** The last hours or days up to now, whole: the step that is under way is the last one. */
export function periodOf(days: (typeof periodDays)[number], now: number): ViewPeriod {
  const span = days === '1' ? 'hour' : 'day';
  const stepMs = span === 'hour' ? HOUR_MS : 24 * HOUR_MS;
  const to = (Math.floor(now / stepMs) + 1) * stepMs;
  const length = Number(days) * 24 * HOUR_MS;
  return { span, stepMs, from: to - length, to, shiftMs: Math.max(length, 7 * 24 * HOUR_MS) };
}
