import type { CaptureOptions } from '../capture-options.js';
import { addStyles } from '../screen/add-styles.js';
import { brandOf } from '../screen/brand.js';
import { html, svg } from '../screen/dom.js';
import { applyLayout } from '../screen/layout.js';
import type { Texts } from '../texts/texts.js';
import type { HandOffAction, HandOffView } from './hand-off-view.js';

export type { HandOffAction } from './hand-off-view.js';

/** What the screen needs beside the views. */
interface HandOffScreenOptions {
  readonly options: Pick<CaptureOptions, 'brand' | 'cspNonce'>;
  readonly texts: Texts;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  readonly isTest: boolean;
}

interface HandOffScreen {
  readonly dialog: HTMLDialogElement;
  open(root: ShadowRoot): void;
  render(view: HandOffView): void;
  readonly setTheme: (theme: 'light' | 'dark') => void;
  readonly close: () => void;
}

/** Beside the styles of the capture, whose panels this is one of. Where drawings make way for words, the code does not: it is what the screen is for. */
const styles = `
.panel[data-kind='hand-off'] .image { display: grid !important; flex: 1 1 14.5rem; min-block-size: 9.5rem; padding: .75rem; }
.panel[data-kind='hand-off'] .body { flex: 0 1 auto; min-block-size: 6rem; }
.qr { block-size: 100%; inline-size: 100%; max-block-size: 18rem; min-block-size: 0; fill: #000; background: #fff; border-radius: 12px; aspect-ratio: 1; object-fit: contain; inline-size: auto; max-inline-size: 100%; }
.address { display: block; margin-block-start: .5rem; font-size: .875rem; color: var(--_accent); text-underline-offset: 3px; overflow-wrap: anywhere; }
.code { margin-block-start: 1rem; display: grid; justify-items: start; gap: .125rem; color: var(--_muted); }
dialog[dir='rtl'] .address { text-align: right; }
.code strong { font-size: 1.625rem; letter-spacing: .04em; color: var(--_text); }
.live { margin: 1rem 0 0; color: var(--_muted); }
[data-flow='wide'] .panel[data-kind='hand-off'] .body { align-self: center; }
[data-tight] .panel[data-kind='hand-off'] :is(.code, .live) { margin-block-start: .5rem; }
[data-tight][data-flow='wide'] .panel[data-kind='hand-off'] .card { grid-template: minmax(0, 1fr) auto / minmax(0, 2fr) minmax(0, 3fr); }
[data-tight][data-flow='wide'] .panel[data-kind='hand-off'] :is(.body, .foot) { grid-column: 2; }
`;

/** A phone, as the capture's own drawings are drawn. */
const PHONE = 'M42 12h36a7 7 0 0 1 7 7v82a7 7 0 0 1-7 7H42a7 7 0 0 1-7-7V19a7 7 0 0 1 7-7M54 97h12';

export function createHandOffScreen(setup: HandOffScreenOptions, onAction: (action: HandOffAction) => void): HandOffScreen {
  const { options, texts, language, direction, theme, isTest } = setup;
  const exit = html(
    'button',
    { class: 'icon', part: 'exit', type: 'button', 'aria-label': texts.exit },
    svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M6 6l12 12M18 6 6 18' })),
  );
  const logo = html('div', { class: 'logo', part: 'logo' }, html('slot', { name: 'logo' }, ...brandOf(options.brand)));
  const test = isTest ? [html('strong', { class: 'test', part: 'test' }, texts.test)] : [];
  const image = html('div', { class: 'image', part: 'image' });
  const title = html('h2', { tabindex: '-1', part: 'title', id: 'title' });
  const words = html('div');
  const live = html('p', { class: 'live', role: 'status', part: 'live' });
  const foot = html('div', { class: 'foot' });
  const card = html(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'title' },
    image,
    html('div', { class: 'body' }, title, words, live),
    foot,
  );
  const panel = html('div', { class: 'panel', part: 'panel', 'data-kind': 'hand-off' }, card);
  const frame = html('div', { class: 'frame', part: 'frame' }, html('header', {}, logo, ...test, exit), panel);
  const dialog = html(
    'dialog',
    { part: 'screen', lang: language, dir: direction, 'aria-label': texts.screen, 'data-theme': theme, 'data-phase': 'hand-off' },
    frame,
  );
  exit.addEventListener('click', () => {
    onAction('leave');
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onAction('leave');
  });
  const arrange = (): void => {
    applyLayout(dialog);
  };
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(arrange) : undefined;
  let shown = '';

  return {
    dialog,
    open(root) {
      addStyles(root, styles, options.cspNonce);
      root.append(dialog);
      dialog.showModal();
      arrange();
      observer?.observe(dialog);
    },
    render(view) {
      const still = JSON.stringify({ ...view, live: '' });
      if (still !== shown) {
        shown = still;
        title.textContent = view.title;
        image.replaceChildren(view.address ? qrOf(view.address.qrSVG, view.text ?? '') : phone());
        words.replaceChildren(...wordsOf(view));
        foot.replaceChildren(
          ...view.buttons.map(({ action, label, kind }) => {
            const button = html('button', { type: 'button', class: kind, part: `button ${kind}` }, html('span', {}, label));
            button.addEventListener('click', () => {
              onAction(action);
            });
            return button;
          }),
        );
        title.focus();
      }
      if (live.textContent !== (view.live ?? '')) live.textContent = view.live ?? '';
    },
    setTheme(name) {
      dialog.dataset['theme'] = name;
    },
    close() {
      observer?.disconnect();
      if (dialog.open) dialog.close();
      dialog.remove();
    },
  };
}

function wordsOf({ text, address, code }: HandOffView): HTMLElement[] {
  return [
    ...(text === undefined ? [] : [html('p', { class: 'text', part: 'text' }, text)]),
    ...(address ? [addressOf(address.url)] : []),
    ...(code ? [html('div', { class: 'code', part: 'code' }, code.label, html('strong', { dir: 'ltr', lang: 'en' }, code.code))] : []),
  ];
}

function addressOf(url: string): HTMLElement {
  // Whatever the service says: a click leads to a page, and runs no script of this one.
  const { protocol } = new URL(url);
  const attributes = protocol === 'https:' || protocol === 'http:' ? { href: url } : {};
  return html(
    'a',
    { class: 'address', part: 'address', dir: 'ltr', target: '_blank', rel: 'noopener noreferrer', ...attributes },
    url.replace(/^https?:\/\//, ''),
  );
}

/** The code as elements of this page: only its size and its path are taken from the service's picture, so that nothing of it can run and no policy has to allow it. */
function qrOf(picture: string, label: string): SVGSVGElement {
  const viewBox = /viewBox="([\d. ]+)"/.exec(picture)?.[1] ?? '0 0 1 1';
  const paths = [...picture.matchAll(/<path(?![^>]*fill="#fff")[^>]*\sd="([\w .,-]+)"/g)].map(([, d = '']) => svg('path', { d }));
  return svg('svg', { class: 'qr', part: 'qr', viewBox, role: 'img', 'aria-label': label }, ...paths);
}

const phone = (): SVGSVGElement =>
  svg('svg', { class: 'drawing', viewBox: '-4 -4 128 128', 'aria-hidden': 'true' }, svg('path', { d: PHONE }));
