import type { OpenedLink } from './link-client.js';
import type { Action, View } from './view.js';

/** Puts a view into the page, in place of the one before. */
export function render(
  main: HTMLElement,
  view: View,
  head: Pick<OpenedLink, 'name' | 'logo'> | null,
  testLabel: string | null,
  onAction: (action: Action) => void,
): void {
  const isFirst = main.childElementCount === 0;
  const title = element('h1', view.title);
  title.tabIndex = -1;
  const form = element('form');
  form.className = 'card';
  const words = element('div');
  words.className = 'words';
  words.append(title, ...view.lines.map((line) => element('p', line)));
  if (view.tips.length > 0) words.append(list('tips', view.tips));
  if (view.notes.length > 0 || view.privacy) words.append(notesOf(view));
  form.append(...(head ? [headOf(head, testLabel)] : []), words, foot(view, onAction));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [primary] = view.buttons;
    if (primary) onAction(primary.action);
  });
  main.dataset.view = view.kind;
  main.replaceChildren(form);
  if (!isFirst) title.focus();
}

/** Marks the page as working: nothing can be pressed twice. */
export function setBusy(main: HTMLElement, busy: boolean): void {
  main.toggleAttribute('aria-busy', busy);
  for (const button of main.querySelectorAll('button')) button.disabled = busy;
}

function headOf({ name, logo }: Pick<OpenedLink, 'name' | 'logo'>, testLabel: string | null): HTMLElement {
  const header = element('header');
  if (logo !== undefined) {
    const image = element('img');
    image.src = logo;
    image.alt = '';
    header.append(image);
  }
  const who = element('span', name);
  who.className = 'name';
  who.dir = 'auto';
  header.append(who);
  if (testLabel !== null) {
    const badge = element('strong', testLabel);
    badge.className = 'test';
    header.append(badge);
  }
  return header;
}

function notesOf({ notes, privacy }: View): HTMLElement {
  const block = element('div');
  block.className = 'notes';
  block.append(...notes.map((note) => element('p', note)));
  if (privacy) {
    const link = element('a', privacy.label);
    link.href = privacy.url;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    const line = element('p');
    line.append(link);
    block.append(line);
  }
  return block;
}

function foot({ consent, buttons }: View, onAction: (action: Action) => void): HTMLElement {
  const footer = element('footer');
  if (consent !== null) {
    const label = element('label');
    const box = element('input');
    box.type = 'checkbox';
    box.required = true;
    label.append(box, element('span', consent));
    footer.append(label);
  }
  buttons.forEach(({ action, label }, index) => {
    const button = element('button', label);
    button.type = index === 0 ? 'submit' : 'button';
    button.className = index === 0 ? 'primary' : 'quiet';
    if (index > 0) {
      button.addEventListener('click', () => {
        onAction(action);
      });
    }
    footer.append(button);
  });
  return footer;
}

function list(name: string, items: readonly string[]): HTMLElement {
  const ul = element('ul');
  ul.className = name;
  ul.append(...items.map((item) => element('li', item)));
  return ul;
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text?: string): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}
