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

/** The most of the view that the oval may take, in width and height, so that hints and buttons have their place. */
const OVAL_OF_VIEW = { width: 0.82, height: 0.6 };

/** Where the oval's middle is, in shares of the view's height: hints stand below it. */
const OVAL_MIDDLE = 0.44;

/** How large a video is shown that covers the view. */
export function coveringScale(view: Size, video: Size): number {
  return Math.max(view.width / video.width, view.height / video.height);
}

/** The oval that a face is to fill, for a view that a video covers. */
export function ovalFor(view: Size, video: Size): Oval {
  const shownHeight = video.height * coveringScale(view, video);
  const ry = Math.min(shownHeight * OVAL_OF_VIDEO, view.height * OVAL_OF_VIEW.height, view.width * OVAL_OF_VIEW.width * HEAD_ASPECT) / 2;
  return { cx: view.width / 2, cy: view.height * OVAL_MIDDLE, rx: ry / HEAD_ASPECT, ry };
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
