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

/** How large a video is shown that covers the view. */
function coveringScale(view: Size, video: Size): number {
  return Math.max(view.width / video.width, view.height / video.height);
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
