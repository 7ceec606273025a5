import { mulberry32, type FrameAnalysis } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { syntheticFrame, type SyntheticHead } from '../test/synthetic-frame.js';
import { judgeBurst } from './judge-burst.js';
import { defaultLivenessCalibration } from './calibration.js';
import { clearSpoofScore, judgeSpoofScore, spoofScoresLeft, typicalSpoofScore } from './judge-spoof-score.js';

/** Of a solid head that moves before its background. */
const sceneMotion = {
  faceAgainstBackground: 0.05,
  planeResidual: 0.02,
  backgroundPoints: 40,
};
const RECEIVED = { receivedAtMs: 2_000, sceneMotion };

/** Five frames at 150 ms of a head that sways a few pixels, each changed as told. */
function burst(change: (index: number) => SyntheticHead = () => ({})) {
  return Array.from({ length: 5 }, (_, index) => syntheticFrame(600 + 150 * index, { x: 2 * index, ...change(index) }));
}

describe('judgeBurst', () => {
  it('finds a steady, close, real-looking person live and keeps the neutral face as plain JSON', () => {
    const verdict = judgeBurst(burst(), RECEIVED);
    expect(verdict.verdict).toBe('live');
    expect(verdict.score).toBeCloseTo(0.9);
    expect(JSON.parse(JSON.stringify(verdict.neutral))).toEqual(verdict.neutral);
    expect(verdict.neutral?.template).toHaveLength(512);
  });

  it('doubts a middling spoof score and refuses a low one, by the median and not by one frame', () => {
    expect(
      judgeBurst(
        burst(() => ({ spoofScore: 0.3 })),
        RECEIVED,
      ).verdict,
    ).toBe('doubtful');
    expect(
      judgeBurst(
        burst(() => ({ spoofScore: 0.01 })),
        RECEIVED,
      ).verdict,
    ).toBe('attack');
    expect(
      judgeBurst(
        burst((index) => ({ spoofScore: index === 2 ? 0.01 : 0.9 })),
        RECEIVED,
      ).verdict,
    ).toBe('live');
    expect(
      judgeBurst(
        burst((index) => ({ spoofScore: index === 2 ? 0.99 : 0.01 })),
        RECEIVED,
      ).verdict,
    ).toBe('attack');
  });

  it('refuses when another person is in any one frame', () => {
    const verdict = judgeBurst(
      burst((index) => ({ person: index === 3 ? 1 : 0 })),
      RECEIVED,
    );
    expect(verdict.verdict).toBe('attack');
    expect(verdict.evidence.identity?.outcome).toBe('fail');
  });

  it('refuses without a face, and with a second one of like size, in any frame', () => {
    expect(
      judgeBurst(
        burst((index) => ({ faces: index === 4 ? 0 : 1 })),
        RECEIVED,
      ),
    ).toMatchObject({ verdict: 'attack', neutral: null });
    expect(
      judgeBurst(
        burst((index) => ({ faces: index === 0 ? 2 : 1 })),
        RECEIVED,
      ).evidence.oneFace?.outcome,
    ).toBe('fail');
    expect(judgeBurst([], RECEIVED).verdict).toBe('attack');
  });

  it('refuses the same pixels twice, the same picture in other pixels, and pixels of an earlier attempt', () => {
    const frames = burst();
    const [first] = frames;
    if (first === undefined) throw new Error('no frame');
    const same = [...frames.slice(0, 4), { ...first, capturedAtMs: 1_200 }];
    expect(judgeBurst(same, RECEIVED).evidence.freshFrames?.outcome).toBe('fail');
    const recoded = [...frames.slice(0, 4), { ...first, capturedAtMs: 1_200, digest: 'other pixels' }];
    expect(judgeBurst(recoded, RECEIVED).evidence.freshFrames?.outcome).toBe('fail');
    expect(judgeBurst(frames, { ...RECEIVED, replayedDigests: new Set([first.digest]) }).verdict).toBe('attack');
  });

  it('doubts a scene that moves as one flat picture would, and one whose movement is unknown', () => {
    const flat = { ...sceneMotion, faceAgainstBackground: 0.001, planeResidual: 0.001 };
    for (const motion of [flat, undefined]) {
      const verdict = judgeBurst(burst(), { ...RECEIVED, sceneMotion: motion });
      expect(verdict.verdict).toBe('doubtful');
      expect(verdict.evidence.movement?.outcome).toBe('doubtful');
    }
  });

  it('refuses frames out of order, faster than a camera, before the attempt or after their arrival', () => {
    const times = (capturedAtMs: number[]) => burst().map((frame, index) => ({ ...frame, capturedAtMs: capturedAtMs[index] ?? 0 }));
    for (const wrong of [
      [600, 900, 750, 1_050, 1_200],
      [600, 601, 602, 603, 604],
      [-100, 750, 900, 1_050, 1_200],
      [600, 750, 900, 1_050, 9_000],
    ]) {
      expect(judgeBurst(times(wrong), RECEIVED).evidence.time?.outcome).toBe('fail');
    }
  });

  it('fails nobody for the time that passed where the service’s clock was set back meanwhile', () => {
    expect(judgeBurst(burst(), { ...RECEIVED, receivedAtMs: -3_600_000 }).evidence.time?.outcome).toBe('pass');
  });

  it('refuses a face too far or turned for its spoof score to count, whatever the score', () => {
    expect(
      judgeBurst(
        burst(() => ({ scale: 0.5 })),
        RECEIVED,
      ),
    ).toMatchObject({ verdict: 'attack', score: 0 });
    expect(
      judgeBurst(
        burst(() => ({ yaw: 30 })),
        RECEIVED,
      ).evidence.coverage?.outcome,
    ).toBe('fail');
  });

  it('chooses the most frontal frame to compare with', () => {
    expect(
      judgeBurst(
        burst((index) => ({ yaw: index === 3 ? 0 : 12 })),
        RECEIVED,
      ).bestFrame,
    ).toBe(3);
  });

  it.each([
    ['open', [0.9, 0.9, 0.9, 0.9, 0.9], 'live'],
    ['blinking twice', [0.9, 0.001, 0.9, 0.001, 0.9], 'live'],
    ['closed', [0.001, 0.001, 0.001, 0.001, 0.001], 'attack'],
    ['closed in most frames', [0.9, 0.001, 0.001, 0.9, 0.001], 'attack'],
  ] as const)('judges eyes that are %s by the median', (_, eyes, verdict) => {
    const frames = burst((index) => ({ eyes: eyes[index] ?? 0 }));
    expect(judgeBurst(frames, RECEIVED).verdict).toBe(verdict);
    expect(judgeBurst(frames, { ...RECEIVED, allowClosedEyes: true }).verdict).toBe('live');
  });

  it('counts the more open eye, and refuses what was not measured', () => {
    const change = (eyes: { left: number; right: number } | undefined) =>
      burst().map((frame) => ({ ...frame, analysis: { ...frame.analysis, eyes } as typeof frame.analysis }));
    expect(judgeBurst(change({ left: 0.9, right: 0.01 }), RECEIVED).verdict).toBe('live');
    expect(judgeBurst(change(undefined), RECEIVED).evidence.eyesOpen?.outcome).toBe('fail');
  });
});

it.each([
  [0.5, 0.95],
  [0.7, 0.97],
  [0.999, 0.9999],
])('with a live threshold of %s a frame is clear from %s', (liveSpoofScore, clear) => {
  expect(clearSpoofScore({ liveSpoofScore })).toBeCloseTo(clear, 10);
});

describe('spoofScoresLeft', () => {
  const { burst: thresholds } = defaultLivenessCalibration;
  const analysesOf = (scores: readonly (number | undefined)[], turned: readonly number[] = []): FrameAnalysis[] =>
    scores.map((spoofScore, place) => {
      const { faces, pose } = syntheticFrame(place, { yaw: turned.includes(place) ? 40 : 0 }).analysis;
      return { width: 640, height: 480, faces, ...(pose && { pose }), ...(spoofScore !== undefined && { spoofScore }) };
    });
  const leftOf = (...all: Parameters<typeof analysesOf>): number[] => spoofScoresLeft(analysesOf(...all), defaultLivenessCalibration);

  it('names no frame once three of five agree, and those that are missing where they do not', () => {
    expect(leftOf([0.9, 0.8, 0.6, undefined, undefined])).toEqual([]);
    expect(leftOf([0.01, 0.02, 0.03, undefined, undefined])).toEqual([]);
    expect(leftOf([0.2, 0.3, 0.4, undefined, undefined])).toEqual([]);
    expect(leftOf([0.9, 0.8, 0.4, undefined, undefined])).toEqual([3, 4]);
    expect(leftOf([0.9, 0.02, 0.03, undefined, undefined])).toEqual([3, 4]);
  });

  it('counts usable frames only', () => {
    expect(leftOf([0.9, 0.9, 0.9, undefined, undefined], [0, 1])).toEqual([3, 4]);
    expect(leftOf([0.9, 0.9, 0.9, undefined, undefined], [0, 3])).toEqual([]);
    expect(leftOf([0.9, 0.9, 0.02, undefined, undefined], [0, 3])).toEqual([4]);
    expect(leftOf([0.9, 0.9, 0.9, undefined, undefined], [3, 4])).toEqual([]);
    expect(leftOf([undefined, undefined], [0, 1])).toEqual([]);
  });

  it('never changes what is found: 500 random bursts, judged with all scores and with those that are not left out', () => {
    const random = mulberry32(7);
    const scoreNear = (): number => [0.01, 0.04, 0.06, 0.3, 0.49, 0.51, 0.9][Math.floor(random() * 7)] as number;
    let saved = 0;
    for (let round = 0; round < 500; round++) {
      const scores = Array.from({ length: 5 }, scoreNear);
      const turned = [0, 1, 2, 3, 4].filter(() => random() < 0.2);
      const first = scores.map((score, place) => (place < 3 ? score : undefined));
      const left = leftOf(first, turned);
      saved += left.length === 0 ? 1 : 0;
      const measured = first.map((score, place) => (left.includes(place) ? scores[place] : score));
      const found = (all: readonly (number | undefined)[]): string =>
        judgeSpoofScore(typicalSpoofScore(analysesOf(all, turned), thresholds), thresholds).outcome;
      expect(found(measured)).toBe(found(scores));
    }
    expect(saved).toBeGreaterThan(50);
  });
});
