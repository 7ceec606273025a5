import { describe, expect, it } from 'vitest';
import { styles } from './styles.js';

type Colour = readonly [red: number, green: number, blue: number];

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];

/** The tokens of a theme as the style sheet has them; dark ones over light ones. */
function tokensOf(theme: 'light' | 'dark'): Record<string, string> {
  const blocks = [/^dialog \{(.*?)^\}/ms, ...(theme === 'dark' ? [/^dialog\[data-theme='dark'\] \{(.*?)^\}/ms] : [])];
  const declared = blocks.flatMap((block) => [
    ...(block.exec(styles)?.[1] ?? '').matchAll(/--_(\w[\w-]*): var\(--[\w-]+, (#\w+|rgb\([^)]+\))\)/g),
  ]);
  return Object.fromEntries(declared.map(([, name = '', value = '']) => [name, value]));
}

/** A colour as it is seen over another. */
function over(value: string, under: Colour): Colour {
  if (value.startsWith('#')) {
    const digits = value.length === 4 ? value.slice(1).replace(/./g, '$&$&') : value.slice(1);
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Colour;
  }
  const [red, green, blue, percent] = (value.match(/\d+/g) ?? []).map(Number) as [number, number, number, number];
  const share = percent / 100;
  return [red, green, blue].map((part, index) => part * share + (under[index] ?? 0) * (1 - share)) as unknown as Colour;
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string, under: Colour = white): Colour => over(tokens[name] ?? '', under);
  /** Whatever the camera sees shines through the scrim. */
  const grounds = {
    surface: colour('surface'),
    raised: colour('raised'),
    overBlack: colour('scrim', black),
    overWhite: colour('scrim', white),
  };

  it.each(['text', 'muted', 'accent', 'good', 'bad'])('%s can be read on every ground: 4.5 to 1', (name) => {
    for (const [ground, under] of Object.entries(grounds)) expect(contrast(colour(name), under), ground).toBeGreaterThanOrEqual(4.5);
  });

  it('what is written on a button can be read: 4.5 to 1', () => {
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it('the line of the oval can be seen on every ground: 3 to 1', () => {
    for (const [ground, under] of Object.entries(grounds)) expect(contrast(colour('track'), under), ground).toBeGreaterThanOrEqual(3);
  });
});
