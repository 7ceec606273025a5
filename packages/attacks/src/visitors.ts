import type { Gesture } from '@face-session/protocol';
import type { PlayedFrame } from './attempt.js';
import type { FaceStill } from './face-still.js';
import { injectors } from './injections.js';
import { MovedStill, PlanarGestures, stillMedia, type StillMotion } from './moved-still.js';
import { VirtualSubject, type Presenter } from './presenter.js';
import { PrintAttack } from './print.js';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';
import { RecordingAttack } from './recording.js';
import { drawReencoding, reencode } from './reencoded.js';
import type { Visitor } from './session.js';
import { SplicedRecording } from './spliced-recording.js';
import { StillPicture } from './still-picture.js';

/** Two people before one camera, one after the other. */
class Succession implements Presenter {
  #changedAtMs = Infinity;

  constructor(
    private readonly first: Presenter,
    private readonly second: Presenter,
    /** When they change: at a time, or when gestures are asked for. */
    private readonly change: number | 'challenge',
  ) {
    if (change !== 'challenge') this.#changedAtMs = change;
  }

  scene(atMs: number): Picture {
    return (atMs < this.#changedAtMs ? this.first : this.second).scene(atMs);
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    if (this.change === 'challenge') this.#changedAtMs = atMs;
    return this.second.challenge(gestures, atMs);
  }
}

/** All presenters for a session of `victim`; `attacker` is another person. All except `genuine` are attacks. */
export const visitors = {
  genuine: (victim) => ({ attempt: (_number, _earlier, random) => ({ presenter: new VirtualSubject(victim, random) }) }),

  stillPicture: (victim) => ({ attempt: (_number, _earlier, random) => ({ presenter: new StillPicture(victim, random) }) }),
  stillPanned: (victim) => movedStill(victim, 'panned'),
  stillZoomed: (victim) => movedStill(victim, 'zoomed'),
  stillRotated: (victim) => movedStill(victim, 'rotated'),
  stillHandheld: (victim) => movedStill(victim, 'handheld'),
  /** A still that tilts and comes closer as the gestures ask. */
  stillPlanarGestures: (victim) => throughMedia((random) => new PlanarGestures(victim, random)),
  printFixed: (victim) => ({ attempt: (_number, _earlier, random) => ({ presenter: new PrintAttack(victim, 'fixed', random) }) }),
  printMoved: (victim) => ({ attempt: (_number, _earlier, random) => ({ presenter: new PrintAttack(victim, 'moved', random) }) }),
  printBent: (victim) => ({ attempt: (_number, _earlier, random) => ({ presenter: new PrintAttack(victim, 'bent', random) }) }),

  replayFrontal: (victim) => recording(victim, 'frontal', 'screen'),
  replayOtherGestures: (victim) => recording(victim, 'otherGestures', 'screen'),
  replayAnyGestures: (victim) => recording(victim, 'anyGestures', 'screen'),
  libraryOnScreen: (victim) => recording(victim, 'library', 'screen'),
  libraryInjected: (victim) => recording(victim, 'library', 'injected'),

  ...injectors,

  /** A recording of the victim for the match, then the attacker in person for the gestures. */
  swapAtGestures: (victim, attacker) => ({
    attempt: (_number, _earlier, random) => ({
      presenter: new Succession(
        new RecordingAttack(victim, 'frontal', 'injected', random),
        new VirtualSubject(attacker, random),
        'challenge',
      ),
    }),
  }),
  /** The attacker in person, the victim for some frames of the burst. */
  swapInBurst: (victim, attacker) => ({
    attempt: (_number, _earlier, random) => ({
      presenter: new Succession(new RecordingAttack(victim, 'frontal', 'injected', random), new VirtualSubject(attacker, random), 900),
    }),
  }),

  /** A frontal recording of the victim, edited live, with the attacker's head where a turned face cannot be known. */
  splicedTurns: (victim, attacker) => ({
    attempt: (_number, _earlier, random) => ({ presenter: new SplicedRecording(victim, attacker, random) }),
  }),

  /** One frame sent over and over, as it is. */
  repeatedFrame: (victim) => ({
    attempt: (_number, _earlier, random) => ({
      presenter: new RecordingAttack(victim, 'frontal', 'injected', random),
      client: { burst: repeatFirst, gestures: repeatFirst },
    }),
  }),
  /** The frames of a living person, in another order. */
  reorderedFrames: (victim) => ({
    attempt: (_number, _earlier, random) => ({
      presenter: new VirtualSubject(victim, random),
      client: { burst: (frames) => [...frames].reverse(), gestures: (frames) => [...frames].reverse() },
    }),
  }),
  /** A living person's first attempt, its frames sent again with new times. The first attempt itself fails: no gesture is done. */
  replayedAttempt: (victim) => ({
    attempt: (_number, earlier, random) => {
      const recorded = earlier[0]?.uploads;
      return {
        presenter: new RecordingAttack(victim, 'frontal', 'injected', random),
        client:
          recorded === undefined
            ? { burst: (frames) => frames.slice(0, 2) }
            : { burst: (frames) => retimed(recorded.burst, frames), gestures: (frames) => retimed(recorded.burst, frames) },
      };
    },
  }),
  /**
   * The burst of a living person, sent again in other pixels and with new times; gestures are done right. The first attempt is the one that is recorded: its frames come in another
   * order, so that it fails.
   */
  replayReencoded: (victim) => ({
    attempt: (_number, earlier, random) => {
      const recorded = earlier[0]?.uploads.burst;
      if (recorded === undefined)
        return { presenter: new VirtualSubject(victim, random), client: { burst: (frames) => [...frames].reverse() } };
      const how = drawReencoding(random.fork('reencoding'));
      return {
        presenter: new RecordingAttack(victim, 'library', 'injected', random),
        client: { burst: (frames) => Promise.all(retimed([...recorded].reverse(), frames).map((frame) => reencode(frame, how))) },
      };
    },
  }),
  /** True frames with times from before the challenge, and all at once. */
  forgedTimes: (victim) => ({
    attempt: (_number, _earlier, random) => ({
      presenter: new VirtualSubject(victim, random),
      client: {
        burst: (frames) => frames.map((frame, index) => ({ ...frame, capturedAtMs: index })),
        gestures: (frames) => frames.map((frame, index) => ({ ...frame, capturedAtMs: index * 200 })),
      },
    }),
  }),
  /** A living person who does no gesture, by a client that sends the burst's kind of frames. */
  skippedGestures: (victim) => ({
    attempt: (_number, _earlier, random) => {
      const subject = new VirtualSubject(victim, random);
      return { presenter: { scene: (atMs) => subject.scene(atMs), challenge: (_gestures, atMs) => atMs } };
    },
  }),
} as const satisfies Record<string, (victim: FaceStill, attacker: FaceStill) => Visitor>;

export type VisitorName = keyof typeof visitors;

function recording(victim: FaceStill, kind: 'frontal' | 'otherGestures' | 'anyGestures' | 'library', way: 'screen' | 'injected'): Visitor {
  // One recording serves all attempts of a session; what is random is when and how it is played.
  return {
    attempt: (_number: number, _earlier: unknown, random: SeededRandom) => ({ presenter: new RecordingAttack(victim, kind, way, random) }),
  };
}

/** A still moved in one manner. */
function movedStill(victim: FaceStill, motion: StillMotion): Visitor {
  return throughMedia((random) => new MovedStill(victim, motion, random));
}

/** A still whose attempts go each through a medium drawn at random. */
function throughMedia(presenterOf: (random: SeededRandom) => Presenter): Visitor {
  const media = Object.values(stillMedia);
  return {
    attempt: (_number: number, _earlier: unknown, random: SeededRandom) => ({
      presenter: presenterOf(random),
      client: media[random.fork('medium').below(media.length)] ?? {},
    }),
  };
}

function repeatFirst(frames: readonly PlayedFrame[]): PlayedFrame[] {
  const first = frames[0];
  return first === undefined ? [] : frames.map(({ capturedAtMs }) => ({ ...first, capturedAtMs }));
}

/** Old frames with the times of new ones. */
function retimed(old: readonly PlayedFrame[], fresh: readonly PlayedFrame[]): PlayedFrame[] {
  return old.flatMap((frame, index) => {
    const time = fresh[index]?.capturedAtMs;
    return time === undefined ? [] : [{ ...frame, capturedAtMs: time }];
  });
}
