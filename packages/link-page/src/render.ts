import type { OpenLinkResponse } from '@face-session/protocol/schemas';
import type { PageAction, CodeView, PhoneView, PageView } from './view.js';

/** Puts a view into the page, in place of the one before. */
export function render(
  main: HTMLElement,
  view: PageView,
  head: Pick<OpenLinkResponse, 'name' | 'logo'> | null,
  testLabel: string | null,
  onAction: (action: PageAction) => void,
): void {
  const isFirst = main.childElementCount === 0;
  const title = element('h1', view.title);
  title.tabIndex = -1;
  const form = element('form');
  form.className = 'card';
  const words = element('div');
  words.className = 'words';
  words.append(title, ...view.lines.map((line) => element('p', line)));
  if (view.code) words.append(codeOf(view.code));
  if (view.tips.length > 0) words.append(list('tips', view.tips));
  if (view.notes.length > 0 || view.privacy) words.append(notesOf(view));
  const columns = element('div');
  columns.className = 'columns';
  const here = element('div');
  here.className = 'here';
  const phone = view.phone && phoneOf(view.phone, onAction);
  // Beside the capture, or in place of it.
  const isBeside = view.phone !== null && view.phone.title !== null;
  if (phone && !isBeside) words.append(phone);
  here.append(words, foot(view, onAction));
  columns.append(here, ...(phone && isBeside ? [phone] : []));
  form.append(...(head ? [headOf(head, testLabel)] : []), columns);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [primary] = view.buttons;
    if (primary) onAction(primary.action);
  });
  main.dataset.view = view.kind;
  main.replaceChildren(form);
  if (!isFirst) title.focus();
}

/** Changes the line that is read out, and nothing else. */
export function setLive(main: HTMLElement, text: string): void {
  const line = main.querySelector('[role=status]');
  if (line && line.textContent !== text) line.textContent = text;
}

/** Marks the page as working: nothing can be pressed twice. */
export function setBusy(main: HTMLElement, busy: boolean): void {
  main.toggleAttribute('aria-busy', busy);
  for (const button of main.querySelectorAll('button')) button.disabled = busy;
}

function headOf({ name, logo }: Pick<OpenLinkResponse, 'name' | 'logo'>, testLabel: string | null): HTMLElement {
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

function notesOf({ notes, privacy }: PageView): HTMLElement {
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

function foot({ kind, consent, buttons }: PageView, onAction: (action: PageAction) => void): HTMLElement {
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
    // Beside a code for the other device, the way back is not what there is to do.
    const isStart = index === 0 && (action === 'start' || action === 'retry' || (action === 'return' && kind !== 'phone'));
    footer.append(isStart ? submitButton(label) : quietButton(label, action, onAction));
  });
  return footer;
}

function submitButton(label: string): HTMLElement {
  const button = element('button', label);
  button.type = 'submit';
  button.className = 'primary';
  return button;
}

function quietButton(label: string, action: PageAction, onAction: (action: PageAction) => void): HTMLElement {
  const button = element('button', label);
  button.type = 'button';
  button.className = 'quiet';
  button.addEventListener('click', () => {
    onAction(action);
  });
  return button;
}

/** The QR code, the link under it, the code to compare, and how the other device is getting on. */
function phoneOf({ title, text, address, code, live, buttons }: PhoneView, onAction: (action: PageAction) => void): HTMLElement {
  const section = element('section');
  section.className = 'phone';
  if (title !== null) section.append(element('h2', title));
  if (text !== '') section.append(element('p', text));
  if (address) {
    const image = element('img');
    image.className = 'qr';
    image.src = `data:image/svg+xml,${encodeURIComponent(address.qrSVG)}`;
    image.alt = text;
    const link = element('a', address.url.replace(/^https?:\/\//, ''));
    link.href = address.url;
    link.className = 'address';
    link.dir = 'ltr';
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    section.append(image, link);
  }
  if (code) section.append(codeOf(code));
  for (const { action, label } of buttons) section.append(quietButton(label, action, onAction));
  if (live !== null) {
    const line = element('p', live);
    line.className = 'live';
    line.setAttribute('role', 'status');
    section.append(line);
  }
  return section;
}

function codeOf({ label, code, note }: CodeView): HTMLElement {
  const block = element('div');
  block.className = 'code';
  const value = element('strong', code);
  value.dir = 'ltr';
  value.lang = 'en';
  block.append(element('span', label), value, ...(note === null ? [] : [element('span', note)]));
  return block;
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
