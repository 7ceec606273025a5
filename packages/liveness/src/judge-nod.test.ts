import { describe, expect, test } from 'vitest';
import { judgeNod, nodChecks, type NodCheck } from './judge-nod.js';
import type { TimedFrame } from './timed-frame.js';

interface Shape {
  /** Nose tip between eyes (0) and mouth (1). */
  nose?: number;
  pitch?: number;
  roll?: number;
  spoofScore?: number;
  template?: number[];
  digest?: string;
  faces?: number;
  width?: number;
  eyes?: number;
}

/** A face of 68 points whose eyes, nose and mouth lie where the shape says. */
function frame({
  nose = 0.5,
  pitch = 0,
  roll = 0,
  spoofScore = 0.9,
  template = [1, 0],
  digest = 'a',
  faces = 1,
  width = 160,
  eyes = 0.9,
}: Shape): TimedFrame {
  const radians = (roll * Math.PI) / 180;
  const at = (x: number, y: number): [number, number] => [
    320 + x * Math.cos(radians) - y * Math.sin(radians),
    240 + x * Math.sin(radians) + y * Math.cos(radians),
  ];
  const places: Record<string, [number, number]> = {
    right: at(-35, -30),
    left: at(35, -30),
    nose: at(0, -30 + nose * 70),
    mouth: at(0, 40),
  };
  const landmarks = new Float32Array(136);
  for (let i = 0; i < 68; i += 1) {
    const part = i < 27 ? 'mouth' : i < 36 ? 'nose' : i < 42 ? 'right' : i < 48 ? 'left' : 'mouth';
    landmarks.set(places[part]!, 2 * i);
  }
  const face = { box: { x: 240, y: 160, width, height: width }, score: 1 };
  return {
    capturedAtMs: 0,
    digest,
    analysis: {
      width: 640,
      height: 480,
      faces: Array.from({ length: faces }, () => face),
      landmarks,
      pose: { yaw: 0, pitch, roll },
      spoofScore,
      eyes: { left: eyes, right: 0 },
      template: Float32Array.from(template),
    },
  };
}

const neutral = frame({});
const nodded: Shape = { nose: 0.6, pitch: -12, digest: 'b' };

describe('two pictures around a nod', () => {
  test('are live when the nose moves against eyes and mouth as the pitch does, forward or back', () => {
    expect(judgeNod(neutral, frame(nodded)).live).toBe(true);
    expect(judgeNod(neutral, frame({ nose: 0.4, pitch: 12, digest: 'b' })).live).toBe(true);
  });

  test('are compared by the one that looks at the camera', () => {
    expect(judgeNod(neutral, frame(nodded)).bestFrame).toBe(0);
    expect(judgeNod(frame({ nose: 0.4, pitch: 12 }), frame({ digest: 'b' })).bestFrame).toBe(1);
  });

  test.each<[NodCheck, string, Shape]>([
    ['depth', 'the nose stays on the flat of the face', { ...nodded, nose: 0.52 }],
    ['turn', 'the pitch does not change', { ...nodded, pitch: 0 }],
    ['turn', 'the pitch changes the other way', { ...nodded, pitch: 12 }],
    ['upright', 'the picture is turned', { ...nodded, roll: 12 }],
    ['identity', 'it is another person', { ...nodded, template: [0, 1] }],
    ['spoofScore', 'a picture looks flat', { ...nodded, spoofScore: 0.1 }],
    ['freshFrames', 'it is the same picture', { ...nodded, digest: 'a' }],
    ['oneFace', 'there are two people', { ...nodded, faces: 2 }],
    ['oneFace', 'there is nobody', { ...nodded, faces: 0 }],
    ['oneFace', 'the face is small', { ...nodded, width: 60 }],
  ])('fail at %s when %s', (check, _when, shape) => {
    const verdict = judgeNod(neutral, frame(shape));
    expect([verdict.live, verdict.evidence[check]?.outcome]).toEqual([false, 'fail']);
    expect(nodChecks).toContain(check);
  });

  test('fail with closed eyes in the picture that looks at the camera, unless those are allowed', () => {
    const asleep = frame({ eyes: 0.001 });
    expect(judgeNod(asleep, frame(nodded)).evidence.eyesOpen?.outcome).toBe('fail');
    expect(judgeNod(asleep, frame(nodded)).live).toBe(false);
    expect(judgeNod(asleep, frame(nodded), { allowClosedEyes: true }).live).toBe(true);
    expect(judgeNod(neutral, frame({ ...nodded, eyes: 0.001 })).live).toBe(true);
  });

  test('fail when the service was sent one of them before', () => {
    const verdict = judgeNod(neutral, frame(nodded), { replayedDigests: new Set(['b']) });
    expect([verdict.live, verdict.evidence.freshFrames?.outcome]).toEqual([false, 'fail']);
  });
});
