import type { Phase } from './state.js';

/** In milliseconds. Each is long enough for a slow phone and a slow reader, and short enough to avoid a useless wait. */
export const limits = {
  /** As long as a session lives. */
  introduction: 600_000,
  /** As long as a session lives: a person who searches the settings must still find the question. */
  permission: 600_000,
  /** As long as a session lives: the way through the settings of a phone is long. */
  blocked: 600_000,
  /** Slow Android phones need up to 5 s to open a camera. */
  camera: 15_000,
  /** First download of 1.9 MB over a slow mobile network; afterwards the person gets a shutter instead of guidance. */
  preparing: 30_000,
  /** Fitting the face, until the attempt is offered again. */
  framing: 60_000,
  /** How long the face stays well placed before the first frame is taken. */
  hold: 250,
  /** Half a megabyte over a slow mobile network, and a service under load. */
  upload: 30_000,
  /** Reading the notice of a challenge of light, its colours, and an upload, all over the screen of an upload: the service's own time for it is shorter. */
  light: 90_000,
  /** Long enough to read one sentence and to breathe: three attempts in a hurry fail for the same reason. */
  settling: 2_500,
  /** Reading why, finding a better place, coming back. */
  retry: 180_000,
  /** As long as a session lives. */
  paused: 600_000,
  /** Long enough to be seen. */
  passed: 900,
  closing: 5_000,
  /** Reading why the session is over. */
  failed: 20_000,
} as const;

/**
 * The limit of a phase. Phases of one `key` share one clock, so that a face that comes and goes does not wait for ever.
 * Undefined where nothing is waited for, and while the person cannot see the page: their time begins again when they return (WCAG 2.2.1).
 */
export function limitOf(phase: Phase, hidden = false): { readonly key: string; readonly ms: number } | undefined {
  const { name } = phase;
  if (name === 'ended') return undefined;
  if (hidden && ['introduction', 'permission', 'blocked', 'retry', 'failed'].includes(name)) return undefined;
  if (name === 'shot') return { key: 'framing', ms: limits.framing };
  if (name === 'retry' && phase.settling) return { key: 'settling', ms: limits.settling };
  if (name === 'gesture') return { key: name, ms: phase.expiresInMs };
  if (name === 'gestureUpload') return { key: name, ms: limits.upload };
  return { key: name, ms: limits[name] };
}
