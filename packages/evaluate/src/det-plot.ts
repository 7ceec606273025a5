import type { DetPoint } from './error-rates.js';

/** One curve with its name. */
interface DetCurve {
  readonly name: string;
  readonly points: readonly DetPoint[];
}

const WIDTH = 640;
const HEIGHT = 440;
/** Beside the plot. */
const LEGEND = 160;
const MARGIN = { left: 70, right: 20, top: 20, bottom: 50 };
/** Decades of the axes: false match rate across, false non-match rate up. */
const ACROSS = { from: -6, to: 0 };
const UP = { from: -4, to: 0 };
const COLOURS = [
  '#1f5fa8',
  '#c2410c',
  '#15803d',
  '#7e22ce',
  '#b91c1c',
  '#0e7490',
  '#a16207',
  '#4b5563',
  '#db2777',
  '#65a30d',
  '#0f172a',
  '#d97706',
];

/** DET curves on logarithmic axes, as an SVG picture of its own. Rates of 0 lie on the lower edge. */
export function detPlot(curves: readonly DetCurve[]): string {
  const x = (rate: number): number => MARGIN.left + share(rate, ACROSS) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (rate: number): number => HEIGHT - MARGIN.bottom - share(rate, UP) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const grid = [
    ...decades(ACROSS).map((decade) => line(x(10 ** decade), MARGIN.top, x(10 ** decade), HEIGHT - MARGIN.bottom)),
    ...decades(UP).map((decade) => line(MARGIN.left, y(10 ** decade), WIDTH - MARGIN.right, y(10 ** decade))),
    ...decades(ACROSS).map((decade) => text(x(10 ** decade), HEIGHT - MARGIN.bottom + 18, `1e${String(decade)}`, 'middle')),
    ...decades(UP).map((decade) => text(MARGIN.left - 8, y(10 ** decade) + 4, `1e${String(decade)}`, 'end')),
    text(WIDTH / 2, HEIGHT - 10, 'false match rate', 'middle'),
    `<text transform="translate(16 ${String(HEIGHT / 2)}) rotate(-90)" text-anchor="middle">false non-match rate</text>`,
  ];
  const drawn = curves.flatMap(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] as string;
    const path = points.map(({ falseMatchRate, falseNonMatchRate }) => `${fixed(x(falseMatchRate))},${fixed(y(falseNonMatchRate))}`);
    const top = MARGIN.top + 16 + index * 18;
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<rect x="${String(WIDTH)}" y="${String(top - 9)}" width="14" height="4" fill="${colour}"/>`,
      text(WIDTH + 20, top - 3, name, 'start'),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH + LEGEND)} ${String(HEIGHT)}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="${String(WIDTH + LEGEND)}" height="${String(HEIGHT)}" fill="#fff"/>`,
    ...grid,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function share(rate: number, { from, to }: { from: number; to: number }): number {
  const decade = rate > 0 ? Math.log10(rate) : from;
  return (Math.max(from, Math.min(to, decade)) - from) / (to - from);
}

function decades({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="#ddd"/>`;
const text = (x: number, y: number, content: string, anchor: string): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${content}</text>`;
const fixed = (value: number): string => value.toFixed(1);
