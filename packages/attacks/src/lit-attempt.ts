import type { FacePool } from '@face-session/face/node';
import { lightPlan, screenLightAt, drawLight, type LitFrame } from '@face-session/liveness';
import { drawRoomLight, relitStill, screenLux, type LightingScreen } from './lit-skin.js';
import type { CameraFrame } from './camera.js';
import { createLitCamera } from './lit-camera.js';
import { litVisitors, type LitVisitorName } from './lit-visitors.js';
import type { FaceStill } from './face-still.js';
import type { LightStep } from '@face-session/protocol';
import type { SeededRandom } from './random.js';

/** What one challenge of light is played with. */
export interface LitScenario {
  readonly visitor: LitVisitorName;
  readonly victim: FaceStill;
  readonly screen: LightingScreen;
  /** Light of a white screen over that of the room, at the face. */
  readonly ratio: number;
}

/** What the service measures of a challenge of light. */
export interface LitMeasures {
  readonly steps: readonly LightStep[];
  readonly frames: readonly LitFrame[];
}

/** A frame of a challenge of light: when it was taken after the first colour was shown, ms. */
interface ShotLight extends CameraFrame {
  readonly atMs: number;
}

/** The frames that a camera takes of a visitor while a sequence is shown. */
export async function shootLight(
  { visitor, victim, screen, ratio }: LitScenario,
  steps: readonly LightStep[],
  random: SeededRandom,
): Promise<ShotLight[]> {
  const otherRandom = random.fork('other');
  const other = drawLight((n) => otherRandom.below(n));
  const room = drawRoomLight(random.fork('room'));
  const place = { screen, room, ratio };
  const presenter = litVisitors[visitor](relitStill(victim, room), place, { shown: steps, other }, random.fork('presenter'));
  const lux = screenLux(screen) * (1 / ratio + screenLightAt(steps, 0)[1]);
  const camera = createLitCamera(random.fork('camera'), lux);
  const jitter = random.fork('timer');
  const { count, intervalMs } = lightPlan(steps);
  const frames: ShotLight[] = [];
  for (let index = 0; index < count; index++) {
    const atMs = 30 + index * intervalMs + jitter.between(0, 33);
    const { scene, answer } = presenter.scene(atMs);
    frames.push({ ...(await camera.take(scene, answer, atMs)), atMs });
  }
  return frames;
}

/** Plays one challenge of light before a camera, and measures its frames as the service does. A frame without a face has no measurement. */
export async function simulateLight(scenario: LitScenario, faces: Pick<FacePool, 'analyse'>, random: SeededRandom): Promise<LitMeasures> {
  const drawn = random.fork('sequence');
  const steps = drawLight((n) => drawn.below(n));
  const frames: LitFrame[] = [];
  for (const { atMs, jpeg } of await shootLight(scenario, steps, random)) {
    const { light } = await faces.analyse(jpeg, { light: true });
    if (light) frames.push({ atMs, light });
  }
  return { steps, frames };
}
