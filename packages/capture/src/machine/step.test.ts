import { describe, expect, it } from 'vitest';
import type { OpenAttemptResponse } from '@face-session/protocol';
import { limitOf, limits } from './limits.js';
import type { Effect, SessionEvent, SessionState } from './state.js';
import { begin, step } from './step.js';

const attempt: OpenAttemptResponse = {
  attemptId: '2b3a4f4e-0000-4000-8000-000000000001',
  attemptNumber: 1,
  remainingAttempts: 3,
  sessionExpiresInMs: 600_000,
  burst: { count: 5, intervalMs: 120, maxBytes: 250_000 },
};

/** Runs events from the beginning of a session; gives the last state and all effects. */
function run(
  events: readonly SessionEvent[],
  { wantsIncompleteData = false, allowsShutter = true } = {},
): { state: SessionState; effects: Effect[] } {
  let { state, effects } = begin({ wantsIncompleteData, allowsShutter });
  const all = [...effects];
  for (const event of events) {
    ({ state, effects } = step(state, event));
    all.push(...effects);
  }
  return { state, effects: all };
}

const opened: SessionEvent[] = [
  { type: 'CAMERA_ALLOWED' },
  { type: 'CAMERA_READY' },
  { type: 'GUIDE_READY' },
  { type: 'ATTEMPT_OPENED', attempt },
];
const shot: SessionEvent[] = [...opened, { type: 'PLACED' }, { type: 'TIMEOUT' }];
const uploaded: SessionEvent[] = [...shot, { type: 'FRAMES_TAKEN' }];
const challenged: SessionEvent[] = [...uploaded, { type: 'CHALLENGED', gestures: ['TURN_LEFT', 'MOVE_CLOSER'], expiresInMs: 20_000 }];
const noGuide: SessionEvent = { type: 'GUIDE_ABSENT', fault: 'WASM_UNSUPPORTED', detail: 'none here' };
const noMatch: SessionEvent = { type: 'ATTEMPT_FAILED', code: 'FACE_NO_MATCH', remainingAttempts: 2 };

describe('a session', () => {
  it('opens the camera and loads the guide at once', () => {
    expect(run([]).effects).toEqual(['openCamera', 'loadGuide']);
    expect(run([]).state.phase).toEqual({ name: 'permission' });
  });

  it('opens an attempt as soon as the camera is allowed, while its first picture is awaited', () => {
    expect(run([{ type: 'CAMERA_ALLOWED' }]).effects).toContain('openAttempt');
  });

  it.each([
    ['camera, guide, attempt', opened],
    ['guide first', [{ type: 'GUIDE_READY' }, { type: 'CAMERA_ALLOWED' }, { type: 'ATTEMPT_OPENED', attempt }, { type: 'CAMERA_READY' }]],
    [
      'attempt before the picture',
      [{ type: 'CAMERA_ALLOWED' }, { type: 'ATTEMPT_OPENED', attempt }, { type: 'CAMERA_READY' }, { type: 'GUIDE_READY' }],
    ],
  ] as [string, SessionEvent[]][])('frames once all is there, in whatever order it came: %s', (_, events) => {
    expect(run(events).state.phase).toEqual({ name: 'framing', hint: 'detecting' });
  });

  it('knows how much of the guide has arrived, whatever else happens', () => {
    const { state } = run([...opened.slice(0, 2), { type: 'GUIDE_ARRIVING', share: 0.5 }]);
    expect(state).toMatchObject({ phase: { name: 'preparing' }, guideArrived: 0.5 });
    expect(step(state, { type: 'GUIDE_ARRIVING', share: 0.5 }).state).toBe(state);
  });

  it('holds a well placed face for a moment, takes the burst, uploads it, shows success and ends with the result', () => {
    expect(run([...opened, { type: 'PLACED' }]).state.phase.name).toBe('hold');
    expect(run(shot).state.phase).toEqual({ name: 'shot', taken: 0, wanted: 5 });
    expect(run([...shot, { type: 'FRAME_TAKEN', taken: 2 }]).state.phase).toEqual({ name: 'shot', taken: 2, wanted: 5 });
    expect(run(uploaded).state.phase.name).toBe('upload');
    const passed = run([...uploaded, { type: 'PASSED', result: 'jws' }]);
    expect(passed.state.phase).toEqual({ name: 'passed', result: 'jws' });
    expect(passed.effects.slice(-2)).toEqual(['stop', 'closeCamera']);
    expect(step(passed.state, { type: 'TIMEOUT' }).state.phase).toEqual({ name: 'ended', end: { result: 'jws' } });
  });

  it('drops the burst when the face leaves its place', () => {
    const { state, effects } = run([...shot, { type: 'HINTED', hint: 'moveCloser' }]);
    expect(state.phase).toEqual({ name: 'framing', hint: 'moveCloser' });
    expect(effects.at(-1)).toBe('stop');
  });

  it('explains a failed attempt, and opens a new one only when the person tries again', () => {
    const failed = run([...uploaded, noMatch]);
    expect(failed.state.phase).toEqual({ name: 'retry', reason: 'FACE_NO_MATCH', remainingAttempts: 2, settling: true });
    expect(failed.state.attempt).toBeUndefined();
    const again = step(step(failed.state, { type: 'TIMEOUT' }).state, { type: 'RETRY' });
    expect(again.state.phase.name).toBe('preparing');
    expect(again.effects).toEqual(['openAttempt']);
  });

  it('gives the person a pause to settle, and takes no new picture before the face was placed anew', () => {
    const { state } = run([...uploaded, noMatch]);
    expect(limitOf(state.phase)).toEqual({ key: 'settling', ms: limits.settling });
    expect(step(state, { type: 'RETRY' })).toEqual({ state, effects: [] });
    const again: SessionEvent[] = [...uploaded, noMatch, { type: 'TIMEOUT' }, { type: 'RETRY' }, { type: 'ATTEMPT_OPENED', attempt }];
    expect(run(again).state.phase).toEqual({ name: 'framing', hint: 'detecting' });
    expect(run(again).effects.slice(-2)).not.toContain('takeBurst');
    expect(run([...again, { type: 'PLACED' }, { type: 'TIMEOUT' }]).effects.at(-1)).toBe('takeBurst');
  });

  it('remembers what the service found wrong with the pictures, and over which hint the time ran out', () => {
    const dark: SessionEvent = { type: 'ATTEMPT_FAILED', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 2, qualityCause: 'TOO_DARK' };
    expect(run([...uploaded, dark]).state.phase).toMatchObject({ name: 'retry', qualityCause: 'TOO_DARK' });
    const late: SessionEvent[] = [...opened, { type: 'HINTED', hint: 'eyesCovered' }, { type: 'TIMEOUT' }];
    expect(run(late).state.phase).toMatchObject({ name: 'retry', reason: 'FACE_TIMEOUT', hint: 'eyesCovered' });
  });

  it('introduces itself where that is wanted: the guide loads meanwhile, the camera waits for the person', () => {
    const { state, effects } = begin({ wantsIncompleteData: false, allowsShutter: true, introduction: true });
    expect([state.phase, effects]).toEqual([{ name: 'introduction' }, ['loadGuide']]);
    expect(step(state, { type: 'BEGIN' })).toMatchObject({ state: { phase: { name: 'permission' } }, effects: ['openCamera'] });
    const left = step(step(state, { type: 'LEAVE' }).state, { type: 'LEAVE_CONFIRMED' });
    expect(left.state.phase).toEqual({ name: 'ended', end: { code: 'USER_CANCEL' } });
    expect(step(state, { type: 'TIMEOUT' }).state.phase).toMatchObject({ name: 'failed', code: 'SESSION_EXPIRED' });
  });

  it('ends when the attempts are used up, the camera off before the words are read', () => {
    const { state, effects } = run([...uploaded, { type: 'ATTEMPT_FAILED', code: 'FACE_NO_MATCH', remainingAttempts: 0 }]);
    expect(state.phase).toMatchObject({ name: 'failed', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' });
    expect(effects).toContain('closeCamera');
    expect(step(state, { type: 'CLOSE' }).state.phase).toMatchObject({ name: 'ended', end: { detail: 'FACE_NO_MATCH' } });
  });

  it('shows the gestures of a challenge in their order, then uploads them', () => {
    expect(run(challenged).state.phase).toMatchObject({ name: 'gesture', index: 0, stage: 'do' });
    expect(run(challenged).effects.at(-1)).toBe('takeGestures');
    const second = run([...challenged, { type: 'GESTURE_PROGRESS', index: 1, stage: 'do', share: 0.5 }]);
    expect(second.state.phase).toMatchObject({ index: 1, share: 0.5 });
    expect(step(second.state, { type: 'FRAMES_TAKEN' })).toMatchObject({
      state: { phase: { name: 'gestureUpload' } },
      effects: ['uploadGestures'],
    });
  });

  it('tells what was wrong with a gesture', () => {
    const failed: SessionEvent = { type: 'ATTEMPT_FAILED', code: 'FACE_LIVENESS_FAILED', remainingAttempts: 1, gestureFault: 'MIRRORED' };
    expect(run([...challenged, { type: 'FRAMES_TAKEN' }, failed]).state.phase).toMatchObject({ name: 'retry', gestureFault: 'MIRRORED' });
  });
});

describe('leaving', () => {
  it('asks first, takes no picture meanwhile, and goes on when the person stays', () => {
    const asked = run([...shot, { type: 'LEAVE' }]);
    expect(asked.state).toMatchObject({ leaving: true, phase: { name: 'framing' } });
    expect(asked.effects.at(-1)).toBe('stop');
    expect(step(asked.state, { type: 'PLACED' }).state.phase.name).toBe('framing');
    expect(step(asked.state, { type: 'STAY' }).state.leaving).toBe(false);
  });

  it('ends with USER_CANCEL and no further screen', () => {
    const { state, effects } = run([...opened, { type: 'LEAVE' }, { type: 'LEAVE_CONFIRMED' }]);
    expect(state.phase).toEqual({ name: 'ended', end: { code: 'USER_CANCEL' } });
    expect(effects).toContain('closeCamera');
  });

  it('does not leave without being asked', () => {
    expect(run([...opened, { type: 'LEAVE_CONFIRMED' }]).state.phase.name).toBe('framing');
  });

  it('fetches the partial result if it was asked for and an attempt had failed', () => {
    const events: SessionEvent[] = [...uploaded, noMatch, { type: 'LEAVE' }, { type: 'LEAVE_CONFIRMED' }];
    const closing = run(events, { wantsIncompleteData: true });
    expect(closing.state.phase).toEqual({ name: 'closing', code: 'USER_CANCEL' });
    expect(closing.effects.at(-1)).toBe('fetchIncompleteData');
    const end = { code: 'USER_CANCEL', data: 'jws' };
    expect(step(closing.state, { type: 'INCOMPLETE_DATA', data: 'jws' }).state.phase).toEqual({ name: 'ended', end });
    expect(run(events).effects).not.toContain('fetchIncompleteData');
    expect(run([...opened, { type: 'LEAVE' }, { type: 'LEAVE_CONFIRMED' }], { wantsIncompleteData: true }).effects).not.toContain(
      'fetchIncompleteData',
    );
  });

  it.each([
    ['while the person is asked for the camera', []],
    ['while the camera is blocked', [{ type: 'CAMERA_FAILED', fault: 'CAMERA_DENIED' }]],
    ['while the face is placed', opened],
    ['while pictures are on their way', uploaded],
    ['while the person reads why', [...uploaded, noMatch]],
  ] as [string, SessionEvent[]][])('ends with USER_CANCEL when the app cancels %s', (_, events) => {
    const { state, effects } = run([...events, { type: 'CANCEL' }]);
    expect(state.phase).toEqual({ name: 'ended', end: { code: 'USER_CANCEL' } });
    expect(effects).toContain('closeCamera');
  });

  it('still succeeds if the verdict was good before the question was answered', () => {
    const { state } = run([...uploaded, { type: 'LEAVE' }, { type: 'PASSED', result: 'jws' }]);
    expect(state).toMatchObject({ leaving: false, phase: { name: 'passed' } });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['CAMERA_DENIED', 'denied', 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED'],
    ['CAMERA_BLOCKED', 'deniedForGood', 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED'],
    ['CAMERA_MISSING', 'none', 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE'],
    ['CAMERA_IN_USE', 'busy', 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE'],
  ] as const)('%s is explained, and the camera is tried again when the person says so or comes back', (fault, cause, code) => {
    const { state } = run([{ type: 'CAMERA_FAILED', fault }]);
    expect(state.phase).toMatchObject({ name: 'blocked', cause, code, fault });
    for (const type of ['RETRY', 'VISIBLE'] as const)
      expect(step(state, { type })).toMatchObject({ state: { phase: { name: 'permission' } }, effects: ['openCamera'] });
    expect(limitOf(state.phase)?.ms).toBe(limits.paused);
    for (const type of ['LEAVE', 'TIMEOUT'] as const)
      expect(step(state, { type }).state.phase).toEqual({ name: 'ended', end: { code, fault } });
  });

  it.each([
    ['CAMERA_DENIED', 'PERMISSION_GRANTED', 'DEVICES_CHANGED'],
    ['CAMERA_IN_USE', 'DEVICES_CHANGED', 'PERMISSION_GRANTED'],
  ] as const)('%s is tried again at once on %s, not on %s, and in a hidden page only when it is seen again', (fault, right, wrong) => {
    const { state } = run([{ type: 'CAMERA_FAILED', fault }]);
    expect(step(state, { type: right })).toMatchObject({ state: { phase: { name: 'permission' } }, effects: ['openCamera'] });
    expect(step(state, { type: wrong })).toEqual({ state, effects: [] });
    const hidden = step(state, { type: 'HIDDEN' }).state;
    expect(limitOf(hidden.phase, hidden.hidden)).toBeUndefined();
    expect(step(hidden, { type: right })).toEqual({ state: hidden, effects: [] });
    expect(step(hidden, { type: 'VISIBLE' })).toMatchObject({ state: { phase: { name: 'permission' } }, effects: ['openCamera'] });
  });

  it('fetches the partial result of a person who gives up on a camera that was taken away', () => {
    const lost: SessionEvent = { type: 'CAMERA_FAILED', fault: 'CAMERA_MISSING' };
    const { state } = run([...uploaded, noMatch, lost], { wantsIncompleteData: true });
    expect(state.phase).toMatchObject({ name: 'blocked', cause: 'none' });
    expect(step(state, { type: 'LEAVE' })).toMatchObject({ state: { phase: { name: 'closing' } }, effects: ['fetchIncompleteData'] });
  });

  it('forgives the first fault of the network or the service, not the second', () => {
    const network: SessionEvent = { type: 'FAULT', fault: 'CONNECTION_LOST', detail: 'why' };
    const once = run([...uploaded, network]);
    expect(once.state.phase).toEqual({ name: 'retry', reason: 'FAULT', fault: 'CONNECTION_LOST', detail: 'why', settling: false });
    const again: SessionEvent[] = [...uploaded, network, { type: 'RETRY' }];
    expect(run([...again, network]).state.phase).toMatchObject({ name: 'failed', code: 'REQUEST_TIMEOUT', detail: 'why' });
    const busy = run([...again, { type: 'FAULT', fault: 'SERVICE_BUSY' }]);
    expect(busy.state.phase).toMatchObject({ code: 'UNEXPECTED_ERROR', fault: 'SERVICE_BUSY' });
  });

  it('never counts a picture that was too large', () => {
    const large: SessionEvent = { type: 'FAULT', fault: 'UPLOAD_TOO_LARGE' };
    const { state } = run([
      ...uploaded,
      large,
      { type: 'RETRY' },
      { type: 'ATTEMPT_OPENED', attempt },
      { type: 'PLACED' },
      { type: 'TIMEOUT' },
      { type: 'FRAMES_TAKEN' },
      large,
    ]);
    expect(state.phase).toEqual({ name: 'retry', reason: 'FAULT', fault: 'UPLOAD_TOO_LARGE', settling: false });
  });

  it('offers the shutter where there is no guide', () => {
    const manual: SessionEvent[] = [{ type: 'CAMERA_ALLOWED' }, { type: 'CAMERA_READY' }, { type: 'ATTEMPT_OPENED', attempt }, noGuide];
    expect(run([...manual, { type: 'SHUTTER' }]).state.phase.name).toBe('shot');
    expect(run([...opened, { type: 'SHUTTER' }]).state.phase.name).toBe('framing');
  });

  describe('without guidance, where the shutter is turned off', () => {
    const ends = (events: SessionEvent[]): object => run(events, { allowsShutter: false }).state.phase;

    it.each([
      ['while the person is asked for the camera', []],
      ['while the camera starts', [{ type: 'CAMERA_ALLOWED' }]],
      ['while the face is placed', opened],
      ['while pictures are taken', shot],
      ['in a gesture', challenged],
      ['when the attempt is to be tried again', [...uploaded, noMatch]],
    ] as [string, SessionEvent[]][])('ends with the code of what is missing: %s', (_, events) => {
      expect(ends([...events, noGuide])).toEqual({
        name: 'failed',
        code: 'WASM_NOT_SUPPORTED',
        fault: 'WASM_UNSUPPORTED',
        detail: 'none here',
      });
      expect(run([...events, noGuide], { allowsShutter: false }).effects.slice(-2)).toEqual(['stop', 'closeCamera']);
    });

    it('lets what is on its way be judged, and ends before another attempt', () => {
      expect(ends([...uploaded, noGuide])).toEqual({ name: 'upload' });
      expect(ends([...uploaded, noGuide, { type: 'PASSED', result: 'jws' }])).toMatchObject({ name: 'passed' });
      expect(ends([...uploaded, noGuide, noMatch, { type: 'TIMEOUT' }, { type: 'RETRY' }])).toMatchObject({
        name: 'failed',
        code: 'WASM_NOT_SUPPORTED',
      });
    });

    it('remembers it over a camera that was refused first', () => {
      const denied: SessionEvent = { type: 'CAMERA_FAILED', fault: 'CAMERA_DENIED' };
      const again: SessionEvent[] = [denied, noGuide, { type: 'RETRY' }, { type: 'CAMERA_ALLOWED' }, { type: 'CAMERA_READY' }];
      expect(ends(again)).toMatchObject({ name: 'failed', code: 'WASM_NOT_SUPPORTED' });
    });

    it('does not wait for models for ever', () => {
      const preparing = opened.filter(({ type }) => type !== 'GUIDE_READY');
      expect(ends([...preparing, { type: 'TIMEOUT' }])).toMatchObject({ name: 'failed', code: 'WASM_LOAD_FAILED', fault: 'ASSETS_SLOW' });
    });
  });

  it('turns the camera off while the page is hidden and on again after, keeping the attempt', () => {
    const hidden = run([...shot, { type: 'HIDDEN' }]);
    expect(hidden.state.phase.name).toBe('paused');
    expect(hidden.effects.slice(-2)).toEqual(['stop', 'closeCamera']);
    const back = step(hidden.state, { type: 'VISIBLE' });
    expect(back).toMatchObject({ state: { phase: { name: 'permission' } }, effects: ['openCamera'] });
    const allowed = step(back.state, { type: 'CAMERA_ALLOWED' });
    expect(allowed.effects).toEqual([]);
    expect(step(allowed.state, { type: 'CAMERA_READY' }).state.phase.name).toBe('framing');
  });

  it('opens a camera again that a call took away, and gives a challenge up', () => {
    expect(run([...shot, { type: 'CAMERA_LOST' }])).toMatchObject({ state: { phase: { name: 'permission', isInterrupted: true } } });
    const broken = run([...challenged, { type: 'CAMERA_LOST' }]);
    expect(broken.state).toMatchObject({ phase: { name: 'retry', reason: 'GESTURE_TIMEOUT' }, failedAttempts: 1, cameraOpen: false });
    expect(step(step(broken.state, { type: 'TIMEOUT' }).state, { type: 'RETRY' }).effects).toEqual(['openCamera']);
  });

  it('ends when the session expires while the face is being placed', () => {
    expect(run([...opened, { type: 'SESSION_OVER', code: 'SESSION_EXPIRED' }]).state.phase).toMatchObject({
      name: 'failed',
      code: 'SESSION_EXPIRED',
    });
  });

  it.each([
    ['permission', [], { name: 'failed', code: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED' }],
    [
      'camera',
      [{ type: 'CAMERA_ALLOWED' }],
      { name: 'blocked', cause: 'silent', fault: 'CAMERA_NO_PICTURE', code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' },
    ],
    ['preparing without an attempt', [{ type: 'CAMERA_ALLOWED' }, { type: 'CAMERA_READY' }], { name: 'failed', code: 'REQUEST_TIMEOUT' }],
    ['preparing without a guide', opened.filter(({ type }) => type !== 'GUIDE_READY'), { name: 'framing', hint: 'detecting' }],
    ['framing', opened, { name: 'retry', reason: 'FACE_TIMEOUT' }],
    ['hold', [...opened, { type: 'PLACED' }], { name: 'shot' }],
    ['shot', shot, { name: 'retry', reason: 'FACE_TIMEOUT' }],
    ['upload', uploaded, { name: 'retry', reason: 'FAULT', fault: 'SERVICE_SILENT' }],
    ['gesture', challenged, { name: 'retry', reason: 'GESTURE_TIMEOUT' }],
    ['gestureUpload', [...challenged, { type: 'FRAMES_TAKEN' }], { name: 'retry', reason: 'FAULT', fault: 'SERVICE_SILENT' }],
    ['retry, settling', [...uploaded, noMatch], { name: 'retry', settling: false }],
    ['retry', [...uploaded, noMatch, { type: 'TIMEOUT' }], { name: 'failed', code: 'SESSION_EXPIRED' }],
    ['passed', [...uploaded, { type: 'PASSED', result: 'jws' }], { name: 'ended', end: { result: 'jws' } }],
    ['paused', [...opened, { type: 'HIDDEN' }], { name: 'failed', code: 'SESSION_EXPIRED' }],
    ['failed', [{ type: 'CAMERA_FAILED', fault: 'CAMERA_POLICY' }], { name: 'ended', end: { code: 'MEDIA_SECURITY_ERROR' } }],
  ] as [string, SessionEvent[], object][])('waits in %s for a limited time', (_, events, expected) => {
    const { state } = run(events);
    expect(limitOf(state.phase)?.ms).toBeGreaterThan(0);
    expect(step(state, { type: 'TIMEOUT' }).state.phase).toMatchObject(expected);
  });

  it('waits in closing for a limited time, with or without the partial result', () => {
    const { state } = run([...uploaded, noMatch, { type: 'LEAVE' }, { type: 'LEAVE_CONFIRMED' }], { wantsIncompleteData: true });
    expect(limitOf(state.phase)?.ms).toBe(limits.closing);
    expect(step(state, { type: 'TIMEOUT' }).state.phase).toEqual({ name: 'ended', end: { code: 'USER_CANCEL' } });
  });

  it('lets a person who cannot do a gesture ask for another pair, at the cost of the attempt', () => {
    const declined = step(run(challenged).state, { type: 'DECLINE_GESTURE', gesture: 'TURN_LEFT' });
    expect(declined).toMatchObject({
      state: { phase: { name: 'gestureUpload', declined: 'TURN_LEFT' } },
      effects: ['stop', 'declineGesture'],
    });
    const answered = (gestureReplaced: boolean, remainingAttempts = 2) =>
      step(declined.state, { type: 'ATTEMPT_FAILED', code: 'FACE_LIVENESS_FAILED', remainingAttempts, gestureReplaced }).state;
    expect(answered(true)).toMatchObject({ phase: { name: 'retry', reason: 'GESTURE_DECLINED', settling: false }, failedAttempts: 1 });
    expect(answered(false)).toMatchObject({ phase: { name: 'retry', reason: 'GESTURE_KEPT' } });
    expect(answered(false, 0).phase).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' });
  });

  it('gives placing the face one clock, however often it comes and goes', () => {
    expect(limitOf({ name: 'shot', taken: 0, wanted: 5 })?.key).toBe(limitOf({ name: 'framing', hint: 'noFace' })?.key);
    expect(limitOf({ name: 'ended', end: { result: '' } })).toBeUndefined();
    expect(limitOf({ name: 'gesture', gestures: [], index: 0, stage: 'do', share: 0, expiresInMs: 7 })?.ms).toBe(7);
  });
});

it('turns the camera off and ends, whatever events come in whatever order', () => {
  const kinds: SessionEvent[] = [
    ...challenged,
    noMatch,
    { type: 'CAMERA_LOST' },
    { type: 'GUIDE_ARRIVING', share: 0.5 },
    noGuide,
    { type: 'SHUTTER' },
    { type: 'HIDDEN' },
    { type: 'VISIBLE' },
    { type: 'RETRY' },
    { type: 'LEAVE' },
    { type: 'STAY' },
    { type: 'FAULT', fault: 'SERVICE_FAULT' },
    { type: 'CAMERA_FAILED', fault: 'CAMERA_IN_USE' },
    { type: 'CLOSE' },
    { type: 'PASSED', result: 'jws' },
    { type: 'TIMEOUT' },
  ];
  let seed = 1;
  const random = (n: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };
  for (let round = 0; round < 2_000; round++) {
    let { state } = begin({ wantsIncompleteData: round % 2 === 0, allowsShutter: round % 3 > 0 });
    let camera = true;
    for (let index = 0; index < 60 && state.phase.name !== 'ended'; index++) {
      const transition = step(state, kinds[random(kinds.length)] as SessionEvent);
      for (const effect of transition.effects) {
        if (effect === 'openCamera') {
          expect(camera, 'a second camera').toBe(false);
          camera = true;
        }
        if (effect === 'closeCamera') camera = false;
      }
      state = transition.state;
      if (['failed', 'blocked', 'passed', 'paused', 'closing', 'ended'].includes(state.phase.name))
        expect(camera, state.phase.name).toBe(false);
    }
    // Time alone brings every session to its end.
    for (let index = 0; index < 50 && state.phase.name !== 'ended'; index++) state = step(state, { type: 'TIMEOUT' }).state;
    expect(state.phase.name).toBe('ended');
  }
});

it('names a reason for every limit: each is between a blink and the life of a session', () => {
  for (const ms of Object.values(limits)) expect(ms).toSatisfy((value: number) => value >= 200 && value <= 600_000);
});
