import type { Box } from '@face-session/face';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An upright ellipse, in pixels of the view. */
export interface Oval {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

/** Height of a head over its width, hair and chin included. */
const HEAD_ASPECT = 1.32;

/** Share of the shown video's height that the oval takes: a head of this size has eyes and chin a quarter of the picture apart. */
const OVAL_OF_VIDEO = 0.58;

/** The most of the view's width that the oval may take. */
const OVAL_OF_WIDTH = 0.82;

/** Where the oval's middle is, in shares of the view's height, if words and buttons leave the room. */
const OVAL_MIDDLE = 0.44;

/** The least height of the oval, in shares of the view's: below it a face could not be recognised in it. */
const LEAST_OF_HEIGHT = 0.34;

/** What words and buttons take of the view, in pixels. */
interface Reserved {
  readonly top: number;
  readonly bottom: number;
}

/** How large a video is shown that covers the view. */
function coveringScale(view: Size, video: Size): number {
  return Math.max(view.width / video.width, view.height / video.height);
}

/** The oval that a face is to fill, for a view that a video covers: as large as the video wants it and the words let it. */
export function ovalFor(view: Size, video: Size, reserved: Reserved): Oval {
  const wanted = video.height * coveringScale(view, video) * OVAL_OF_VIDEO;
  const free = Math.max(view.height - reserved.top - reserved.bottom, view.height * LEAST_OF_HEIGHT);
  const ry = Math.min(wanted, free, view.width * OVAL_OF_WIDTH * HEAD_ASPECT) / 2;
  const highest = reserved.top + ry;
  const lowest = Math.max(highest, view.height - reserved.bottom - ry);
  return { cx: view.width / 2, cy: Math.min(lowest, Math.max(highest, view.height * OVAL_MIDDLE)), rx: ry / HEAD_ASPECT, ry };
}

/** A box in shares of the video, as it is shown in a view that the video covers, in pixels of the view. Not mirrored. */
export function shownBox(box: Box, view: Size, video: Size): Box {
  const scale = coveringScale(view, video);
  const left = (view.width - video.width * scale) / 2;
  const top = (view.height - video.height * scale) / 2;
  return {
    x: left + box.x * video.width * scale,
    y: top + box.y * video.height * scale,
    width: box.width * video.width * scale,
    height: box.height * video.height * scale,
  };
}
