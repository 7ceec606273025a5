import type { AttemptOutcome, FramePlan, GestureTargets, LivenessGesture, OpenAttemptRequest } from '@face-session/protocol';
import { CameraFault, chooseCamera, openCamera, otherCamera, type Camera } from './camera/camera.js';
import { takeFrames, type Taking } from './camera/frame-taker.js';
import type { CaptureOptions } from './capture-options.js';
import { createGestureTracker, type GestureProgress, type NeutralFace } from './guidance/gesture-tracker.js';
import type { Measurement } from './guidance/guide-messages.js';
import { GuideFault } from './guidance/guide-fault.js';
import { startGuide, type Guide } from './guidance/guide.js';
import { hintFor, type Shown } from './guidance/hint-for.js';
import { createSteady, type Steady } from './guidance/steady.js';
import { limitOf } from './machine/limits.js';
import type { Effect, End, SessionEvent, SessionState, Transition } from './machine/state.js';
import { begin, step } from './machine/step.js';
import { eventOfFault } from './service/fault-event.js';
import { ServiceFault, type CapturedFrame, type ServiceClient } from './service/service-client.js';

export interface SessionParts {
  readonly options: CaptureOptions;
  readonly client: ServiceClient;
  /** Folder of the guide's manifest. */
  readonly assetsURL: string;
  /** Shows the preview; frames are read from it. */
  readonly video: HTMLVideoElement;
  /** How the video is shown, and the oval over it. */
  readonly shown: () => Shown;
  /** Called when it is known whether there is another camera to change to. */
  readonly onCameraChoice: (choice: boolean) => void;
  /** Called after each transition that changed the state. */
  readonly onState: (state: SessionState) => void;
}

/** A session in progress. */
export interface Session {
  dispatch(event: SessionEvent): void;
  /** Settles once, when all is released. Never rejects. */
  readonly ended: Promise<End>;
}

/** Steps in which the arrival of the models is shown: a hundred events draw nothing that the eye could tell from this. */
const ARRIVAL_STEPS = 40;

/** Milliseconds before a challenge expires that are kept for the upload. */
const GESTURE_UPLOAD_MS = 5_000;

/** Runs the state machine: does what its transitions ask for, and tells it what came of it. */
export function runSession({ options, client, assetsURL, video, shown, onCameraChoice, onState }: SessionParts): Session {
  const lifetime = new AbortController();
  /** Ends what the present phase began: frames being taken, an upload. */
  let work = new AbortController();
  let camera: Camera | undefined;
  let cameraOpening: AbortController | undefined;
  let nextCamera: string | undefined;
  let guide: Guide | undefined;
  let guiding = false;
  let limitTimer: ReturnType<typeof setTimeout> | undefined;
  let limitKey: string | undefined;
  let expiryTimer: ReturnType<typeof setTimeout> | undefined;
  let attemptOpenedAt = 0;
  let frames: readonly CapturedFrame[] = [];
  let gesturePlan: FramePlan | undefined;
  let gestureTargets: GestureTargets | undefined;
  let gestureProgress: GestureProgress | undefined;
  let tracker: ReturnType<typeof createGestureTracker> | undefined;
  let neutral: NeutralFace | undefined;
  /** After a picture that was too large: a share of what the service allows. */
  let shrink = 1;
  let resolveEnded: (end: End) => void = () => undefined;
  const ended = new Promise<End>((resolve) => {
    resolveEnded = resolve;
  });

  let state: SessionState;
  const queue: SessionEvent[] = [];
  const dispatch = (event: SessionEvent): void => {
    // An effect may dispatch at once: transitions never nest.
    queue.push(event);
    if (queue.length > 1) return;
    for (let next = queue[0]; next; queue.shift(), next = queue[0]) {
      if (state.phase.name !== 'ended') apply(step(state, next));
    }
  };

  const apply = (transition: Transition): void => {
    // Most measurements change nothing: then nothing is drawn.
    const isChanged = transition.state !== state;
    state = transition.state;
    if (isChanged) {
      armLimit();
      onState(state);
    }
    for (const effect of transition.effects) effects[effect]();
    if (state.phase.name === 'ended') release(state.phase.end);
    else if (isGuided() && guide) void runGuidance(guide);
  };

  const armLimit = (): void => {
    const limit = limitOf(state.phase);
    if (limit?.key === limitKey) return;
    clearTimeout(limitTimer);
    limitKey = limit?.key;
    if (limit) limitTimer = setTimeout(dispatch, limit.ms, { type: 'TIMEOUT' } satisfies SessionEvent);
  };

  const release = (end: End): void => {
    lifetime.abort();
    work.abort();
    cameraOpening?.abort();
    clearTimeout(limitTimer);
    clearTimeout(expiryTimer);
    document.removeEventListener('visibilitychange', onVisibility);
    closeCamera();
    guide?.close();
    frames = [];
    resolveEnded(end);
  };

  const closeCamera = (): void => {
    cameraOpening?.abort();
    camera?.close();
    camera = undefined;
    video.srcObject = null;
  };

  /** Runs work of the present phase; whatever it comes to after the phase is over is dropped. */
  const perform = (task: (signal: AbortSignal) => Promise<void>): void => {
    const { signal } = work;
    task(signal).catch((error: unknown) => {
      if (signal.aborted) return;
      dispatch(error instanceof ServiceFault ? eventOfFault(error) : { type: 'FAULT', fault: 'SERVER_FAULT', detail: messageOf(error) });
    });
  };

  const startCamera = async (): Promise<void> => {
    const opening = new AbortController();
    cameraOpening = opening;
    try {
      const opened = await openCamera(() => {
        dispatch({ type: 'CAMERA_LOST' });
      });
      if (opening.signal.aborted) {
        opened.close();
        return;
      }
      camera = opened;
      video.srcObject = opened.stream;
      dispatch({ type: 'CAMERA_ALLOWED' });
      await firstPicture(video, opening.signal);
      dispatch({ type: 'CAMERA_READY' });
      nextCamera = await otherCamera(opened);
      onCameraChoice(nextCamera !== undefined);
    } catch (error) {
      if (opening.signal.aborted) return;
      const { code, why } =
        error instanceof CameraFault ? error : { code: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' as const, why: 'busy' as const };
      dispatch({ type: 'CAMERA_FAILED', code, ...(why ? { cause: why } : {}), detail: messageOf(error) });
    }
  };

  const guideAbsent = (error: unknown): void => {
    const detail = messageOf(error);
    console.warn(`Face session: no guidance. ${detail}`);
    dispatch({ type: 'GUIDE_ABSENT', code: error instanceof GuideFault ? error.code : 'WASM_LOAD_FAILED', detail });
  };

  const loadGuide = async (): Promise<void> => {
    try {
      const started = await startGuide(assetsURL, lifetime.signal, (share) => {
        dispatch({ type: 'GUIDE_ARRIVING', share: Math.floor(share * ARRIVAL_STEPS) / ARRIVAL_STEPS });
      });
      if (lifetime.signal.aborted) {
        started.close();
        return;
      }
      guide = started;
      dispatch({ type: 'GUIDE_READY' });
    } catch (error) {
      if (lifetime.signal.aborted) return;
      guideAbsent(error);
    }
  };

  const isGuided = (): boolean => ['framing', 'hold', 'shot', 'gesture'].includes(state.phase.name);

  /** What a measurement means for the phase. */
  const judge = (measurement: Measurement, steady: Steady): void => {
    const now = performance.now();
    if (state.phase.name === 'gesture') {
      gestureProgress = tracker?.push(measurement, now);
      if (gestureProgress) dispatch({ type: 'GESTURE_PROGRESS', ...gestureProgress });
      return;
    }
    const raw = hintFor(measurement, shown(), { allowClosedEyes: options.allowClosedEyes ?? false });
    const { pose, headSize } = measurement;
    if (!raw && pose && headSize !== undefined) neutral = { yaw: pose.yaw, pitch: pose.pitch, roll: pose.roll, headSize };
    const hint = steady.push(raw, now);
    dispatch(hint === 'placed' ? { type: 'PLACED' } : { type: 'HINTED', hint });
  };

  /** Measures picture after picture while the face is to be placed or moved. */
  const runGuidance = async (running: Guide): Promise<void> => {
    if (guiding) return;
    guiding = true;
    const steady = createSteady();
    try {
      while (isGuided()) {
        // Awaited from now on: a picture that comes while this one is measured is the next, instead of the one after it.
        const next = nextTask(video);
        const measurement = await running.measure(video);
        if (!isGuided()) return;
        judge(measurement, steady);
        await next;
      }
    } catch (error) {
      if (lifetime.signal.aborted) return;
      guide?.close();
      guide = undefined;
      guideAbsent(error);
    } finally {
      guiding = false;
    }
  };

  const sinceAttempt = (): number => performance.now() - attemptOpenedAt;

  const openAttempt = async (signal: AbortSignal): Promise<void> => {
    const asked = performance.now();
    const attempt = await client.openAttempt(wishesOf(options, camera, state.declinedGesture), signal);
    attemptOpenedAt = asked;
    clearTimeout(expiryTimer);
    expiryTimer = setTimeout(() => {
      // What is on its way is judged by the service, which knows best whether it came in time.
      if (state.phase.name !== 'upload' && state.phase.name !== 'gestureUpload')
        dispatch({ type: 'SESSION_OVER', code: 'SESSION_EXPIRED' });
    }, attempt.sessionExpiresInMs);
    dispatch({ type: 'ATTEMPT_OPENED', attempt });
  };

  const take = async (plan: FramePlan, signal: AbortSignal, taking: Taking): Promise<void> => {
    const smaller = { ...plan, maxBytes: Math.floor(plan.maxBytes * shrink) };
    frames = await takeFrames(video, smaller, sinceAttempt, signal, taking);
    dispatch({ type: 'FRAMES_TAKEN' });
  };

  const takeGestures = async (plan: FramePlan, signal: AbortSignal): Promise<void> => {
    const { phase } = state;
    if (phase.name !== 'gesture') return;
    const { gestures, expiresInMs } = phase;
    gestureProgress = undefined;
    tracker = guide && neutral && gestureTargets && createGestureTracker(gestures, neutral, gestureTargets);
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
    await take(plan, signal, {
      onTaken: (taken) => {
        if (!tracker) byTime(taken);
      },
      isIdle: () => tracker !== undefined && gestureProgress?.begun !== true && performance.now() < beginBy,
      isEnough: () => gestureProgress?.done ?? false,
    });
  };

  const tell = (outcome: AttemptOutcome): void => {
    frames = [];
    switch (outcome.outcome) {
      case 'passed':
        dispatch({ type: 'PASSED', result: outcome.result });
        break;
      case 'failed': {
        const { code, remainingAttempts, gestureFault, eyesClosed, qualityCause } = outcome;
        const told = {
          ...(gestureFault ? { gestureFault } : {}),
          ...(eyesClosed ? { eyesClosed } : {}),
          ...(qualityCause ? { qualityCause } : {}),
        };
        dispatch({ type: 'ATTEMPT_FAILED', code, remainingAttempts, ...told });
        break;
      }
      case 'challenged':
        gesturePlan = outcome.frames;
        gestureTargets = outcome.targets;
        dispatch({ type: 'CHALLENGED', gestures: outcome.gestures, expiresInMs: outcome.expiresInMs });
    }
  };

  const upload = (send: ServiceClient['uploadBurst']): void => {
    perform(async (signal) => {
      const { attempt } = state;
      if (!attempt) throw new Error('There is no attempt to upload to.');
      const outcome = await send(attempt.attemptId, frames, signal).catch((error: unknown) => {
        if (error instanceof ServiceFault && error.code === 'PAYLOAD_TOO_LARGE') shrink /= 2;
        throw error;
      });
      if (!signal.aborted) tell(outcome);
    });
  };

  const effects: Record<Effect, () => void> = {
    openCamera: () => void startCamera(),
    closeCamera,
    chooseNextCamera: () => {
      if (nextCamera !== undefined) chooseCamera(nextCamera);
    },
    loadGuide: () => void loadGuide(),
    openAttempt: () => {
      perform(openAttempt);
    },
    takeBurst: () => {
      perform(async (signal) => {
        const plan = state.attempt?.burst;
        if (!plan) throw new Error('There is no attempt to take pictures for.');
        await take(plan, signal, {
          onTaken: (taken) => {
            dispatch({ type: 'FRAME_TAKEN', taken });
          },
        });
      });
    },
    uploadBurst: () => {
      upload((...call) => client.uploadBurst(...call));
    },
    takeGestures: () => {
      perform(async (signal) => {
        if (!gesturePlan) throw new Error('There is no challenge to take pictures for.');
        await takeGestures(gesturePlan, signal);
      });
    },
    uploadGestures: () => {
      upload((...call) => client.uploadGestures(...call));
    },
    stop: () => {
      work.abort();
      work = new AbortController();
    },
    fetchIncompleteData: () => {
      perform(async (signal) => {
        const data = await client.incompleteResult(signal);
        dispatch({ type: 'INCOMPLETE_DATA', ...(data === undefined ? {} : { data }) });
      });
    },
  };

  const onVisibility = (): void => {
    dispatch({ type: document.visibilityState === 'hidden' ? 'HIDDEN' : 'VISIBLE' });
  };
  document.addEventListener('visibilitychange', onVisibility);

  apply(
    begin({
      wantsIncompleteData: options.returnDataForIncompleteSession ?? false,
      allowsShutter: options.manualShutter ?? true,
      introduction: Boolean(options.introduction),
    }),
  );
  return { dispatch, ended };
}

function wishesOf(options: CaptureOptions, camera: Camera | undefined, declined: LivenessGesture | undefined): OpenAttemptRequest {
  const { minimumMatchLevel, maxAttempts, allowClosedEyes, activeLiveness, obfuscationType } = options;
  const excludedGesture = declined ?? options.excludedGesture;
  return {
    ...(minimumMatchLevel === undefined ? {} : { minimumMatchLevel }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(allowClosedEyes === undefined ? {} : { allowClosedEyes }),
    ...(activeLiveness === undefined ? {} : { activeLiveness }),
    ...(excludedGesture === undefined ? {} : { excludedGesture }),
    ...(obfuscationType === undefined ? {} : { obfuscationType }),
    ...(camera ? { camera: camera.info } : {}),
  };
}

/** Resolves when the video shows its first picture. */
async function firstPicture(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  // Autoplay of a muted inline video is allowed everywhere; where it is refused all the same, the phase's limit ends the waiting.
  await Promise.resolve(video.play()).catch(() => undefined);
  while (!signal.aborted && (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0)) await nextTask(video);
  signal.throwIfAborted();
}

/** Waits for the next picture of the video, or a short while if it has none. */
function nextTask(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(request);
      resolve();
    };
    const timer = setTimeout(done, 100);
    const request = 'requestVideoFrameCallback' in video ? video.requestVideoFrameCallback(done) : 0;
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
