import type { AttemptOutcome, CameraTrace, FramePlan, OpenAttemptRequest } from '@face-session/protocol';
import { chooseCamera, type Camera } from './camera/camera.js';
import { takeFrames, type Taking } from './camera/frame-taker.js';
import { createSessionCamera } from './camera/session-camera.js';
import type { CaptureOptions } from './capture-options.js';
import type { Tell } from './tell.js';
import { messageOf } from './capture-error.js';
import { GuideError } from './fault-errors.js';
import { createGuideLoop, type Aim } from './guidance/guide-loop.js';
import { startGuide } from './guidance/guide.js';
import type { Shown } from './guidance/hint-for.js';
import type { CameraWatch } from './evidence/evidence.js';
import { eventOfError } from './machine/event-of-error.js';
import type { LightSetup } from './light/light.js';
import { limitOf, limits } from './machine/limits.js';
import type { Effect, End, SessionEvent, SessionState, Transition } from './machine/state.js';
import { begin, step } from './machine/step.js';
import { watchPage } from './page-events.js';
import { loadScript } from './scripts/load-script.js';
import { createSettled } from './settled.js';
import type { ServiceClient } from './service/service-client.js';
import { isTestToken } from './service/token-claims.js';

export interface SessionSetup {
  readonly options: CaptureOptions;
  readonly client: ServiceClient;
  /** Folder of the guide's files. */
  readonly assetsURL: string;
  /** Shows the preview; frames are read from it. */
  readonly video: HTMLVideoElement;
  /** How the video is shown, and the oval over it. */
  readonly shown: () => Shown;
  /** Called after each transition that changed the state. */
  readonly onState: (state: SessionState) => void;
  /** Writes a fault to the console. */
  readonly tell: Tell;
}

/** A session in progress. */
export interface Session {
  dispatch(event: SessionEvent): void;
  /** Leaves without asking, in whatever phase. */
  leave(): void;
  /** Settles once, as soon as it is known how the session ends; its last words may still be shown. Never rejects. */
  readonly outcome: Promise<End>;
  /** Settles once, when all is released. Never rejects. */
  readonly ended: Promise<void>;
}

/** Steps in which the arrival of the models is shown: a hundred events draw nothing that the eye could tell from this. */
const ARRIVAL_STEPS = 40;

/** How long framing is shown in test mode, in milliseconds. */
const TEST_PLACING_MS = 500;

/** The message of an effect that came without what it works on. */
const NO_ATTEMPT = 'No attempt.';

/** Milliseconds before a challenge expires that are kept for the upload. */
const GESTURE_UPLOAD_MS = 5_000;

/**
 * Runs the state machine: does what its transitions ask for, and tells it what came of it. All that is remembered is in the machine's state;
 * here are only handles: of the camera, the guide, timers and work under way.
 */
export function runSession({ options, client, assetsURL, video, shown, onState, tell: tellDeveloper }: SessionSetup): Session {
  const lifetime = new AbortController();
  /** Ends what the present phase began: frames being taken, an upload. */
  let work = new AbortController();
  const limit = createTimer();
  const expiry = createTimer();
  /** In test mode nobody is there to be placed: a moment of framing is shown. */
  const placing = createTimer();
  const isTest = isTestToken(options.token);
  const outcome = createSettled<End>();
  const ended = createSettled<undefined>();

  let state: SessionState;
  const queue: SessionEvent[] = [];
  const dispatch = (event: SessionEvent): void => {
    // An effect may dispatch at once: transitions never nest.
    queue.push(event);
    if (queue.length > 1) return;
    for (let next = queue[0]; next; queue.shift(), next = queue[0]) {
      if (state.phase.name !== 'ended') attempt(step(state, next));
    }
  };

  const timeOut = (): void => {
    dispatch({ type: 'TIMEOUT' });
  };

  /** Applies a transition; if anything throws, the session ends there, with the camera off. */
  const attempt = (transition: Transition): void => {
    try {
      apply(transition);
    } catch (cause) {
      tellDeveloper('BROKEN', messageOf(cause));
      state = step(state, { type: 'BROKEN', cause }).state;
      release();
    }
  };

  const apply = (transition: Transition): void => {
    // Most measurements change nothing: then nothing is drawn.
    const isChanged = transition.state !== state;
    state = transition.state;
    if (isChanged) {
      const next = limitOf(state.phase, state.hidden);
      limit.set(next?.key, next?.ms, timeOut);
    }
    // Before the screen is drawn: a screen that throws must not keep the camera on.
    for (const effect of transition.effects) effects[effect]();
    tellFaults();
    if (isChanged) onState(state);
    if (state.phase.name === 'failed') outcome.resolve(state.phase);
    if (state.phase.name === 'ended') release();
    else guidance.run();
    if (isTest) placeSoon();
  };

  const placeSoon = (): void => {
    const isFraming = state.phase.name === 'framing';
    placing.set(isFraming ? 'framing' : undefined, isFraming ? TEST_PLACING_MS : undefined, () => {
      dispatch({ type: 'PLACED' });
    });
  };

  /** What keeps the session from going on is told as soon as it is known; what ends it, with its end. */
  const tellFaults = (): void => {
    const { phase, guide, guideFault } = state;
    if (guide === 'absent') tellDeveloper(guideFault.fault, guideFault.detail);
    if ((phase.name === 'retry' || phase.name === 'blocked') && phase.fault) tellDeveloper(phase.fault, phase.detail ?? '');
  };

  /** Releases all, whatever part of it throws. */
  const release = (): void => {
    for (const part of [
      () => {
        lifetime.abort();
        work.abort();
      },
      camera.close,
      limit.clear,
      expiry.clear,
      placing.clear,
      stopWatching,
      guidance.close,
    ]) {
      try {
        part();
      } catch (error) {
        console.error(error);
      }
    }
    outcome.resolve(state.phase.name === 'ended' ? state.phase.end : { code: 'UNEXPECTED_ERROR', fault: 'BROKEN' });
    ended.resolve(undefined);
  };

  /** Runs work of the present phase; whatever it comes to after the phase is over is dropped. */
  const perform = (task: (signal: AbortSignal) => Promise<void>): void => {
    const { signal } = work;
    task(signal).catch((cause: unknown) => {
      if (!signal.aborted) dispatch(eventOfError(cause));
    });
  };

  const camera = createSessionCamera({
    video,
    simulated: isTest ? async (signal) => (await client.openAttempt({}, signal)).simulatedCamera : undefined,
    isWatched: () => aimOf(state) !== undefined,
    dispatch,
  });

  /** What the browser tells of the camera. A session goes on without it: the service knows how to judge that. */
  let cameraWatch: CameraWatch | undefined;
  const loadCameraWatch = async (): Promise<void> => {
    const { watchCamera } = await loadScript('evidence', assetsURL);
    if (lifetime.signal.aborted) return;
    cameraWatch ??= watchCamera(video, lifetime.signal);
    if (state.attempt?.cameraRate) cameraWatch.askRate(state.attempt.cameraRate);
  };

  const guideAbsent = (error: unknown): void => {
    dispatch({ type: 'GUIDE_ABSENT', fault: error instanceof GuideError ? error.fault : 'GUIDE_BROKEN', detail: messageOf(error) });
  };

  const loadGuide = async (): Promise<void> => {
    if (isTest) {
      dispatch({ type: 'GUIDE_READY' });
      return;
    }
    try {
      const started = await startGuide(assetsURL, lifetime.signal, (share) => {
        dispatch({ type: 'GUIDE_ARRIVING', share: Math.floor(share * ARRIVAL_STEPS) / ARRIVAL_STEPS });
      });
      if (lifetime.signal.aborted) {
        started.close();
        return;
      }
      guidance.use(started);
      dispatch({ type: 'GUIDE_READY' });
    } catch (error) {
      if (!lifetime.signal.aborted) guideAbsent(error);
    }
  };

  const guidance = createGuideLoop({
    video,
    shown,
    allowClosedEyes: options.allowClosedEyes ?? false,
    aim: () => aimOf(state),
    dispatch,
    onBroken: guideAbsent,
  });

  const openAttempt = async (signal: AbortSignal): Promise<void> => {
    const openedAt = performance.now();
    const opened = await client.openAttempt(wishesOf(options, camera.info), signal);
    if (signal.aborted) return;
    if (opened.cameraRate) cameraWatch?.askRate(opened.cameraRate);
    for (const wish of opened.declinedWishes ?? []) tellDeveloper('WISH_DECLINED', `The service does not grant ${wish} to this client.`);
    expiry.clear();
    expiry.set('expiry', opened.sessionExpiresInMs, () => {
      // What is on its way is judged by the service, which knows best whether it came in time.
      if (state.phase.name !== 'upload' && state.phase.name !== 'gestureUpload')
        dispatch({
          type: 'SESSION_OVER',
          code: 'SESSION_EXPIRED',
          fault: 'SESSION_EXPIRED',
          detail: 'The session ran out while it was open.',
        });
    });
    dispatch({ type: 'ATTEMPT_OPENED', attempt: opened, openedAt });
  };

  const sinceOpened = (): number => performance.now() - state.attemptOpenedAt;

  const take = async (plan: FramePlan, signal: AbortSignal, taking: Taking): Promise<void> => {
    const smaller = { ...plan, maxBytes: Math.floor(plan.maxBytes * state.shrink) };
    const frames = await takeFrames(video, smaller, sinceOpened, signal, taking);
    dispatch({ type: 'FRAMES_TAKEN', frames });
  };

  const takeGestures = async (signal: AbortSignal): Promise<void> => {
    const { phase } = state;
    if (phase.name !== 'gesture' || !phase.plan) throw new Error(NO_ATTEMPT);
    const { gestures, expiresInMs, plan, targets } = phase;
    const isFollowed = guidance.follow(gestures, targets);
    // Without a guide that sees the gestures, each has an equal share of the time.
    const share = plan.count / gestures.length;
    const byTime = (taken: number): void => {
      dispatch({
        type: 'GESTURE_PROGRESS',
        index: Math.min(gestures.length - 1, Math.floor(taken / share)),
        stage: 'do',
        share: (taken % share) / share,
      });
    };
    const beginBy = performance.now() + expiresInMs - plan.count * plan.intervalMs - GESTURE_UPLOAD_MS;
    const progress = (): { begun?: boolean; done?: boolean } => (state.phase.name === 'gesture' ? state.phase : {});
    await take(plan, signal, {
      onTaken: (taken) => {
        guidance.taken++;
        if (!isFollowed) byTime(taken);
      },
      isIdle: () => isFollowed && progress().begun !== true && performance.now() < beginBy,
      isEnough: () => progress().done ?? false,
    });
  };

  /** The light script has a screen of its own over the upload's. Where it cannot be had, the session goes on without light. */
  const showLight = (challenge: LightSetup['challenge'], attemptId: string, signal: AbortSignal): Promise<AttemptOutcome> => {
    limit.set('light', limits.light, timeOut);
    return loadScript('light', assetsURL).then(
      (script) => script.showLight({ options, client, video, attemptId, challenge, now: sinceOpened, signal }),
      () => client.decline(attemptId, 'light/decline', { reason: 'NOT_SHOWN' }, signal),
    );
  };

  const tell = (result: AttemptOutcome): void => {
    if (result.outcome === 'passed') dispatch({ ...result, type: 'PASSED' });
    if (result.outcome === 'failed') dispatch({ ...result, type: 'ATTEMPT_FAILED' });
    if (result.outcome === 'challenged') dispatch({ ...result, type: 'CHALLENGED' });
    // Only a burst is answered with light, and that is shown before anything is told.
  };

  const upload = (kind: 'burst' | 'gestures', cameraTrace?: CameraTrace): void => {
    perform(async (signal) => {
      const { attempt: open, phase } = state;
      if (!open || !('frames' in phase) || !phase.frames) throw new Error(NO_ATTEMPT);
      const { attemptId } = open;
      const result = await client.upload(attemptId, kind, phase.frames, signal, { cameraTrace });
      const decided = result.outcome === 'light' ? await showLight(result, attemptId, signal) : result;
      if (!signal.aborted) tell(decided);
    });
  };

  const effects: Record<Effect, () => void> = {
    openCamera: () => void camera.open(),
    closeCamera: camera.close,
    chooseNextCamera: () => {
      if (state.otherCamera !== undefined) chooseCamera(state.otherCamera);
    },
    loadGuide: () => {
      // Without a secure context there is no camera, and nothing to check the files with.
      if (isSecureContext) {
        void loadGuide();
        if (!isTest) loadCameraWatch().catch(() => undefined);
      }
    },
    openAttempt: () => {
      perform(openAttempt);
    },
    takeBurst: () => {
      perform(async (signal) => {
        if (!state.attempt) throw new Error(NO_ATTEMPT);
        const { burst: plan, attemptId, framesAhead } = state.attempt;
        await take(plan, signal, {
          onTaken: (taken) => {
            dispatch({ type: 'FRAME_TAKEN', taken });
          },
          send: framesAhead && ((frame) => client.sendAhead(attemptId, frame, signal)),
        });
      });
    },
    uploadBurst: () => {
      // An older service knows no such field.
      upload('burst', state.attempt?.cameraRate ? cameraWatch?.trace() : undefined);
    },
    takeGestures: () => {
      perform(takeGestures);
    },
    uploadGestures: () => {
      upload('gestures');
    },
    declineGesture: () => {
      perform(async (signal) => {
        const { attempt: open, phase } = state;
        if (!open || phase.name !== 'gestureUpload' || !phase.declined) throw new Error(NO_ATTEMPT);
        const result = await client.decline(open.attemptId, 'decline', { gesture: phase.declined }, signal);
        if (!signal.aborted) tell(result);
      });
    },
    stop: () => {
      work.abort();
      work = new AbortController();
    },
    fetchIncompleteData: () => {
      perform(async (signal) => {
        const data = await client.endSession(signal);
        dispatch({ type: 'INCOMPLETE_DATA', data });
      });
    },
  };

  const leave = (): void => {
    dispatch({ type: 'CANCEL' });
  };
  const stopWatching = watchPage(dispatch, leave);

  const first = begin({
    wantsIncompleteData: options.returnDataForIncompleteSession ?? false,
    allowsShutter: options.manualShutter ?? true,
    introduction: Boolean(options.introduction),
  });
  state = { ...first.state, hidden: document.visibilityState === 'hidden' };
  attempt({ ...first, state: { ...state } });
  return { dispatch, leave, outcome: outcome.promise, ended: ended.promise };
}

/** What the guide looks for in a phase. */
function aimOf({ phase }: SessionState): Aim {
  if (phase.name === 'gesture') return 'gestures';
  return phase.name === 'framing' || phase.name === 'hold' || phase.name === 'shot' ? 'place' : undefined;
}

/** One timer; it is set anew only if what it is for has changed. */
function createTimer(): { set(key: string | undefined, ms: number | undefined, act: () => void): void; readonly clear: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: string | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    current = undefined;
  };
  return {
    set(key, ms, act) {
      if (key === current) return;
      clear();
      current = key;
      if (ms !== undefined) timer = setTimeout(act, ms);
    },
    clear,
  };
}

/** What is undefined is left out of the request. */
export function wishesOf(options: CaptureOptions, camera?: Camera['info']): OpenAttemptRequest {
  const { minimumMatchLevel, maxAttempts, allowClosedEyes, activeLiveness, excludedGesture, obfuscationType, lightChallenge } = options;
  const wishes: OpenAttemptRequest = {
    minimumMatchLevel,
    maxAttempts,
    allowClosedEyes,
    activeLiveness,
    excludedGesture,
    obfuscationType,
    lightChallenge,
    camera,
  };
  return wishes;
}
