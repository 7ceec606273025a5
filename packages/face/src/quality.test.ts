import type { Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { cutPerson, demoPicture } from './demo-faces.test-support.js';
import type { FaceEngine } from './face-engine.js';
import type { FrameAnalysis } from './frame-analysis.js';
import { landmark } from './landmarks.js';
import { createNodeEngine, decodePicture } from './node/index.js';
import type { Quality } from './quality.js';
import { captureLimits, findQualityFaults, type QualityFault } from './quality-faults.js';

let engine: FaceEngine;
let good: FrameAnalysis;
let picture: Sharp;

const analyse = async (image: Sharp): Promise<FrameAnalysis> =>
  engine.analyse(await decodePicture(await image.png().toBuffer()), { landmarks: true, quality: true });
const qualityOf = async (image: Sharp): Promise<Quality> => (await analyse(image)).quality!;
const faultsOf = async (image: Sharp): Promise<QualityFault[]> => findQualityFaults(await analyse(image));

beforeAll(async () => {
  engine = await createNodeEngine();
  picture = await cutPerson('b');
  good = await analyse(picture.clone());
});

/** The picture with a polygon of landmarks painted over. */
function painted(points: readonly number[], colour: string): Sharp {
  const corners = points.map((index) => landmark(good.landmarks!, index));
  const polygon = corners.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ');
  const svg = `<svg width="${String(good.width)}" height="${String(good.height)}"><polygon points="${polygon}" fill="${colour}"/></svg>`;
  return picture.clone().composite([{ input: Buffer.from(svg) }]);
}

describe('quality', () => {
  it('finds nothing wrong with a good picture', () => {
    expect(findQualityFaults(good)).toEqual([]);
  });

  it('is nearly the same for the same face at half the size', async () => {
    const half = await qualityOf(picture.clone().resize(260, 260));
    const whole = good.quality!;
    for (const name of [
      'headSize',
      'luminanceMean',
      'illuminationUniformity',
      'eyesVisible',
      'mouthOcclusionPrevention',
      'eyesOpen',
    ] as const) {
      expect(Math.abs(half[name] - whole[name]), name).toBeLessThan(0.05);
    }
    expect(half.interEyeDistance).toBeCloseTo(whole.interEyeDistance / 2, -0.5);
  });

  it('tells a dark, a bright and a half-lit face', async () => {
    expect(await faultsOf(picture.clone().linear(0.15, 0))).toContain('TOO_DARK');
    expect(await faultsOf(picture.clone().linear(2.2, 110))).toContain('TOO_BRIGHT');
    const shade = `<svg width="520" height="520"><rect width="250" height="520" fill="#000" fill-opacity="0.7"/></svg>`;
    expect(await faultsOf(picture.clone().composite([{ input: Buffer.from(shade) }]))).toContain('UNEVEN_LIGHT');
  });

  it('gets less sharp with every blur', async () => {
    const blurred = await Promise.all([2, 4, 8].map((sigma) => qualityOf(picture.clone().blur(sigma))));
    const rising = [...blurred.map(({ sharpness }) => sharpness).reverse(), good.quality!.sharpness];
    expect([...rising].sort((a, b) => a - b)).toEqual(rising);
    expect(await faultsOf(picture.clone().blur(8))).toContain('BLURRED');
  });

  it('notices a coloured mask over mouth and chin', async () => {
    const jaw = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 29];
    for (const colour of ['#8cb9d7', '#962832']) expect(await faultsOf(painted(jaw, colour)), colour).toContain('MOUTH_COVERED');
  });

  it('notices dark glasses', async () => {
    expect(await faultsOf(painted([0, 17, 19, 21, 22, 24, 26, 16, 15, 28, 1], '#0a0a0a'))).toContain('EYES_COVERED');
  });

  it('notices a second face of like size, but not none', async () => {
    const group = await engine.analyse(await decodePicture(await demoPicture(1)), { quality: true });
    expect(findQualityFaults(group)).toContain('MULTIPLE_FACES');
    expect(group.quality!.singleFacePresent).toBeLessThan(0.5);
    expect(good.quality!.singleFacePresent).toBe(1);
  });

  it('notices a turned head', async () => {
    expect(await faultsOf(await cutPerson('turnedLeft'))).toContain('NOT_FRONTAL');
  });

  it('says that there is no face rather than guess', async () => {
    expect(
      findQualityFaults(await engine.analyse({ width: 64, height: 48, channels: 3, data: new Uint8Array(64 * 48 * 3) }, { quality: true })),
    ).toEqual(['NO_FACE']);
  });

  it('tells too far from too close, and off the centre', () => {
    const at = (headSize: number): QualityFault[] => findQualityFaults({ ...good, quality: { ...good.quality!, headSize } });
    expect(at(captureLimits.headSize[0] - 0.01)).toEqual(['TOO_FAR']);
    expect(at(captureLimits.headSize[1] + 0.01)).toEqual(['TOO_CLOSE']);
    expect(findQualityFaults({ ...good, width: good.width * 2 })).toContain('OFF_CENTRE');
  });
});
