import { button, h, svg } from './dom.js';
import { number } from './format.js';
import { csvOf, saveFile } from './save-file.js';
import { texts } from './wording.js';

/** One series of a plot, drawn in the colour of its kind. */
export interface PlotSeries {
  readonly name: string;
  readonly kind: 'main' | 'good' | 'bad' | 'quiet';
  readonly values: readonly number[];
}

/** What a plot shows: a bar for each step, of stacked or layered series. */
export interface Plot {
  readonly title: string;
  /** Says what the plot shows where it cannot be seen. */
  readonly summary: string;
  /** Heading of the first column of its table. */
  readonly stepsName: string;
  readonly steps: readonly { readonly label: string; readonly full: string }[];
  /** Stacked upon each other. */
  readonly series: readonly PlotSeries[];
  /** Drawn as lines over the bars. */
  readonly lines?: readonly PlotSeries[];
  /** Whether it stands beside another. */
  readonly isHalf?: true;
  /** A value from which something holds, marked by a line across. */
  readonly mark?: { readonly step: number; readonly label: string };
}

/** Size of the drawing, in its own units; it scales with its place. */
const [HEIGHT, LEFT, BOTTOM, TOP] = [240, 44, 26, 10];

/** A drawing over the whole width, over half of it, on a tablet and on a phone: letters have about the same size in each. */
const widths = { whole: 1000, half: 500, tablet: 800, phone: 400 } as const;

/** The widest windows of a phone and of a tablet, in pixels; that of the tablet is as in the styles. */
const [PHONE, TABLET] = ['(max-width: 560px)', '(max-width: 860px)'];

function widthOf({ isHalf }: Plot): number {
  if (matchMedia(PHONE).matches) return widths.phone;
  if (matchMedia(TABLET).matches) return isHalf ? widths.phone : widths.tablet;
  return isHalf ? widths.half : widths.whole;
}

/** A plot as a figure: the drawing, a table behind it, and both to save. */
export function plotFigure(plot: Plot): HTMLElement {
  const drawing = drawingOf(plot);
  const t = texts().plot;
  const all = [...plot.series, ...(plot.lines ?? [])];
  const rows = plot.steps.map(({ full }, index) => [full, ...all.map(({ values }) => values[index] ?? 0)]);
  const fileName = plot.title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return h(
    'figure',
    { class: 'plot' },
    h('figcaption', null, h('h2', null, plot.title), legendOf(all)),
    drawing,
    h(
      'details',
      null,
      h('summary', null, t.table),
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': plot.title },
        h(
          'table',
          null,
          h(
            'thead',
            null,
            h('tr', null, ...[plot.stepsName, ...all.map(({ name }) => name)].map((name) => h('th', { scope: 'col' }, name))),
          ),
          h(
            'tbody',
            null,
            ...rows.map(([name = '', ...values]) =>
              h(
                'tr',
                null,
                h('th', { scope: 'row' }, name),
                ...values.map((value) => h('td', { class: 'number' }, number(Number(value), 2))),
              ),
            ),
          ),
        ),
      ),
    ),
    h(
      'div',
      { class: 'save' },
      button(
        t.csv,
        () => {
          const head = [plot.stepsName, ...all.map(({ name }) => name)];
          saveFile(`${fileName}.csv`, new Blob(['\ufeff', csvOf([head, ...rows])], { type: 'text/csv' }));
        },
        'link',
      ),
      button(t.png, () => void savePNG(drawing, widthOf(plot), `${fileName}.png`), 'link'),
    ),
  );
}

function legendOf(series: readonly PlotSeries[]): HTMLElement | null {
  if (series.length < 2) return null;
  return h('ul', { class: 'legend' }, ...series.map(({ name, kind }) => h('li', null, h('span', { class: `dot ${kind}` }), name)));
}

function drawingOf(plot: Plot): SVGElement {
  const { steps, series, lines = [], summary, mark } = plot;
  const width = widthOf(plot);
  const sums = steps.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const top = roundTop(Math.max(1, ...sums, ...lines.flatMap(({ values }) => values)));
  const isMirrored = document.documentElement.dir === 'rtl';
  const [inner, depth] = [width - LEFT - 4, HEIGHT - TOP - BOTTOM];
  const slot = inner / Math.max(1, steps.length);
  const y = (value: number): number => TOP + depth * (1 - value / top);
  const x = (index: number): number => (isMirrored ? width - LEFT - (index + 1) * slot : LEFT + index * slot);
  const gap = Math.min(6, slot * 0.28);
  const everyNth = Math.ceil(steps.length / (width / 80));
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  const labelX = isMirrored ? width - LEFT + 8 : LEFT - 8;
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': summary, class: 'drawing' },
    ...grid.map((value) =>
      svg(
        'g',
        { 'aria-hidden': 'true' },
        svg('line', { class: 'grid', x1: isMirrored ? 4 : LEFT, x2: isMirrored ? width - LEFT : width - 4, y1: y(value), y2: y(value) }),
        svg(
          'text',
          { class: 'axis', x: labelX, y: y(value) + 4, 'text-anchor': isMirrored ? 'start' : 'end', direction: 'ltr' },
          number(value, 1),
        ),
      ),
    ),
    ...steps.flatMap(({ full }, index) => {
      let base = 0;
      return series.map(({ values, kind, name }) => {
        const value = values[index] ?? 0;
        const bottom = base;
        base += value;
        if (value === 0) return null;
        const rounding = Math.min(2, slot / 4);
        return svg(
          'rect',
          {
            class: `bar ${kind}`,
            x: x(index) + gap / 2,
            width: Math.max(1, slot - gap),
            y: y(bottom + value),
            height: Math.max(1, y(bottom) - y(bottom + value)),
            rx: rounding,
          },
          svg('title', null, `${full}: ${name} ${number(value, 2)}`),
        );
      });
    }),
    ...lines.map(({ values, kind }) =>
      svg('polyline', {
        class: `line ${kind}`,
        points: steps.map((_, index) => `${String(x(index) + slot / 2)},${String(y(values[index] ?? 0))}`).join(' '),
      }),
    ),
    mark
      ? svg(
          'g',
          { 'aria-hidden': 'true' },
          svg('line', { class: 'mark', x1: x(mark.step), x2: x(mark.step), y1: TOP, y2: HEIGHT - BOTTOM }),
          svg('text', { class: 'axis', x: x(mark.step) - 6, y: TOP + 10, 'text-anchor': 'end' }, mark.label),
        )
      : null,
    ...steps.map(({ label }, index) =>
      index % everyNth === 0
        ? svg('text', { class: 'axis', x: x(index) + slot / 2, y: HEIGHT - 8, 'text-anchor': 'middle', 'aria-hidden': 'true' }, label)
        : null,
    ),
  );
}

/** The next round number above a value: 1, 2, 4 or 5 times a power of ten, or a small multiple of four. */
function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 4, 5, 8, 10].find((candidate) => candidate * power >= value) ?? 10;
  return factor * power < 4 ? 4 : factor * power;
}

/** How many pixels of the picture one unit of the drawing is. */
const PIXELS = 2;

/** Draws a plot into a PNG, in the colours that it has on the screen. */
async function savePNG(drawing: SVGElement, width: number, fileName: string): Promise<void> {
  const copy = drawing.cloneNode(true) as SVGElement;
  const shown = [drawing, ...drawing.querySelectorAll('*')];
  for (const [index, part] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = shown[index];
    if (!original) continue;
    const style = getComputedStyle(original);
    for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size'])
      part.setAttribute(name, style.getPropertyValue(name));
  }
  const ground = getComputedStyle(drawing.closest('.card') ?? document.body).backgroundColor;
  copy.prepend(svg('rect', { width: width, height: HEIGHT, fill: ground }));
  copy.setAttribute('width', String(width * PIXELS));
  copy.setAttribute('height', String(HEIGHT * PIXELS));
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * PIXELS, HEIGHT * PIXELS];
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    const png = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/png');
    });
    if (png) saveFile(fileName, png);
  } finally {
    URL.revokeObjectURL(address);
  }
}
