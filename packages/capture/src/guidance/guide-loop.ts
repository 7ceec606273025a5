import type { Gesture, GestureTargets } from '@face-session/protocol';
import { nextPictureOrPause } from '../camera/next-picture.js';
import type { SessionEvent } from '../machine/state.js';
import { createGestureTracker, type StartPose } from './gesture-tracker.js';
import type { Measurement } from './guide-messages.js';
import type { Guide } from './guide.js';
import { hintFor, type Shown } from './hint-for.js';
import { createSteady } from './steady.js';

/** What the guide is to look for: the placing of the face, gestures, or nothing. */
export type Aim = 'place' | 'gestures' | undefined;

interface GuideLoopParts {
  readonly video: HTMLVideoElement;
  readonly shown: () => Shown;
  readonly allowClosedEyes: boolean;
  readonly aim: () => Aim;
  readonly dispatch: (event: SessionEvent) => void;
  /** Called if the guide breaks. */
  readonly onBroken: (error: unknown) => void;
}

/** Measures picture after picture while there is something to look for, and tells what each means. */
interface GuideLoop {
  readonly guide: Guide | undefined;
  /** Pictures that were taken for the service so far: counted by whoever takes them. */
  taken: number;
  /** Takes over a guide that was loaded. */
  use(guide: Guide): void;
  /** Goes on measuring if there is a guide and something to look for; one loop at a time. */
  run(): void;
  /** Follows these gestures from now on. @returns whether it can: it has seen a face that looks at the camera */
  follow(gestures: readonly Gesture[], targets: GestureTargets | undefined): boolean;
  readonly close: () => void;
}

export function createGuideLoop({ video, shown, allowClosedEyes, aim, dispatch, onBroken }: GuideLoopParts): GuideLoop {
  let guide: Guide | undefined;
  let isRunning = false;
  let neutral: StartPose | undefined;
  let tracker: ReturnType<typeof createGestureTracker> | undefined;

  const judge = (measurement: Measurement, steady: ReturnType<typeof createSteady>): void => {
    const now = performance.now();
    if (aim() === 'gestures') {
      const progress = tracker?.push(measurement, now, loop.taken);
      if (progress) dispatch({ type: 'GESTURE_PROGRESS', ...progress });
      return;
    }
    const raw = hintFor(measurement, shown(), { allowClosedEyes });
    const { pose, headSize } = measurement;
    if (!raw && pose && headSize !== undefined) neutral = { yaw: pose.yaw, pitch: pose.pitch, roll: pose.roll, headSize };
    const hint = steady.push(raw, now);
    dispatch(hint === 'placed' ? { type: 'PLACED' } : { type: 'HINTED', hint });
  };

  const measureAll = async (): Promise<void> => {
    const steady = createSteady();
    while (guide && aim()) {
      // Awaited from now on: a picture that comes while this one is measured is the next, instead of the one after it.
      const next = nextPictureOrPause(video);
      const measurement = await guide.measure(video);
      if (!aim()) return;
      judge(measurement, steady);
      await next;
    }
  };

  const loop: GuideLoop = {
    taken: 0,
    get guide() {
      return guide;
    },
    use(loaded) {
      guide = loaded;
    },
    run() {
      if (isRunning || !guide || !aim()) return;
      isRunning = true;
      measureAll()
        .catch((error: unknown) => {
          // A guide that was closed by the session itself is not broken.
          if (!guide) return;
          loop.close();
          onBroken(error);
        })
        .finally(() => {
          isRunning = false;
        });
    },
    follow(gestures, targets) {
      tracker = guide && neutral && targets && createGestureTracker(gestures, neutral, targets);
      return tracker !== undefined;
    },
    close() {
      const closed = guide;
      guide = undefined;
      closed?.close();
    },
  };
  return loop;
}
