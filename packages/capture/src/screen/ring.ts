import type { Gesture } from '@face-session/protocol';
import type { Oval } from '../guidance/oval.js';

/** What the ring of ticks around the oval shows. It follows what happens, and has no clock of its own. */
export type Ring =
  /** Nothing has happened yet. */
  | { readonly kind: 'idle' }
  /** A share of something that will be whole, 0 to 1: filled clockwise from the top. */
  | { readonly kind: 'share'; readonly share: number }
  /** Something is awaited whose share is unknown. */
  | { readonly kind: 'turning' }
  /** How far the head has followed a gesture, 0 to 1: filled on the side to which it moves. */
  | { readonly kind: 'gesture'; readonly gesture: Gesture; readonly share: number };

/** One tick for five degrees. */
export const TICKS = 72;

/** How a tick is drawn: thin and grey, marked as what is to be filled, or filled. */
type Tick = 'off' | 'mark' | 'on';

/**
 * Where each gesture fills the ring, in degrees clockwise from the top: the middle, and how far to each side. The preview is mirrored:
 * what the person calls left is on the left of the screen, in every script.
 */
const sides: Readonly<Record<Gesture, readonly [middle: number, reach: number]>> = {
  TURN_LEFT: [270, 36],
  TURN_RIGHT: [90, 36],
  TILT_LEFT: [315, 36],
  TILT_RIGHT: [45, 36],
  NOD: [180, 40],
  MOVE_CLOSER: [180, 180],
  MOVE_FURTHER: [180, 180],
};

/** How each of the ticks is drawn, from the top and clockwise. A turning ring lights none by itself: the style sheet lets them run. */
export function ticksOf(ring: Ring): readonly Tick[] {
  const all = Array.from({ length: TICKS }, (_, index) => (index * 360) / TICKS);
  switch (ring.kind) {
    case 'idle':
    case 'turning':
      return all.map(() => 'off');
    case 'share':
      return all.map((_, index) => (index < Math.round(ring.share * TICKS) ? 'on' : 'off'));
    case 'gesture': {
      const [middle, reach] = sides[ring.gesture];
      return all.map((degrees) => {
        const apart = Math.abs(((degrees - middle + 540) % 360) - 180);
        if (apart > reach) return 'off';
        return ring.share > 0 && apart <= reach * ring.share ? 'on' : 'mark';
      });
    }
  }
}

/** Where a tick begins and which way it points. */
interface TickPlace {
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise from the top, square to the oval. */
  readonly turn: number;
}

/** Where the ticks of an oval stand: `gap` pixels outside of it. */
export function tickPlaces({ cx, cy, rx, ry }: Oval, gap: number): readonly TickPlace[] {
  return Array.from({ length: TICKS }, (_, index) => {
    const angle = (index * 2 * Math.PI) / TICKS;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const turn = (Math.atan2(sine / rx, cosine / ry) * 180) / Math.PI;
    return { x: cx + (rx + gap) * sine, y: cy - (ry + gap) * cosine, turn };
  });
}
