import { evidence, requireThat, type Evidence } from './evidence.js';
import { median } from './median.js';
import type { OneFaceFrame } from './timed-frame.js';

/**
 * Whether the person's eyes are open: the median over the frames, so that a blink does not count, of the more open eye, so that one covered or badly lit eye does
 * not count either. Fails if a frame was not measured.
 */
export function judgeEyesOpen(frames: readonly OneFaceFrame[], minEyeOpenness: number): Evidence {
  const openness = frames.map(({ analysis: { eyes } }) => (eyes === undefined ? NaN : Math.max(eyes.left, eyes.right)));
  if (openness.length === 0 || openness.some(Number.isNaN)) return evidence('fail');
  const typical = median(openness);
  return requireThat(typical >= minEyeOpenness, typical, minEyeOpenness);
}
