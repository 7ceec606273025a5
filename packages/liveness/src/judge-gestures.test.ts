import { gestureTable, type Gesture } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { syntheticFrame, type SyntheticHead } from '../test/synthetic-frame.js';
import { judgeBurst } from './judge-burst.js';
import { judgeGestures } from './judge-gestures.js';
import type { TimedFrame } from './timed-frame.js';

const { neutral } = judgeBurst(
  Array.from({ length: 5 }, (_, index) => syntheticFrame(600 + 150 * index, { x: 2 * index })),
  { receivedAtMs: 2_000 },
);
if (neutral === null) throw new Error('The burst shows no face');
const passing = { gestures: { outcome: 'pass' } };
const options = { neutral, challengedAtMs: 2_000, receivedAtMs: 12_000 };

/** How each gesture looks at its height. */
const height: Record<Gesture, SyntheticHead> = {
  MOVE_CLOSER: { scale: 1.4 },
  MOVE_FURTHER: { scale: 0.7 },
  TILT_LEFT: { roll: 22 },
  TILT_RIGHT: { roll: -22 },
  TURN_LEFT: { yaw: 28 },
  TURN_RIGHT: { yaw: -28 },
  NOD: { pitch: -18 },
};

/** Gestures one after another, each up, held and down again, at four frames a second, after `waitFrames` of looking at the camera. */
function perform(
  gestures: readonly Gesture[],
  { part = 1, waitFrames = 3, change = {} }: { part?: number; waitFrames?: number; change?: SyntheticHead } = {},
) {
  const heads: SyntheticHead[] = Array.from({ length: waitFrames }, () => ({}));
  for (const gesture of gestures) for (const share of [0.4, 0.8, 1, 1, 0.7, 0.3, 0]) heads.push(between(height[gesture], share * part));
  return heads.map((head, index) => syntheticFrame(2_300 + 250 * index, { x: index, ...head, ...change }));
}

function between({ yaw = 0, roll = 0, pitch = 0, scale = 1 }: SyntheticHead, share: number): SyntheticHead {
  return { yaw: share * yaw, roll: share * roll, pitch: share * pitch, scale: 1 + share * (scale - 1) };
}

describe('judgeGestures', () => {
  for (const gesture of Object.keys(height) as Gesture[]) {
    it(`takes ${gesture} for what it is and for nothing else`, () => {
      const verdict = judgeGestures([gesture], perform([gesture]), options);
      expect(verdict.seen.map((seen) => seen.gesture)).toEqual([gesture]);
      expect(verdict.evidence.gestures?.outcome).toBe('pass');
      for (const other of Object.keys(height) as Gesture[]) {
        if (other !== gesture) expect(judgeGestures([other], perform([gesture]), options).evidence.gestures?.outcome).toBe('fail');
      }
    });

    it(`${gestureTable[gesture].showsDepth ? 'passes' : 'does not pass'} ${gesture} alone`, () => {
      expect(judgeGestures([gesture], perform([gesture]), options).live).toBe(gestureTable[gesture].showsDepth);
    });
  }

  it.each([
    ['TURN_LEFT', 'TILT_LEFT'],
    ['MOVE_CLOSER', 'TURN_RIGHT'],
    ['NOD', 'MOVE_FURTHER'],
    ['TILT_RIGHT', 'NOD'],
  ] as const)('lets depth decide %s with %s: a head passes, a flat picture does not', (...asked) => {
    expect(judgeGestures(asked, perform(asked), options).live).toBe(true);
    expect(judgeGestures(asked, perform(asked, { change: { noseDepth: 0 } }), options).live).toBe(false);
  });

  it('does not believe a nod with little depth: a bent picture', () => {
    const verdict = judgeGestures(['NOD'], perform(['NOD'], { change: { noseDepth: 0.17 } }), options);
    expect(verdict).toMatchObject({ live: false });
  });

  it('wants a sequence whole, in its order, and nothing beside it', () => {
    const asked: Gesture[] = ['TURN_LEFT', 'MOVE_CLOSER'];
    expect(judgeGestures(asked, perform(asked), options).live).toBe(true);
    expect(judgeGestures(asked, perform(['MOVE_CLOSER', 'TURN_LEFT']), options)).toMatchObject({ live: false, fault: 'WRONG_GESTURE' });
    expect(judgeGestures(asked, perform(['TURN_LEFT']), options)).toMatchObject({ live: false, fault: 'TOO_LATE' });
    expect(judgeGestures(asked, perform([...asked, 'TILT_LEFT']), options)).toMatchObject({ live: false, fault: 'WRONG_GESTURE' });
  });

  it('tells the person what was wrong: mirrored, too small, too early, not done', () => {
    expect(judgeGestures(['TURN_LEFT'], perform(['TURN_RIGHT']), options).fault).toBe('MIRRORED');
    expect(judgeGestures(['TURN_LEFT'], perform(['TURN_LEFT'], { part: 0.5 }), options).fault).toBe('TOO_SMALL');
    expect(judgeGestures(['TURN_LEFT'], perform(['TURN_LEFT'], { waitFrames: 0 }), options).fault).toBe('TOO_EARLY');
    expect(judgeGestures(['TURN_LEFT'], perform([]), { ...options }).fault).toBe('TOO_LATE');
  });

  it('does not believe a turn without depth: a flat picture', () => {
    const verdict = judgeGestures(['TURN_LEFT'], perform(['TURN_LEFT'], { change: { noseDepth: 0 } }), options);
    expect(verdict.live).toBe(false);
  });

  it('does not believe a turn with little depth: a bent picture', () => {
    const verdict = judgeGestures(['TURN_LEFT'], perform(['TURN_LEFT'], { change: { noseDepth: 0.17 } }), options);
    expect(verdict).toMatchObject({ live: false, evidence: { gestures: { outcome: 'pass' }, depth: { outcome: 'fail' } } });
    expect(verdict.fault).toBeUndefined();
  });

  it('counts a gesture from where it goes on without a break, not from a start before it', () => {
    const [first, ...rest] = perform(['TURN_LEFT']);
    const started = [{ ...syntheticFrame(first?.capturedAtMs ?? 0, { yaw: 12 }) }, ...rest];
    expect(judgeGestures(['TURN_LEFT'], started, options).live).toBe(true);
  });

  it('refuses another person than the burst showed, and says nothing of it to the client', () => {
    const verdict = judgeGestures(['TURN_LEFT'], perform(['TURN_LEFT'], { change: { person: 1 } }), options);
    expect(verdict).toMatchObject({ live: false });
    expect(verdict.fault).toBeUndefined();
    expect(verdict.evidence.identity?.outcome).toBe('fail');
  });

  it('refuses a face that is only somewhat alike throughout', () => {
    const alike = Float32Array.from({ length: 512 }, (_, index) => (index === 0 ? 0.35 : index === 1 ? Math.sqrt(1 - 0.35 ** 2) : 0));
    const frames = perform(['TURN_LEFT']).map((frame) => ({ ...frame, analysis: { ...frame.analysis, template: alike } }));
    expect(judgeGestures(['TURN_LEFT'], frames, options).evidence.identity).toMatchObject({ outcome: 'fail', threshold: 0.45 });
  });

  it('refuses another head put in only where the face is turned too far to be known', () => {
    const frames = perform(['TURN_LEFT'], { part: 1.25 });
    const stranger = new Float32Array(512);
    stranger[1] = 1;
    const spliced = frames.map((frame) =>
      Math.abs(frame.analysis.pose?.yaw ?? 0) >= 24 ? { ...frame, analysis: { ...frame.analysis, template: stranger } } : frame,
    );
    expect(judgeGestures(['TURN_LEFT'], spliced, options).live).toBe(true); // seen turning, itself, on the way
    const cut = spliced.filter((frame) => Math.abs(frame.analysis.pose?.yaw ?? 0) < 8 || frame.analysis.template?.[1] === 1);
    expect(judgeGestures(['TURN_LEFT'], cut, options)).toMatchObject({
      live: false,
      evidence: { identity: { outcome: 'fail', threshold: 0.4 } },
    });
  });

  it('takes a tilt by the line of the eyes, of which the pose net sees only a part, the same way', () => {
    const seenInPart = (part: number) =>
      perform(['TILT_LEFT']).map((frame) => ({
        ...frame,
        analysis: { ...frame.analysis, pose: { yaw: 0, pitch: 0, roll: part * (frame.analysis.pose?.roll ?? 0) } },
      }));
    expect(judgeGestures(['TILT_LEFT'], seenInPart(0.1), options)).toMatchObject({ evidence: passing, seen: [{ gesture: 'TILT_LEFT' }] });
    expect(judgeGestures(['TILT_LEFT'], seenInPart(-0.1), options)).toMatchObject({ live: false, seen: [] });
  });

  it('does not take a turn for a tilt because the line of the eyes slants with it', () => {
    const slanting = perform(['TURN_LEFT']).map((frame) => ({
      ...frame,
      analysis: { ...frame.analysis, pose: { yaw: 1.6 * (frame.analysis.pose?.yaw ?? 0), pitch: 0, roll: 14 } },
    }));
    expect(judgeGestures(['TURN_LEFT'], slanting, options).seen.map(({ gesture }) => gesture)).toEqual(['TURN_LEFT']);
  });

  it('takes a tilt that the pose net alone sees as a turn as well', () => {
    const mistaken = perform(['TILT_LEFT']).map((frame) => ({
      ...frame,
      analysis: { ...frame.analysis, pose: { yaw: 2 * (frame.analysis.pose?.roll ?? 0), pitch: 0, roll: frame.analysis.pose?.roll ?? 0 } },
    }));
    expect(judgeGestures(['TILT_LEFT'], mistaken, options)).toMatchObject({ evidence: passing, seen: [{ gesture: 'TILT_LEFT' }] });
  });

  describe('in a profile, where nets and landmarks lose the face', () => {
    /** A turn whose frames from `first` to `last` look like a stranger's small, straight, tilted face. */
    const lost = (first: number, last: number) =>
      perform(['TURN_LEFT']).map((frame, index) => {
        if (index < first || index > last) return frame;
        const { analysis } = syntheticFrame(frame.capturedAtMs, { scale: 0.7, roll: 15, person: 1 });
        return { ...frame, analysis };
      });

    it('sees neither a step back nor a tilt, and one turn where it is found turned again', () => {
      expect(judgeGestures(['TURN_LEFT'], lost(5, 6), options)).toMatchObject({
        evidence: { gestures: { outcome: 'pass' } },
        seen: [{ gesture: 'TURN_LEFT', from: 4, to: 7 }],
      });
    });

    it('sees nothing where the turned face is not found again', () => {
      expect(judgeGestures(['TURN_LEFT'], lost(5, 9), options)).toMatchObject({ live: false, seen: [] });
    });
  });

  it('wants the person turned in a turn, not only where the pose net alone sees one', () => {
    const { template } = syntheticFrame(0, { person: 1 }).analysis;
    const spliced = perform(['TURN_LEFT']).map((frame, index): TimedFrame => {
      const facing = syntheticFrame(frame.capturedAtMs, {}).analysis;
      if (index === 3 || index === 8) return { ...frame, analysis: { ...facing, pose: { yaw: 12, pitch: 0, roll: 0 } } };
      return index < 3 || index > 8 || template === undefined ? frame : { ...frame, analysis: { ...frame.analysis, template } };
    });
    expect(judgeGestures(['TURN_LEFT'], spliced, options).evidence.identity).toMatchObject({ outcome: 'fail', threshold: 0.4 });
  });

  it('wants a gesture held, not one frame of it, nor two', () => {
    const brief = perform(['TURN_LEFT']).filter((_, index) => index !== 5 && index !== 6);
    expect(judgeGestures(['TURN_LEFT'], brief, options)).toMatchObject({ live: false, seen: [] });
    const flick = perform(['TURN_LEFT']).filter((_, index) => index !== 4 && index !== 5 && index !== 6);
    expect(judgeGestures(['TURN_LEFT'], flick, options)).toMatchObject({ live: false, seen: [] });
  });

  it('refuses one frame sent twice', () => {
    const frames = perform(['TURN_LEFT']);
    const twice = frames.map((frame, index) => (index === 1 ? { ...frame, digest: frames[0]?.digest ?? '' } : frame));
    expect(judgeGestures(['TURN_LEFT'], twice, options)).toMatchObject({ live: false, evidence: { freshFrames: { outcome: 'fail' } } });
  });

  it('refuses frames from before the challenge, after their arrival, or sent before', () => {
    const frames = perform(['TURN_LEFT']);
    expect(judgeGestures(['TURN_LEFT'], frames, { ...options, challengedAtMs: 9_000 }).evidence.time?.outcome).toBe('fail');
    expect(judgeGestures(['TURN_LEFT'], frames, { ...options, receivedAtMs: 1_000 }).evidence.time?.outcome).toBe('fail');
    const replayed = judgeGestures(['TURN_LEFT'], frames, { ...options, replayedDigests: new Set([frames[3]?.digest ?? '']) });
    expect(replayed.live).toBe(false);
    expect(replayed.fault).toBeUndefined();
  });

  it('refuses a cut: from one pose to another faster than a head turns', () => {
    const frames = perform(['TURN_LEFT']).filter((_, index) => index < 2 || index > 4);
    const cut = frames.map((frame, index) => ({ ...frame, capturedAtMs: 2_300 + 30 * index }));
    expect(judgeGestures(['TURN_LEFT'], cut, options).evidence.smoothness?.outcome).toBe('fail');
  });
});
