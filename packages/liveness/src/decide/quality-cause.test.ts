import type { FrameAnalysis, Quality } from '@face-session/face';
import type { QualityCause } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { qualityCauseOf } from './quality-cause.js';

const good: Quality = {
  singleFacePresent: 1,
  headSize: 0.3,
  luminanceMean: 0.5,
  underExposurePrevention: 1,
  overExposurePrevention: 1,
  illuminationUniformity: 1,
  eyesVisible: 1,
  mouthOcclusionPrevention: 1,
  eyesOpen: 1,
  sharpness: 1,
} as Quality;

function frame(quality: Partial<Quality> = {}, yaw = 0): FrameAnalysis {
  return {
    width: 640,
    height: 480,
    faces: [{ box: { x: 220, y: 140, width: 200, height: 200 }, score: 0.99 }],
    pose: { yaw, pitch: 0, roll: 0 },
    quality: { ...good, ...quality },
  };
}

const dark = { luminanceMean: 0.05 };
const noFace: FrameAnalysis = { width: 640, height: 480, faces: [] };

describe('the quality cause of a burst', () => {
  it.each<[string, FrameAnalysis[], QualityCause | undefined]>([
    ['good pictures', [frame(), frame(), frame()], undefined],
    ['most are dark', [frame(dark), frame(dark), frame()], 'TOO_DARK'],
    ['half are dark', [frame(dark), frame()], undefined],
    ['bright', [frame({ luminanceMean: 0.95 })], 'TOO_BRIGHT'],
    ['half in shadow', [frame({ illuminationUniformity: 0.1 })], 'UNEVEN_LIGHT'],
    ['blurred', [frame({ sharpness: 0.01 })], 'BLURRED'],
    ['far', [frame({ headSize: 0.05 })], 'TOO_FAR'],
    ['close', [frame({ headSize: 0.6 })], 'TOO_CLOSE'],
    ['turned away', [frame({}, 40)], 'NOT_FRONTAL'],
    ['far and blurred: the most basic one', [frame({ headSize: 0.05, sharpness: 0.01 })], 'TOO_FAR'],
    ['a second face, covered eyes: nothing of the picture', [frame({ singleFacePresent: 0, eyesVisible: 0 })], undefined],
    ['no face', [noFace, noFace], undefined],
    ['no frame', [], undefined],
  ])('%s', (_, frames, cause) => {
    expect(qualityCauseOf(frames)).toBe(cause);
  });
});
