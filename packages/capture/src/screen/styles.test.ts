import { describe, expect, it } from 'vitest';
import { contrast, lowContrasts, pairs, type Colour } from './contrast.js';
import { styles } from './styles.js';

/** The tokens of a theme as the style sheet has them; dark ones over light ones. */
function tokensOf(theme: 'light' | 'dark'): Record<string, string> {
  const blocks = [/^dialog \{(.*?)^\}/ms, ...(theme === 'dark' ? [/^dialog\[data-theme='dark'\] \{(.*?)^\}/ms] : [])];
  const declared = blocks.flatMap((block) => [
    ...(block.exec(styles)?.[1] ?? '').matchAll(/--_(\w[\w-]*): var\(--[\w-]+, (#\w+|rgb\([^)]+\))\)/g),
  ]);
  return Object.fromEntries(declared.map(([, name = '', value = '']) => [name, value]));
}

/** A colour of the style sheet, written with three or six digits. */
function colour(value: string): Colour {
  const digits = value.length === 4 ? value.slice(1).replace(/./g, '$&$&') : value.slice(1);
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Colour;
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const tokens = tokensOf(theme);

  it.each(pairs)('%s can be told from %s: %d to 1', (token, ground, least) => {
    expect(contrast(colour(tokens[token] ?? ''), colour(tokens[ground] ?? ''))).toBeGreaterThanOrEqual(least);
  });
});

describe('an integrator’s colours', () => {
  const light = tokensOf('light');
  const warnings = (own: Record<string, string>): string[] => lowContrasts((token) => colour({ ...light, ...own }[token] ?? ''));

  it('are named with their contrast where people cannot read them', () => {
    expect(warnings({ accent: '#ffcc00' })).toEqual(
      expect.arrayContaining([
        '--face-session-accent on --face-session-surface has a contrast of 1.5 to 1: at least 4.5 is needed.',
        '--face-session-on-accent on --face-session-accent has a contrast of 1.5 to 1: at least 4.5 is needed.',
      ]),
    );
  });

  it('are not complained of where they can be read, nor where nothing is known of them', () => {
    expect(warnings({ accent: '#6a1b9a' })).toEqual([]);
    expect(lowContrasts(() => undefined)).toEqual([]);
  });
});
