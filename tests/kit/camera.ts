import { mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, VirtualSubject, webcam, webcamView, type FaceStill, type Picture } from '@face-session/attacks';
import sharp from 'sharp';
import { PICTURES_PER_SECOND, type Camera } from './browser.js';

/** Between the eyes, pixels: a face that fits the oval of a portrait screen over a 640 x 480 camera with room to move. */
export const EYE_DISTANCE = 68;

/** Seconds of movement that a camera shows forwards and backwards. */
const MOVEMENT_S = 3;

/** A picture as a video has it: brightness, then two planes of colour of half the width and height. */
interface VideoPicture {
  readonly width: number;
  readonly height: number;
  readonly planes: Uint8Array;
}

/** A camera that shows these pictures, all of one size and even in width and height, in a loop of {@link PICTURES_PER_SECOND}. */
export async function cameraOfFrames(frames: readonly Uint8Array[]): Promise<Camera> {
  const decode = async (frame: Uint8Array): Promise<VideoPicture> => {
    const { data, info } = await sharp(frame).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return videoPicture({ data, width: info.width, height: info.height });
  };
  return cameraShowing(frames.length, (index) => decode(frames[index]!));
}

/**
 * A camera before the person. Every frame has noise of its own, as in a real camera: the service knows a frame that it has been sent before.
 * @param seconds until the frames are repeated; longer than the test looks into the camera
 */
export async function cameraBefore(still: FaceStill, seconds: number): Promise<Camera> {
  const loop = scenesOf(still);
  const addNoise = createNoise(`camera ${String(cameras++)}`);
  return cameraShowing(Math.ceil(seconds * PICTURES_PER_SECOND), (index) => addNoise(loop[index % loop.length]!));
}

/** How many cameras there have been: no two have the same noise. */
let cameras = 0;

const scenes = new Map<FaceStill, VideoPicture[]>();

/** The person, alive and looking into the camera: the movements of some seconds, then the same backwards, so that a loop never jumps. */
function scenesOf(still: FaceStill): VideoPicture[] {
  const known = scenes.get(still);
  if (known) return known;
  const subject = new VirtualSubject(still, seededRandom('subject'), { ...webcamView, eyeDistance: EYE_DISTANCE });
  const forward = Array.from({ length: MOVEMENT_S * PICTURES_PER_SECOND }, (_, index) =>
    videoPicture(subject.scene((index * 1000) / PICTURES_PER_SECOND)),
  );
  const loop = [...forward, ...forward.slice(1, -1).reverse()];
  scenes.set(still, loop);
  return loop;
}

/** The noise and flicker of the simulated webcam, in brightness: no scene gives the same picture twice. */
function createNoise(seed: string): (scene: VideoPicture) => VideoPicture {
  const random = seededRandom(seed);
  const grain = Int8Array.from({ length: 1 << 18 }, () => Math.round(random.normal() * webcam.noise * 8));
  return ({ width, height, planes }) => {
    const exposure = 1 + webcam.flicker * random.between(-1, 1);
    const noisy = new Uint8ClampedArray(planes);
    // A new stretch of the grain for each row, or its repetition would show as a pattern.
    for (let row = 0; row < height; row++) {
      let at = random.below(grain.length - width);
      for (let i = row * width; i < (row + 1) * width; i++) noisy[i] = planes[i]! * exposure + grain[at++]! / 8;
    }
    return { width, height, planes: new Uint8Array(noisy.buffer) };
  };
}

/** A camera that shows a file of these pictures in a loop. */
async function cameraShowing(count: number, picture: (index: number) => VideoPicture | Promise<VideoPicture>): Promise<Camera> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-camera-'));
  const file = await open(join(folder, 'camera.y4m'), 'w');
  try {
    for (let index = 0; index < count; index++) {
      const { width, height, planes } = await picture(index);
      const head = `YUV4MPEG2 W${String(width)} H${String(height)} F${String(PICTURES_PER_SECOND)}:1 Ip A1:1 C420jpeg\n`;
      await file.write(`${index === 0 ? head : ''}FRAME\n`);
      await file.write(planes);
    }
  } finally {
    await file.close();
  }
  return { kind: 'file', folder, file: join(folder, 'camera.y4m') };
}

/** RGB as Chromium reads a video file: BT.601, of which 16 is black and 235 is white. */
function videoPicture({
  data: rgb,
  width,
  height,
}: Pick<Picture, 'width' | 'height'> & { readonly data: ArrayLike<number> }): VideoPicture {
  const luma = width * height;
  const planes = new Uint8Array(luma + luma / 2);
  for (let pixel = 0; pixel < luma; pixel++) {
    const [red, green, blue] = [rgb[3 * pixel]!, rgb[3 * pixel + 1]!, rgb[3 * pixel + 2]!];
    planes[pixel] = (16_829 * red + 33_039 * green + 6_416 * blue + 1_081_344) >> 16;
  }
  let at = luma;
  const quarter = luma / 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, at++) {
      const pixel = 3 * (y * width + x);
      const below = pixel + 3 * width;
      const red = rgb[pixel]! + rgb[pixel + 3]! + rgb[below]! + rgb[below + 3]!;
      const green = rgb[pixel + 1]! + rgb[pixel + 4]! + rgb[below + 1]! + rgb[below + 4]!;
      const blue = rgb[pixel + 2]! + rgb[pixel + 5]! + rgb[below + 2]! + rgb[below + 5]!;
      planes[at] = (-9_714 * red - 19_070 * green + 28_784 * blue + 33_685_504) >> 18;
      planes[at + quarter] = (28_784 * red - 24_103 * green - 4_681 * blue + 33_685_504) >> 18;
    }
  }
  return { width, height, planes };
}
