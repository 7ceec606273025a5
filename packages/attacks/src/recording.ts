import type { Gesture } from '@face-session/protocol';
import { challengeOf, gestureCounts, gestureSequences } from '@face-session/liveness';
import type { FaceStill } from './face-still.js';
import { drawManner, drawMotions, endOf, poseAt, type GestureMotion, type Manner } from './head-motion.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';
import { createScreen, type ReplayScreen } from './screen.js';
import { virtualHead, type DrawHead, webcamView } from './virtual-head.js';

/**
 * Which recordings of the victim an attacker has:
 * `frontal` one of the victim looking at the camera; `otherGestures` one of gestures, never those asked for; `anyGestures` one of a random sequence, which
 * may happen to be the one asked for; `library` each of the six, of which the attacker plays those asked for.
 */
type RecordingKind = 'frontal' | 'otherGestures' | 'anyGestures' | 'library';

/** How recordings reach the service: from a screen before a camera, or fed in as a camera's own pictures (a virtual camera). */
type RecordingWay = 'screen' | 'injected';

/** From hearing of a gesture to starting its clip, ms: an operator at a keyboard; a program would be faster. */
const OPERATOR_DELAY_MS = [300, 900] as const;

/** A recorded video of the victim, replayed. */
export class RecordingAttack implements Presenter {
  readonly #kind: RecordingKind;
  readonly #draw: DrawHead;
  readonly #screen: ReplayScreen | null;
  readonly #random: SeededRandom;
  /** One per clip: where one clip ends and the next begins, the picture jumps a little. */
  #clips: { fromMs: number; manner: Manner }[];
  #motions: readonly GestureMotion[] = [];

  constructor(still: FaceStill, kind: RecordingKind, way: RecordingWay, random: SeededRandom) {
    this.#kind = kind;
    this.#random = random.fork('recording');
    this.#draw = virtualHead(still, { ...webcamView, eyeDistance: webcamView.eyeDistance * this.#random.between(0.92, 1.1) });
    this.#screen = way === 'screen' ? createScreen(this.#random.fork('screen')) : null;
    this.#clips = [{ fromMs: 0, manner: drawManner(this.#random.fork('clip')) }];
  }

  scene(atMs: number): Picture {
    const clip = this.#clips.findLast(({ fromMs }) => fromMs <= atMs) ?? this.#clips[0];
    const shown = this.#draw(poseAt(atMs, (clip as { manner: Manner }).manner, this.#motions));
    return this.#screen === null ? shown : this.#screen(shown, atMs);
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    const random = this.#random.fork('motions');
    const start = atMs + random.between(...OPERATOR_DELAY_MS);
    this.#motions = drawMotions(this.#recorded(gestures, random), start, random);
    if (this.#kind === 'library') {
      this.#clips = [
        ...this.#clips,
        ...this.#motions.map(({ startMs }, index) => ({ fromMs: startMs - 150, manner: drawManner(random.fork(`clip${index}`)) })),
      ];
    }
    return Math.max(start, ...this.#motions.map(endOf));
  }

  /** The gestures that are on the recording played. */
  #recorded(asked: readonly Gesture[], random: SeededRandom): readonly Gesture[] {
    if (this.#kind === 'frontal') return [];
    if (this.#kind === 'library') return asked;
    const count = gestureCounts.find((number) => number === asked.length) ?? 1;
    const unrestricted = challengeOf(count, []);
    const all = (unrestricted === null ? [] : gestureSequences(unrestricted)).filter(
      (sequence) => this.#kind === 'anyGestures' || sequence.join() !== asked.join(),
    );
    return all[random.below(all.length)] ?? [];
  }
}
