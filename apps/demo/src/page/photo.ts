/** Photos above this size are shrunk before they are sent, in bytes: the service takes 5 MB. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Longest side of a photo that is made smaller, in pixels: plenty for the face on an ID card. */
const MAX_SIDE = 2400;

const JPEG_QUALITY = 0.92;

/**
 * Returns a photo that the service accepts: as it is if it is a JPEG or PNG of at most 4 MiB, else redrawn as a JPEG.
 *
 * @throws Error if the browser cannot read it as a picture
 */
export async function preparePhoto(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const fits = (file.type === 'image/jpeg' || file.type === 'image/png') && file.size <= MAX_BYTES;
  if (fits) {
    bitmap.close();
    return file;
  }
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  return drawJpeg(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
}

/** The current picture of a camera as a JPEG. */
export async function photoOfVideo(video: HTMLVideoElement): Promise<Blob> {
  return drawJpeg(video, video.videoWidth, video.videoHeight);
}

async function drawJpeg(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.drawImage(source, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The picture could not be encoded'));
      },
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}
