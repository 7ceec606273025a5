import type { Shown } from '../guidance/hint-for.js';
import type { Oval, Size } from '../guidance/oval.js';

/** How a screen is laid out. */
interface Layout {
  /** `tall`: words below the face; `wide`: words beside it. */
  readonly flow: 'tall' | 'wide';
  /** Whether there is so much room that the screen is a card upon the page's ground. */
  readonly card: boolean;
  /** Whether there is so little room, for the size of the text, that large drawings and phases make way for words and buttons. */
  readonly tight: boolean;
  /** Whether there is not even room for a small drawing above the words. */
  readonly low: boolean;
}

/** The least view that holds a card, in pixels. */
const CARD = { width: 700, height: 600 };

/** The widest view in which a card keeps the words below the face, in pixels. */
const WIDEST_TALL = 920;

/** Lines of text, in heights of one, below which a view is tight. */
const TIGHT = { tall: 37, wide: 20, narrow: 18 };

/** The same, below which it is low: a phone of 568 pixels has 35.5. */
const LOW = 33;

/**
 * The layout of a view.
 * @param view in CSS pixels
 * @param rem the size of the person's text, in CSS pixels
 */
export function layoutOf({ width, height }: Size, rem: number): Layout {
  const card = width >= CARD.width && height >= CARD.height;
  const flow = card ? (width > WIDEST_TALL && width > height ? 'wide' : 'tall') : width > height * 1.15 ? 'wide' : 'tall';
  const tight = height / rem < TIGHT[flow] || width / rem < TIGHT.narrow;
  return { flow, card: card && !tight, tight, low: height / rem < LOW };
}

/** Lays a dialog out for its room and the size of the person's text: the style sheet reads it from the attributes. */
export function applyLayout(dialog: HTMLElement): void {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const { flow, card, tight, low } = layoutOf({ width: dialog.clientWidth, height: dialog.clientHeight }, rem);
  dialog.dataset['flow'] = flow;
  dialog.toggleAttribute('data-card', card);
  dialog.toggleAttribute('data-tight', tight);
  dialog.toggleAttribute('data-low', low);
}

/** Height of an oval over its width: a head with hair and chin. */
const ASPECT = 1.326;

/** Share of a view's width that the oval takes at most. */
const OVAL_OF_WIDTH = 0.69;

/** The largest oval, in pixels of its height: on a larger screen the person would sit too far from it to fill more. */
const LARGEST = 440;

/** The smallest, in pixels: below it nobody recognises a face. */
const SMALLEST = 96;

/** Pixels around the oval that the ring takes: a gap, and a tick at its longest. */
export const RING = { gap: 12, length: 15 } as const;

/** The oval in the room that is left for it. */
export function ovalIn(room: Size): Oval {
  const around = 2 * (RING.gap + RING.length + 2);
  // A little air where the view's edge is near: a phone on its side.
  const height = Math.min(LARGEST, room.height * 0.97 - around, Math.min(room.width * OVAL_OF_WIDTH, room.width - around) * ASPECT);
  const ry = Math.max(SMALLEST, height) / 2;
  return { cx: room.width / 2, cy: room.height / 2, rx: ry / ASPECT, ry };
}

/** Share of the shown video's height that the oval takes: a head of this size has eyes and chin a quarter of the picture apart. */
const OVAL_OF_VIDEO = 0.58;

/** How a video is shown behind an oval, so that a head of the right size fills it: its size, and the oval in pixels of it. */
export function shownBehind({ rx, ry }: Oval, video: Size): Shown {
  // A very narrow camera must still fill the oval from side to side.
  const scale = Math.max((2 * ry) / (video.height * OVAL_OF_VIDEO), (2 * rx) / video.width);
  const view = { width: video.width * scale, height: video.height * scale };
  return { view, video, oval: { cx: view.width / 2, cy: view.height / 2, rx, ry } };
}

/** The height that the face and its ring would like to have below a header of a width, in pixels. */
export function stageHeight(width: number): number {
  const around = 2 * (RING.gap + RING.length + 2);
  return Math.min(LARGEST, Math.min(width * OVAL_OF_WIDTH, width - around) * ASPECT) + around;
}
