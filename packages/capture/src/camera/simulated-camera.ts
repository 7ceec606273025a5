import type { SimulatedCamera } from '@face-session/protocol';
import { CameraError } from '../fault-errors.js';
import type { Camera } from './camera.js';

/** Size of the drawn picture, in pixels, and its pictures a second: the least that the rest of the capture works with as usual. */
const [WIDTH, HEIGHT, PER_SECOND] = [480, 640, 10];

/**
 * The camera of a session in test mode: a drawn picture, so that no camera is needed. The service does not measure it.
 * @throws CameraError as a camera that was denied, or is not there
 */
export function openSimulatedCamera(camera: SimulatedCamera = 'working'): Camera {
  if (camera === 'denied') throw new CameraError('CAMERA_DENIED', 'Test mode: the camera was not allowed.');
  if (camera === 'missing') throw new CameraError('CAMERA_MISSING', 'Test mode: there is no camera.');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d');
  let pictures = 0;
  const draw = (): void => {
    if (!context) return;
    context.fillStyle = '#808080';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    // Each picture is another one.
    context.fillStyle = '#a0a0a0';
    context.fillRect(0, (pictures++ * 16) % HEIGHT, WIDTH, 16);
  };
  draw();
  const stream = canvas.captureStream(PER_SECOND);
  const timer = setInterval(draw, 1_000 / PER_SECOND);
  return {
    stream,
    info: {},
    close() {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
