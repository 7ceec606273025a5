import { frontParts, sideParts, type MeanLight } from '@face-session/face';
import type { LightStep } from '@face-session/protocol';
import { lightPlan, screenLightAt } from '../src/draw-light.js';
import type { LitFrame } from '../src/judge-light.js';

/** How a thing answers a screen, in plain numbers. */
export interface SyntheticAnswer {
  /** The sequence that lights it; the one that was shown unless given. */
  readonly under?: readonly LightStep[];
  /** Light of the screen over that of the room. */
  readonly ratio?: number;
  readonly lagMs?: number;
  /** Share of the answer of a part and of the background. */
  readonly part?: (name: string) => number;
  readonly background?: number | null;
  /** Largest error of a mean, as a share of it. */
  readonly noise?: number;
}

/** Answer of a head: less where it turns away, and where the room lights it more. */
export const headAnswer: Readonly<Record<string, number>> = {
  noseTip: 1.2,
  noseBridge: 0.9,
  rightCheek: 1.05,
  leftCheek: 0.85,
  chin: 0.8,
  forehead: 1,
  rightSide: 0.5,
  leftSide: 0.6,
  rightJaw: 0.45,
  leftJaw: 0.5,
};

/** Frames of a challenge of light, without pictures. */
export function litFrames(steps: readonly LightStep[], answer: SyntheticAnswer = {}): LitFrame[] {
  const {
    under = steps,
    ratio = 0.5,
    lagMs = 120,
    part = (name: string) => headAnswer[name] ?? 1,
    background = 0.05,
    noise = 0.001,
  } = answer;
  let state = 7;
  const error = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + noise * ((2 * state) / 2_147_483_648 - 1);
  };
  const lightOf = (own: MeanLight, share: number, atMs: number): MeanLight => {
    const screen = screenLightAt(under, atMs - lagMs);
    return own.map((value, channel) => value * (1 + share * ratio * (screen[channel] as number)) * error()) as unknown as MeanLight;
  };
  const { count, intervalMs } = lightPlan(steps);
  return Array.from({ length: count }, (_, place) => {
    const atMs = 40 + place * intervalMs;
    const parts = Object.fromEntries([...frontParts, ...sideParts].map((name) => [name, lightOf([0.3, 0.2, 0.15], part(name), atMs)]));
    return {
      atMs,
      light: {
        parts: parts as unknown as LitFrame['light']['parts'],
        background: background === null ? undefined : lightOf([0.2, 0.22, 0.2], background, atMs),
      },
    };
  });
}
