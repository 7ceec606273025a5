import { screenLightAt, type ScreenLight } from '@face-session/liveness';
import type { LightStep } from '@face-session/protocol';
import { personAt, STILL_SCALE, type FaceStill } from './face-still.js';
import { drawFlat, type FlatThing } from './flat-scene.js';
import { drawManner } from './head-motion.js';
import { headRadius, smoothStep } from './head-shape.js';
import { answeringStill, ANSWER_LEVELS, type LitAnswer, type LightingScreen, type RoomLight } from './lit-skin.js';
import { printed } from './print.js';
import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';
import { drawRoom } from './room.js';
import { EYES_HEIGHT, virtualHead, webcamView } from './virtual-head.js';

/** Where and under what a challenge of light is shown. */
export interface LitPlace {
  readonly screen: LightingScreen;
  readonly room: RoomLight;
  /** Light of a white screen over that of the room, at the face. */
  readonly ratio: number;
}

/** What the camera has before it while a sequence is shown. */
export interface LitPresenter {
  /** @param atMs since the first colour was shown */
  scene(atMs: number): { readonly scene: Picture; readonly answer: LitAnswer | null };
}

/** The sequence that is shown, and one that was shown another time. */
interface LitSequences {
  readonly shown: readonly LightStep[];
  readonly other: readonly LightStep[];
}

type MakeLitPresenter = (victim: FaceStill, place: LitPlace, sequences: LitSequences, random: SeededRandom) => LitPresenter;

/** A head that answers a screen. */
function head(
  victim: FaceStill,
  answering: FaceStill | null,
  ratio: number,
  random: SeededRandom,
  shows: (atMs: number) => ScreenLight,
): LitPresenter {
  const manner = drawManner(random.fork('manner'));
  const view = { ...webcamView, eyeDistance: webcamView.eyeDistance * random.between(0.92, 1.1) };
  const draw = virtualHead(victim, view);
  const drawAnswer = answering && virtualHead(answering, view);
  return {
    scene(atMs) {
      const pose = manner(atMs);
      const scene = draw(pose);
      return { scene, answer: drawAnswer && { places: drawAnswer(pose), ratio, screen: shows(atMs) } };
    },
  };
}

/** A thing before a room under the true light: the print or the screen answers as a plane does. */
function flat(
  victim: FaceStill,
  kind: 'print' | 'bentPrint' | 'screen',
  { screen, room, ratio }: LitPlace,
  { shown }: LitSequences,
  random: SeededRandom,
): LitPresenter {
  const manner = drawManner(random.fork('hand'));
  const background = drawRoom(webcamView.width, webcamView.height, random.fork('room'));
  const width = random.between(5.5, 11);
  const surface = kind === 'screen' ? victim.texture : printed(victim, width, random.fork('ink'));
  const bend = kind === 'bentPrint' ? random.between(50, 110) : 0;
  const thing: FlatThing = {
    surface,
    width: kind === 'screen' ? 13 : width,
    eyes: { x: 0.5, y: kind === 'screen' ? 0.5 : EYES_HEIGHT },
    bend,
  };
  const places: FlatThing = { ...thing, surface: answerOfPlane(surface, thing, screen) };
  const wall = createPicture(webcamView.width, webcamView.height);
  wall.data.fill(Math.round(ANSWER_LEVELS * (screen.distanceCm / (screen.distanceCm + room.wallCm)) ** 2));
  const delayMs = random.between(...CAMERA_DELAY_MS);
  return {
    scene(atMs) {
      const pose = manner(atMs);
      return {
        scene: drawFlat(background, thing, pose, webcamView),
        answer: {
          places: drawFlat(wall, places, pose, webcamView),
          isGlare: kind === 'screen',
          ratio,
          screen: screenLightAt(shown, atMs - delayMs),
        },
      };
    },
  };
}

/** The answer of a plane, less towards its edges, which are further away; of a bent one also by its slope. */
function answerOfPlane(surface: Picture, { width, eyes, bend }: FlatThing, { distanceCm }: LightingScreen): Picture {
  const answer = createPicture(surface.width, surface.height);
  const distance = distanceCm / 6.3;
  const scale = width / surface.width;
  for (let row = 0; row < surface.height; row++) {
    for (let column = 0; column < surface.width; column++) {
      const x = (column - eyes.x * surface.width) * scale;
      const y = (row - eyes.y * surface.height) * scale - 1;
      const slope = (((bend * Math.PI) / 180) * x) / width;
      const level = ANSWER_LEVELS * Math.max(0, Math.cos(slope)) * (distance ** 2 / (distance ** 2 + x * x + y * y)) ** 2;
      answer.data.fill(Math.round(level), (row * surface.width + column) * 3, (row * surface.width + column) * 3 + 3);
    }
  }
  return answer;
}

/** A still in whose place an answer of 1 stands where `isTinted` holds, with what lies between. */
function tint(victim: FaceStill, shareAt: (x: number, y: number) => number): FaceStill {
  const { width, height } = victim.texture;
  const texture = createPicture(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const share = shareAt((column - width / 2) / STILL_SCALE, (row - height / 2) / STILL_SCALE);
      texture.data.fill(Math.round(ANSWER_LEVELS * share), (row * width + column) * 3, (row * width + column) * 3 + 3);
    }
  }
  return { ...victim, texture };
}

/** From a colour on the screen to the picture of it, ms: drawing, the screen's own delay, the camera's. */
const CAMERA_DELAY_MS = [60, 220] as const;
/** From a colour to the tint that a program puts over a recording, ms: it reads the page, and its virtual camera has no lens. */
const TINT_DELAY_MS = [10, 150] as const;

/** Everyone who answers a challenge of light. All except `living` are attacks. */
export const litVisitors = {
  living: (victim, place, { shown }, random) => {
    const delayMs = random.between(...CAMERA_DELAY_MS);
    return head(victim, answeringStill(victim, place.screen, place.room), place.ratio, random, (atMs) =>
      screenLightAt(shown, atMs - delayMs),
    );
  },
  /** A recording of the victim made without a challenge of light. */
  recordingWithoutLight: (victim, place, _sequences, random) => head(victim, null, place.ratio, random, () => [0.5, 0.5, 0.5]),
  /** A recording of the victim made under another sequence. */
  recordingOfOtherLight: (victim, place, { other }, random) =>
    head(victim, answeringStill(victim, place.screen, place.room), place.ratio, random, (atMs) => screenLightAt(other, atMs - 120)),
  /** A recording, tinted as a whole while it is played. */
  tintOfAll: (victim, _place, { shown }, random) => {
    const delayMs = random.between(...TINT_DELAY_MS);
    return head(
      victim,
      tint(victim, () => 1),
      random.between(0.05, 0.5),
      random,
      (atMs) => screenLightAt(shown, atMs - delayMs),
    );
  },
  /** A recording in which the person is tinted, the background not: a segmentation, with a soft edge. */
  tintOfPerson: (victim, _place, { shown }, random) => {
    const delayMs = random.between(...TINT_DELAY_MS);
    const still = tint(victim, (x, y) => personAt(victim.head, x, y));
    return head(victim, still, random.between(0.05, 0.5), random, (atMs) => screenLightAt(shown, atMs - delayMs));
  },
  /** A recording in which only the face is tinted, within its outline. */
  tintOfFace: (victim, _place, { shown }, random) => {
    const delayMs = random.between(...TINT_DELAY_MS);
    const edge = random.between(0.02, 0.2);
    const still = tint(victim, (x, y) => 1 - smoothStep(0.92, 0.92 + edge, headRadius(victim.head, x, y)));
    return head(victim, still, random.between(0.05, 0.5), random, (atMs) => screenLightAt(shown, atMs - delayMs));
  },
  printUnderLight: (victim, place, sequences, random) => flat(victim, 'print', place, sequences, random),
  bentPrintUnderLight: (victim, place, sequences, random) => flat(victim, 'bentPrint', place, sequences, random),
  screenUnderLight: (victim, place, sequences, random) => flat(victim, 'screen', place, sequences, random),
} as const satisfies Record<string, MakeLitPresenter>;

export type LitVisitorName = keyof typeof litVisitors;
