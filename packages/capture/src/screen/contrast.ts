/** A colour as red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Relative luminance as WCAG 2.2 defines it, 0 to 1. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours as WCAG 2.2 defines it, 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is read on what, and the least contrast between them: text 4.5 to 1, marks 3 to 1. */
export const pairs: readonly (readonly [token: string, ground: string, least: number])[] = [
  ...['text', 'muted', 'accent', 'good', 'bad'].flatMap((token) =>
    ['surface', 'soft', 'raised'].map((ground) => [token, ground, 4.5] as const),
  ),
  ['on-accent', 'accent', 4.5],
  ['track', 'surface', 3],
];

/**
 * The pairs of tokens whose contrast is too low, in words for the console.
 * @param colourOf the colour of a token; undefined if it cannot be determined
 */
export function lowContrasts(colourOf: (token: string) => Colour | undefined): string[] {
  return pairs.flatMap(([token, ground, least]) => {
    const [over, under] = [colourOf(token), colourOf(ground)];
    if (!over || !under) return [];
    const found = contrast(over, under);
    return found >= least
      ? []
      : [
          `--face-session-${token} on --face-session-${ground} has a contrast of ${found.toFixed(1)} to 1: at least ${String(least)} is needed.`,
        ];
  });
}

/** Warns in the console of an integrator's colours that people cannot read. */
export function warnOfContrast(dialog: HTMLElement): void {
  const probe = document.createElement('i');
  probe.hidden = true;
  dialog.append(probe);
  const style = getComputedStyle(probe);
  const low = lowContrasts((token) => {
    probe.style.color = `var(--_${token})`;
    // Computed colours of other forms (`color(display-p3 …)`, half transparent ones) are left out.
    const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(style.color);
    return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
  });
  probe.remove();
  for (const each of low) console.warn(`Face session: ${each}`);
}
