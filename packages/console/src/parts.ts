import { h, type Child } from './dom.js';
import { number, percent } from './format.js';
import { filled, texts } from './wording.js';

/** A card with a heading. */
export function card(title: string | null, ...children: readonly Child[]): HTMLElement {
  return h('section', { class: 'card' }, title !== null && h('h2', null, title), ...children);
}

/** A figure with its name, and how it compares with the one before. */
export function figure(name: string, value: string, note: Child = null, kind: 'up' | 'down' | 'same' = 'same'): HTMLElement {
  return h(
    'div',
    { class: 'figure' },
    h('dt', null, name),
    h('dd', null, h('strong', null, value), h('span', { class: `note ${kind}` }, note)),
  );
}

/** How much a figure changed, in words. */
export function change(now: number, before: number): string {
  if (before === 0) return filled(texts().today.changeFromNone, { before: number(before) });
  const difference = (now - before) / before;
  const text = difference >= 0 ? texts().today.changeUp : texts().today.changeDown;
  return filled(text, { change: percent(Math.abs(difference), 1), before: number(before) });
}

/** A table that scrolls in its own box on a narrow screen. */
export function table(
  label: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
  numbers: readonly number[] = [],
): HTMLElement {
  const kind = (index: number): string | null => (numbers.includes(index) ? 'number' : null);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label },
    h(
      'table',
      null,
      h('thead', null, h('tr', null, ...head.map((name, index) => h('th', { scope: 'col', class: kind(index) }, name)))),
      h(
        'tbody',
        null,
        ...rows.map((row) =>
          h(
            'tr',
            null,
            ...row.map((cell, index) => (index === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: kind(index) }, cell))),
          ),
        ),
      ),
    ),
  );
}

/** A card with a table of the same name. @param none what is said where there are no rows; without it the table is empty */
export function tableCard(
  title: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
  { none, numbers, below = [] }: { readonly none?: string; readonly numbers?: readonly number[]; readonly below?: readonly Child[] } = {},
): HTMLElement {
  if (rows.length === 0 && none !== undefined) return card(title, nothing(none));
  return card(title, table(title, head, rows, numbers), ...below);
}

/** Bars with their shares, longest first: a list that is read as text, too. */
export function shares(
  items: readonly { readonly name: string; readonly count: number; readonly note?: string }[],
  whole: number,
): HTMLElement {
  const most = Math.max(1, ...items.map(({ count }) => count));
  return h(
    'ul',
    { class: 'shares' },
    ...items.map(({ name, count, note }) => {
      const bar = h('span', { class: 'fill' });
      // Set by script: the policy of the page allows no attributes of style.
      bar.style.inlineSize = `${String((count / most) * 100)}%`;
      return h(
        'li',
        null,
        h('span', { class: 'name' }, name),
        h('span', { class: 'count' }, number(count), ' ', h('small', null, note ?? percent(count, whole))),
        h('span', { class: 'track', 'aria-hidden': 'true' }, bar),
      );
    }),
  );
}

/** A small label with a colour that its text does not depend on. */
export function badge(text: string, kind: 'good' | 'bad' | 'warn' | 'quiet' | 'main'): HTMLElement {
  return h('span', { class: `badge ${kind}` }, text);
}

/** What is said where there is nothing. */
export function nothing(text: string): HTMLElement {
  return h('p', { class: 'nothing' }, text);
}

/** A value that others chose, read in its own direction. */
export function given(text: string): HTMLElement {
  return h('bdi', null, text);
}

/** An identifier or another technical value: from left to right, in every language. */
export function code(text: string): HTMLElement {
  return h('code', { dir: 'ltr' }, text);
}

/** A field with its label. */
export function field(label: string, input: HTMLElement, hint: string | null = null): HTMLElement {
  return h('label', { class: 'field' }, h('span', null, label), input, hint !== null && h('small', null, hint));
}

/** A list to pick one value from. */
export function select(name: string, options: readonly (readonly [value: string, label: string])[], picked: string): HTMLSelectElement {
  return h('select', { name }, ...options.map(([value, label]) => h('option', { value, selected: value === picked }, label)));
}
