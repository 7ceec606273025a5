import { LIGHT_CHANGE_MS, MAX_LIGHT_STEPS, MAX_UPLOAD_FRAMES } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import {
  drawLight,
  LIGHT_SEQUENCES,
  lightColours,
  lightLengths,
  lightMs,
  lightOf,
  lightPlan,
  longestLightPlan,
  NEUTRAL_LIGHT,
  screenLightAt,
} from './draw-light.js';
import { burstParts, firstBurstParts, gestureParts, lightParts, nodParts, spoofParts } from './frame-plan.js';

/** Relative luminance, as WCAG defines it. */
const luminanceOf = ([red, green, blue]: readonly [number, number, number]): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Random numbers that are the same on every run. */
function counted(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

/** Every colour that a challenge can show: the neutral, and each at half and at full strength. */
const shownColours = [
  NEUTRAL_LIGHT,
  ...lightColours,
  ...lightColours.map((_, wanted) => drawLight((n) => (n === lightColours.length ? wanted : 0))[1]?.colour ?? ''),
];

/** Both colours of a change, and what lies between them. */
function changeOf(from: string, to: string): (readonly [number, number, number])[] {
  const steps = [
    { colour: from, ms: 500 },
    { colour: to, ms: 500 },
  ];
  return Array.from({ length: 13 }, (_, place) => screenLightAt(steps, 500 + (place * LIGHT_CHANGE_MS) / 12));
}

describe('The rule of WCAG 2.3.1 holds for every sequence that can be drawn', () => {
  it.each(shownColours.flatMap((from) => shownColours.filter((to) => to !== from).map((to) => [from, to])))('from %s to %s', (from, to) => {
    const lights = changeOf(from, to);
    const luminances = lights.map(luminanceOf);
    // A general flash is a change of a tenth of the largest relative luminance.
    expect(Math.max(...luminances) - Math.min(...luminances)).toBeLessThan(0.1);
    // A saturated red has four fifths of its light in red.
    for (const [red, green, blue] of lights) expect(red / (red + green + blue)).toBeLessThan(0.8);
  });

  it('changes at most twice a second', () => {
    expect(Math.min(...lightLengths)).toBeGreaterThanOrEqual(500);
    for (let seed = 0; seed < 200; seed++) for (const { ms } of drawLight(counted(seed))) expect(ms).toBeGreaterThanOrEqual(500);
  });

  it('begins with the neutral, and changes by half first', () => {
    const distance = (colour: string): number =>
      Math.hypot(...lightOf(colour).map((value, channel) => value - (lightOf(NEUTRAL_LIGHT)[channel] as number)));
    for (let seed = 0; seed < 200; seed++) {
      const [neutral, first] = drawLight(counted(seed));
      expect(neutral?.colour).toBe(NEUTRAL_LIGHT);
      expect(distance(first?.colour ?? '')).toBeLessThan(0.36);
    }
  });
});

describe('drawLight', () => {
  it('never shows a colour twice in succession', () => {
    for (let seed = 0; seed < 500; seed++) {
      const colours = drawLight(counted(seed)).map(({ colour }) => colour);
      expect(colours).toHaveLength(MAX_LIGHT_STEPS);
      // At half strength the first is another colour; what it is at full strength must not follow.
      const first = lightColours[shownColours.slice(1 + lightColours.length).indexOf(colours[1] ?? '')];
      [first, ...colours.slice(2)].forEach((colour, place, all) => {
        expect(colour).not.toBe(all[place + 1]);
      });
    }
  });

  it('draws from 205,031,250 sequences, each by numbers of its own', () => {
    expect(LIGHT_SEQUENCES).toBe(205_031_250);
    let sequences = 1;
    drawLight((n) => {
      sequences *= n;
      return n - 1;
    });
    expect(sequences).toBe(LIGHT_SEQUENCES);
  });

  it('asks for five frames a second while the colours are shown, and never for more than an upload holds', () => {
    const steps = drawLight(counted(1));
    const { count, intervalMs } = lightPlan(steps);
    expect(count * intervalMs).toBeLessThanOrEqual(lightMs(steps));
    expect(longestLightPlan.count).toBeGreaterThanOrEqual(count);
    expect(longestLightPlan.count).toBeLessThanOrEqual(MAX_UPLOAD_FRAMES);
  });
});

it('No frame of a burst, of gestures or of a nod has its light measured: it costs nothing where it is off', () => {
  for (const parts of [burstParts(), firstBurstParts(0), spoofParts(), nodParts(), gestureParts]) expect(parts).not.toHaveProperty('light');
  expect(lightParts(1)).toEqual({ light: true, template: false });
});
