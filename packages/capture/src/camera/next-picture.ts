/** How long {@link nextPictureOrPause} waits for a picture, in milliseconds. */
export const PICTURE_PAUSE_MS = 100;

/** Resolves after some milliseconds. */
export const pause = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the browser tells when a video shows a new picture: Chrome 83, Safari 15.4, Firefox 132. */
export const tellsPictures = (video: HTMLVideoElement): boolean => 'requestVideoFrameCallback' in video;

/** Waits for the next picture of the video, or a short while if it has none. @returns whether it came; false where the browser does not tell */
export function nextPictureOrPause(video: HTMLVideoElement, ms = PICTURE_PAUSE_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (isNew: boolean): void => {
      clearTimeout(timer);
      if (tellsPictures(video)) video.cancelVideoFrameCallback(request);
      resolve(isNew);
    };
    const timer = setTimeout(done, ms, false);
    const request = tellsPictures(video)
      ? video.requestVideoFrameCallback(() => {
          done(true);
        })
      : 0;
  });
}
