import { byId } from './by-id.js';
import { photoOfVideo } from './photo.js';

/**
 * Lets the person take a picture of the ID photo.
 *
 * @returns a JPEG, or undefined if the person went back
 * @throws DOMException of the browser if there is no camera to be had
 */
export async function takePhoto(): Promise<Blob | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } },
  });
  const dialog = byId('photo-camera', HTMLDialogElement);
  const video = byId('photo-video', HTMLVideoElement);
  const shutter = byId('photo-shutter', HTMLButtonElement);
  const cancel = byId('photo-cancel', HTMLButtonElement);
  try {
    video.srcObject = stream;
    dialog.showModal();
    await video.play();
    shutter.disabled = false;
    shutter.focus();
    return await new Promise<Blob | undefined>((resolve, reject) => {
      shutter.onclick = () => {
        photoOfVideo(video).then(resolve, reject);
      };
      cancel.onclick = () => {
        resolve(undefined);
      };
      dialog.onclose = () => {
        resolve(undefined);
      };
    });
  } finally {
    shutter.disabled = true;
    video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
    dialog.close();
  }
}
