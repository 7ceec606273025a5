import type { Gesture } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { createGestureTracker } from './gesture-tracker.js';
import type { Measurement } from './guide-messages.js';
import { hintFor, type Shown } from './hint-for.js';
import { hints, traceCodeOfHint } from './hint.js';
import { ovalIn, RING, shownBehind } from '../screen/layout.js';
import { shownBox, type Size } from './oval.js';
import { createSteady } from './steady.js';

const phone: Size = { width: 390, height: 844 };
const portrait: Size = { width: 720, height: 1280 };
const screens: [string, Size, Size][] = [
  ['phone', phone, portrait],
  ['small phone', { width: 320, height: 568 }, { width: 480, height: 640 }],
  ['phone on its side', { width: 844, height: 390 }, { width: 1280, height: 720 }],
  ['tablet', { width: 1024, height: 1366 }, { width: 1280, height: 720 }],
  ['desktop', { width: 1440, height: 900 }, { width: 640, height: 480 }],
];

const shownOn = (room: Size, video: Size): Shown => shownBehind(ovalIn(room), video);

/** A measurement whose face fills the oval of a screen, grown and shifted. */
function fitting(room: Size, video: Size, change: { grow?: number; dx?: number; dy?: number } = {}): Measurement {
  const { oval, view } = shownOn(room, video);
  const whole = shownBox({ x: 0, y: 0, width: 1, height: 1 }, view, video);
  const height = 1.6 * oval.ry * (change.grow ?? 1);
  const width = height * 0.75;
  const face = {
    x: (oval.cx - width / 2 + (change.dx ?? 0) * 2 * oval.rx - whole.x) / whole.width,
    y: (oval.cy - height / 2 + (change.dy ?? 0) * 2 * oval.ry - whole.y) / whole.height,
    width: width / whole.width,
    height: height / whole.height,
  };
  return { face, faults: [], pose: { yaw: 0, pitch: 0, roll: 0 }, headSize: 0.25 };
}

const open = { allowClosedEyes: false };

describe('the oval', () => {
  it.each(screens)('lies inside its room with its ring, and inside the video behind it: %s', (_, room, video) => {
    const { cx, cy, rx, ry } = ovalIn(room);
    const around = RING.gap + RING.length;
    expect(Math.min(cx - rx, room.width - cx - rx)).toBeGreaterThan(around);
    expect(Math.min(cy - ry, room.height - cy - ry)).toBeGreaterThan(around);

    const { oval, view } = shownOn(room, video);
    expect(Math.min(oval.cx - oval.rx, view.width - oval.cx - oval.rx)).toBeGreaterThanOrEqual(0);
    expect(Math.min(oval.cy - oval.ry, view.height - oval.cy - oval.ry)).toBeGreaterThan(0);
  });
});

describe('the hint for a picture', () => {
  it.each(screens)('is none for a face that fills the oval: %s', (_, view, video) => {
    expect(hintFor(fitting(view, video), shownOn(view, video), open)).toBeUndefined();
  });

  it('asks to turn a camera that lies on its side', () => {
    const none: Measurement = { face: undefined, faults: ['NO_FACE'], pose: undefined, headSize: undefined };
    expect(hintFor(none, shownOn(phone, portrait), open)).toBe('noFace');
    expect(hintFor({ ...none, isSideways: true }, shownOn(phone, portrait), open)).toBe('sideways');
  });

  it.each([
    ['moveCloser', { grow: 0.6 }],
    ['moveFurther', { grow: 1.5 }],
    ['centre', { dx: 0.3 }],
    ['centre', { dy: -0.3 }],
    ['centre', { dx: 0.6, grow: 0.4 }],
  ] as const)('is %s for a face placed so: %o', (hint, change) => {
    expect(hintFor(fitting(phone, portrait, change), shownOn(phone, portrait), open)).toBe(hint);
  });

  it.each([
    ['noFace', ['NO_FACE']],
    ['multipleFaces', ['MULTIPLE_FACES', 'TOO_DARK']],
    ['tooDark', ['TOO_DARK', 'BLURRED']],
    ['tooBright', ['TOO_BRIGHT']],
    ['shadow', ['UNEVEN_LIGHT']],
    ['eyesShadow', ['UNEVEN_LIGHT', 'EYES_COVERED']],
    ['lookStraight', ['NOT_FRONTAL', 'EYES_CLOSED']],
    ['eyesCovered', ['EYES_COVERED']],
    ['mouthCovered', ['MOUTH_COVERED']],
    ['eyesClosed', ['EYES_CLOSED']],
    ['blurred', ['BLURRED']],
  ] as const)('is %s for the faults %o', (hint, faults) => {
    expect(hintFor({ ...fitting(phone, portrait), faults }, shownOn(phone, portrait), open)).toBe(hint);
  });

  it('lets closed eyes be where they are allowed', () => {
    const measurement: Measurement = { ...fitting(phone, portrait), faults: ['EYES_CLOSED'] };
    expect(hintFor(measurement, shownOn(phone, portrait), { allowClosedEyes: true })).toBeUndefined();
  });

  it('has a trace code for every hint that finds a fault', () => {
    expect(hints.filter((hint) => !traceCodeOfHint[hint])).toEqual(['detecting']);
  });
});

describe('steady hints', () => {
  /** Pushes a hint for some time, a picture every 33 ms. */
  const during = (steady: ReturnType<typeof createSteady>, raw: Parameters<typeof steady.push>[0], from: number, ms: number): string => {
    let shown = '';
    for (let now = from; now <= from + ms; now += 33) shown = steady.push(raw, now);
    return shown;
  };

  it('do not show what flickers', () => {
    const steady = createSteady();
    expect(during(steady, 'moveCloser', 0, 500)).toBe('moveCloser');
    for (let now = 1_000; now < 3_000; now += 66) {
      steady.push('centre', now);
      expect(steady.push('moveCloser', now + 33)).toBe('moveCloser');
    }
  });

  it('stay long enough to be read', () => {
    const steady = createSteady();
    during(steady, 'moveCloser', 0, 264);
    expect(during(steady, 'tooDark', 300, 400)).toBe('moveCloser');
    expect(during(steady, 'tooDark', 733, 400)).toBe('tooDark');
  });

  it('tell at once that the face is well placed', () => {
    const steady = createSteady();
    during(steady, 'moveCloser', 0, 264);
    expect(during(steady, undefined, 300, 150)).toBe('placed');
  });

  it('forgive one bad picture of a well placed face', () => {
    const steady = createSteady();
    during(steady, undefined, 0, 300);
    expect(steady.push('blurred', 333)).toBe('placed');
    expect(steady.push(undefined, 366)).toBe('placed');
  });
});

describe('the gesture tracker', () => {
  const neutral = { yaw: 2, pitch: 3, roll: -1, headSize: 0.25 };
  const targets = { turnDegrees: 22, tiltDegrees: 16, nodDegrees: 10, closerRatio: 1.26, furtherRatio: 0.79 };
  const face = (change: { yaw?: number; pitch?: number; roll?: number; grow?: number }): Measurement => ({
    face: undefined,
    faults: [],
    pose: { yaw: 2 + (change.yaw ?? 0), pitch: 3 + (change.pitch ?? 0), roll: -1 + (change.roll ?? 0) },
    headSize: 0.25 * (change.grow ?? 1),
  });

  /** Follows gestures of which a picture is taken every so many milliseconds. */
  const pusher = (gestures: readonly Gesture[], pictureMs = 250) => {
    const tracker = createGestureTracker(gestures, neutral, targets);
    return (measurement: Measurement, now: number) => tracker.push(measurement, now, Math.floor(now / pictureMs));
  };

  it.each([
    ['TURN_LEFT', { yaw: 25 }, { yaw: -25 }],
    ['TURN_RIGHT', { yaw: -25 }, { yaw: 25 }],
    ['TILT_LEFT', { roll: 18 }, { roll: -18 }],
    ['TILT_RIGHT', { roll: -18 }, { roll: 18 }],
    ['NOD', { pitch: -12 }, { pitch: 12 }],
    ['MOVE_CLOSER', { grow: 1.3 }, { grow: 0.7 }],
    ['MOVE_FURTHER', { grow: 0.75 }, { grow: 1.3 }],
  ] as const)('sees %s and the way back, and not its opposite', (gesture, right, wrong) => {
    const push = pusher([gesture]);
    expect(push(face(wrong), 0)).toMatchObject({ begun: false, share: 0 });
    push(face(wrong), 1_000);
    expect(push(face(right), 1_100)).toMatchObject({ begun: true, stage: 'do' });
    expect(push(face(right), 1_750)).toMatchObject({ stage: 'back', done: false });
    push(face({}), 1_850);
    expect(push(face({}), 2_150)).toMatchObject({ done: true });
  });

  it('asks for the second gesture only after the look back', () => {
    const push = pusher(['TURN_LEFT', 'TILT_RIGHT']);
    push(face({ yaw: 30 }), 0);
    expect(push(face({ yaw: 30 }), 650)).toMatchObject({ index: 0, stage: 'back' });
    push(face({}), 750);
    expect(push(face({}), 1_050)).toMatchObject({ index: 1, stage: 'do', done: false, share: 0 });
  });

  it.each([
    ['in time', 250, 600],
    ['somewhat late', 400, 800],
    ['slowly', 500, 1_500],
    ['very slowly', 700, 2_100],
  ])('holds a gesture until pictures of it are enough that are taken %s, %d ms apart', (_, pictureMs, heldMs) => {
    const push = pusher(['TURN_LEFT'], pictureMs);
    const stages = Array.from({ length: 50 }, (_none, step) => push(face({ yaw: 30 }), 50 * step).stage);
    expect(50 * stages.indexOf('back')).toBe(heldMs);
  });

  it('waits on while there is no face', () => {
    const push = pusher(['TURN_LEFT']);
    const nothing: Measurement = { face: undefined, faults: ['NO_FACE'], pose: undefined, headSize: undefined };
    expect(push(nothing, 0)).toEqual({ index: 0, stage: 'do', share: 0, begun: false, done: false });
  });
});
