import type { SessionEvent } from '../machine/state.js';
import { html, svg } from './dom.js';
import { drawings, marks, type Drawing, type Mark } from './drawings.js';
import type { ViewButton, ViewPanel, ViewRow } from './view.js';

/** Characters from which on a headline is set smaller, so that it keeps to two lines. Scripts of wide characters count double. */
const LONG = 28;

export function isLong(headline: string): boolean {
  const wide = headline.match(/[\u1200-\u137f\u2e80-\uffef]/g)?.length ?? 0;
  return headline.length + wide > LONG;
}

/**
 * Puts a panel's words, drawing and buttons into its element.
 * @param fillMs how long a button fills before it can be pressed
 * @returns the title, for the focus
 */
export function fillPanel(panel: HTMLElement, view: ViewPanel, onEvent: (event: SessionEvent) => void, fillMs: number): HTMLElement {
  panel.dataset['kind'] = view.kind;
  const title = html('h2', { tabindex: '-1', part: 'title', id: 'title' }, view.title);
  title.classList.toggle('long', isLong(view.title));
  const body = html('div', { class: 'body' }, title);
  if (view.text !== undefined) body.append(html('p', { part: 'text', class: 'text' }, view.text));
  if (view.rows.length > 0) body.append(html('ol', { class: 'rows', part: 'rows' }, ...view.rows.map(rowOf)));
  if (view.tries) body.append(triesOf(view.tries));
  const foot = html('div', { class: 'foot' });
  if (view.note) foot.append(noteOf(view.note));
  for (const each of view.buttons) foot.append(buttonOf(each, onEvent, fillMs));
  if (view.more) body.append(moreOf(view.more));
  const card = html('div', { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'title' });
  if (view.drawing !== undefined) {
    card.append(html('div', { class: 'image', part: 'image' }, html('slot', { name: `${view.kind}-image` }, drawingOf(view.drawing))));
  }
  card.append(body);
  if (foot.childElementCount > 0) card.append(foot);
  panel.replaceChildren(card);
  return title;
}

function drawingOf(name: Drawing): SVGSVGElement {
  const kinds: Record<string, string> = { '~': 'faint', '#': 'tint', '=': 'solid' };
  const paths = drawings[name].map((path: string) => {
    const kind = kinds[path.charAt(0)];
    return svg('path', kind === undefined ? { d: path } : { class: kind, d: path.slice(1) });
  });
  return svg('svg', { class: 'drawing', viewBox: '-4 -4 128 128', 'aria-hidden': 'true' }, ...paths);
}

const markOf = (name: Mark): SVGSVGElement =>
  svg('svg', { class: 'mark', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: marks[name] }));

function rowOf({ sign, isMark, text }: ViewRow): HTMLElement {
  return html(
    'li',
    {},
    html('span', { class: 'sign', 'aria-hidden': 'true' }, isMark ? markOf(sign as Mark) : sign),
    html('span', {}, text),
  );
}

function triesOf({ left, of, label }: NonNullable<ViewPanel['tries']>): HTMLElement {
  const dots = Array.from({ length: of }, (_, index) => html('i', index < left ? {} : { class: 'gone' }));
  return html('p', { class: 'tries', part: 'note' }, html('span', { class: 'dots', 'aria-hidden': 'true' }, ...dots), label);
}

function noteOf({ text, link }: NonNullable<ViewPanel['note']>): HTMLElement {
  const words = html('span', {}, ...(text === undefined ? [] : [text, ' ']));
  if (link) words.append(html('a', { href: link.href, target: '_blank', rel: 'noopener noreferrer' }, link.label));
  return html('p', { class: 'note', part: 'note' }, markOf('lock'), words);
}

function moreOf({ label, lines, isCode }: NonNullable<ViewPanel['more']>): HTMLElement {
  const items = lines.map((line) => html('li', {}, isCode ? html('code', { dir: 'ltr' }, line) : line));
  return html('details', { class: 'more', part: 'more' }, html('summary', {}, label), html('ul', { part: 'tips' }, ...items));
}

function buttonOf(
  { label, event, kind, isFilling = false }: ViewButton,
  onEvent: (event: SessionEvent) => void,
  fillMs: number,
): HTMLElement {
  const button = html('button', { type: 'button', class: kind, part: `button ${kind}` }, html('span', {}, label));
  if (isFilling) {
    // Not `disabled`: who uses a keyboard must be able to wait on it.
    button.setAttribute('aria-disabled', 'true');
    const fill = html('i', { class: 'fill' });
    fill.style.animationDuration = `${String(fillMs)}ms`;
    button.prepend(fill);
  }
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') onEvent(event);
  });
  return button;
}

/** Whether nothing but the filling of buttons differs: then the panel stays, with its focus and what is unfolded. */
export function isSamePanel(a: ViewPanel | undefined, b: ViewPanel | undefined): boolean {
  const settled = (panel: ViewPanel | undefined): string | undefined =>
    JSON.stringify(panel, (key, value: unknown) => (key === 'isFilling' ? undefined : value));
  return settled(a) === settled(b);
}

/** Lets buttons be pressed that have filled. */
export function settleButtons(panel: HTMLElement, view: ViewPanel): void {
  panel.querySelectorAll('.foot button').forEach((button, index) => {
    if (view.buttons[index]?.isFilling !== true) button.removeAttribute('aria-disabled');
  });
}
