import { linearLight, srgbLevel } from '@face-session/face';
import { LIGHT_CHANGE_MS, MAX_LIGHT_STEPS, type FramePlan, type LightStep } from '@face-session/protocol';
import { MAX_FRAME_BYTES } from './frame-plan.js';

/** The screen before the first change: neutral. */
export const NEUTRAL_LIGHT = '#bcbcbc';

/**
 * The colours that are drawn from. All have the relative luminance of {@link NEUTRAL_LIGHT} (0.50, within 0.01), so that a change of colour is no flash, and none is
 * a saturated red (WCAG 2.3.1). They lie around the neutral in six directions: what one is taken for is never its neighbour by chance alone.
 */
export const lightColours = ['#faac3f', '#b3c627', '#27d1be', '#66c4ff', '#d0abff', '#fea3a5'] as const;

/** How long a colour is shown, in milliseconds: at most 2 changes a second. */
export const lightLengths = [500, 650, 800] as const;

/** Colours of a sequence beside the neutral that it begins with. */
export const LIGHT_COLOUR_COUNT = MAX_LIGHT_STEPS - 1;

/** How long the neutral is shown, in milliseconds: the frames of it are what the colours are compared with. */
const NEUTRAL_MS = 600;

/** Five frames a second: at least two of every colour. */
const LIGHT_INTERVAL_MS = 200;

/** Showing the notice, reading it, and a slow network, in milliseconds. */
const LIGHT_PATIENCE_MS = 45_000;

/** How many sequences {@link drawLight} can draw: 205,031,250, each as likely as any other (27.6 bits). */
export const LIGHT_SEQUENCES =
  lightColours.length * (lightColours.length - 1) ** (LIGHT_COLOUR_COUNT - 1) * lightLengths.length ** LIGHT_COLOUR_COUNT;

/**
 * Draws the colours of one attempt. The first has half the strength of the others, and no colour follows itself.
 * @param random uniform whole number from 0 to n - 1, from a cryptographic source
 */
export function drawLight(random: (n: number) => number): LightStep[] {
  const steps: LightStep[] = [{ colour: NEUTRAL_LIGHT, ms: NEUTRAL_MS }];
  let last = -1;
  for (let place = 0; place < LIGHT_COLOUR_COUNT; place++) {
    const drawn = random(last === -1 ? lightColours.length : lightColours.length - 1);
    last = last === -1 || drawn < last ? drawn : drawn + 1;
    const colour = lightColours[last] as string;
    steps.push({ colour: place === 0 ? halfway(colour) : colour, ms: lightLengths[random(lightLengths.length)] as number });
  }
  return steps;
}

/** Returns the plan of the frames of a sequence. */
export function lightPlan(steps: readonly LightStep[]): FramePlan {
  return { count: Math.floor(lightMs(steps) / LIGHT_INTERVAL_MS), intervalMs: LIGHT_INTERVAL_MS, maxBytes: MAX_FRAME_BYTES };
}

/** The plan with the most frames. */
export const longestLightPlan: FramePlan = lightPlan([
  { colour: NEUTRAL_LIGHT, ms: NEUTRAL_MS },
  ...Array.from({ length: LIGHT_COLOUR_COUNT }, () => ({ colour: NEUTRAL_LIGHT, ms: Math.max(...lightLengths) })),
]);

/** How long after the challenge the upload must have arrived, ms. */
export function lightDeadlineMs(steps: readonly LightStep[]): number {
  return lightMs(steps) + LIGHT_PATIENCE_MS;
}

/** How long a sequence is shown, ms. */
export function lightMs(steps: readonly LightStep[]): number {
  return steps.reduce((sum, { ms }) => sum + ms, 0);
}

/** Linear light of a screen: red, green, blue, 0 to 1. */
export type ScreenLight = readonly [red: number, green: number, blue: number];

/** The light of a colour `#rrggbb`. */
export function lightOf(colour: string): ScreenLight {
  const [red = 0, green = 0, blue = 0] = levelsOf(colour).map(linearLight);
  return [red, green, blue];
}

/**
 * The light of a screen that shows a sequence.
 * @param atMs since the first colour was shown; before and after the sequence the first and the last colour
 */
export function screenLightAt(steps: readonly LightStep[], atMs: number): ScreenLight {
  let beganMs = 0;
  for (const [place, { colour, ms }] of steps.entries()) {
    if (atMs < beganMs + ms || place === steps.length - 1) {
      const before = levelsOf(steps[place - 1]?.colour ?? colour);
      const share = Math.max(0, Math.min(1, (atMs - beganMs) / LIGHT_CHANGE_MS));
      // The change runs evenly in sRGB, as a transition of a style does.
      const [red = 0, green = 0, blue = 0] = levelsOf(colour).map((level, channel) => {
        const from = before[channel] ?? level;
        return linearLight(from + share * (level - from));
      });
      return [red, green, blue];
    }
    beganMs += ms;
  }
  return lightOf(NEUTRAL_LIGHT);
}

/** Between a colour and the neutral, with the same luminance. */
function halfway(colour: string): string {
  const neutral = lightOf(NEUTRAL_LIGHT);
  return `#${lightOf(colour)
    .map((value, channel) =>
      Math.round(srgbLevel((value + (neutral[channel] as number)) / 2))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function levelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
