import { LIGHT_CHANGE_MS } from '@face-session/protocol';
import { addStyles } from '../screen/add-styles.js';
import { html, svg } from '../screen/dom.js';
import { applyLayout, ovalIn, shownBehind } from '../screen/layout.js';
import { isLong } from '../screen/panel.js';
import type { LightTexts } from './texts/en.js';

/** What the screen needs of the session's own screen. */
interface LightScreenOptions {
  readonly texts: LightTexts;
  readonly exitLabel: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: string;
  readonly theme: string;
  readonly cspNonce: string | undefined;
  readonly stream: MediaProvider | null;
}

/** What a person does: goes on, declines the light, or asks to leave. */
export type LightAction = 'start' | 'decline' | 'leave';

/** The notice before a challenge of light, then the colours around the face. */
export interface LightScreen {
  readonly dialog: HTMLDialogElement;
  readonly video: HTMLVideoElement;
  open(root: ShadowRoot): void;
  /** Puts the face in the middle, and words and a button below or beside it. */
  showFace(): void;
  /** @param colour `#rrggbb` */
  showColour(colour: string): void;
  close(): void;
}

/** Dark on every colour that is shown: more than 8 to 1. */
const WORDS = '#15181c';

/** Beside the styles of the capture, whose panels the notice is one of. Colours of a forced palette must not take the place of those that were drawn. */
const styles = `
dialog.lamp[data-lit] { forced-color-adjust: none; transition: background-color ${String(LIGHT_CHANGE_MS)}ms linear; color: ${WORDS}; display: block; }
.lamp .room { position: absolute; inset: var(--_safe-top) var(--_safe-right) var(--_safe-bottom) var(--_safe-left); display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); }
.lamp .spot { position: relative; min-block-size: 0; }
.lamp .words { min-block-size: 0; text-align: center; padding: .5rem 1.5rem 1rem; }
.lamp .words p { margin: 0; font-size: 1.375rem; font-weight: 650; overflow-wrap: anywhere; }
.lamp[data-tight] .words { padding-inline: .5rem; }
.lamp[data-tight] .words p { font-size: 1.0625rem; }
.lamp .words button { color: ${WORDS}; text-decoration: underline; text-underline-offset: 4px; }
.lamp .words button:focus-visible { outline-color: ${WORDS}; }
.lamp[data-flow='wide'] .room { grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr); align-items: center; }
.lamp[data-flow='wide'] .spot { block-size: 100%; }
.lamp[data-flow='wide'] .words { text-align: start; }
.lamp[data-flow='wide'] .words button { padding-inline: 0; }
.panel[data-kind='light'] .image svg { block-size: 62%; inline-size: auto; fill: none; stroke: currentColor; stroke-width: 3.2; stroke-linecap: round; stroke-linejoin: round; }
`;

/** A face before a screen, as the capture's own drawings are drawn. */
const DRAWING =
  'M60 36c13 0 21 10 21 24s-9 28-21 28-21-14-21-28 8-24 21-24M60 8v10M24 22l7 8M96 22l-7 8M8 56h11M101 56h11M22 94l9-7M98 94l-9-7';

export function createLightScreen(
  { texts, exitLabel, language, direction, theme, cspNonce, stream }: LightScreenOptions,
  onAction: (action: LightAction) => void,
): LightScreen {
  const buttonOf = (kind: string, label: string, action: LightAction): HTMLButtonElement => {
    const button = html('button', { type: 'button', class: kind, part: `button ${kind}` }, html('span', {}, label));
    button.addEventListener('click', () => {
      onAction(action);
    });
    return button;
  };
  const exit = html(
    'button',
    { class: 'icon', part: 'exit', type: 'button', 'aria-label': exitLabel },
    svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M6 6l12 12M18 6 6 18' })),
  );
  exit.addEventListener('click', () => {
    onAction('leave');
  });
  const title = html('h2', { tabindex: '-1', part: 'title', id: 'light-title' }, texts.title);
  title.classList.toggle('long', isLong(texts.title));
  const card = html(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'light-title' },
    html('div', { class: 'image' }, svg('svg', { viewBox: '0 0 120 120', 'aria-hidden': 'true' }, svg('path', { d: DRAWING }))),
    html('div', { class: 'body' }, title, html('p', { class: 'text', part: 'text' }, texts.text)),
    html('div', { class: 'foot' }, buttonOf('primary', texts.start, 'start'), buttonOf('secondary', texts.decline, 'decline')),
  );
  const frame = html(
    'div',
    { class: 'frame', part: 'frame' },
    // A landmark of this name is on the session's screen below.
    html('header', { role: 'presentation' }, html('div', { class: 'logo' }), exit),
    html('div', { class: 'panel', part: 'panel', 'data-kind': 'light' }, card),
  );
  const video = html('video', { playsinline: '', autoplay: '', 'aria-hidden': 'true', disablepictureinpicture: '' });
  video.muted = true;
  video.srcObject = stream;
  const face = html('div', { class: 'face', part: 'face', 'data-picture': 'live' }, video);
  const spot = html('div', { class: 'spot' }, face);
  const line = html('p', { role: 'status', part: 'hint' });
  const room = html('div', { class: 'room' }, spot, html('div', { class: 'words' }, line, buttonOf('secondary', texts.decline, 'decline')));
  const dialog = html(
    'dialog',
    {
      class: 'lamp',
      part: 'screen',
      lang: language,
      dir: direction,
      'aria-label': texts.title,
      'data-theme': theme,
      'data-phase': 'light',
    },
    frame,
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onAction('leave');
  });
  const arrange = (): void => {
    applyLayout(dialog);
    if (!room.isConnected) return;
    dialog.removeAttribute('data-card');
    const oval = ovalIn({ width: spot.clientWidth, height: spot.clientHeight });
    const { view, oval: inVideo } = shownBehind(oval, { width: video.videoWidth || 720, height: video.videoHeight || 1280 });
    place(face, oval.cx - oval.rx, oval.cy - oval.ry, 2 * oval.rx, 2 * oval.ry);
    place(video, inVideo.rx - inVideo.cx, inVideo.ry - inVideo.cy, view.width, view.height);
  };
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(arrange) : undefined;
  video.addEventListener('resize', arrange);

  return {
    dialog,
    video,
    open(root) {
      addStyles(root, styles, cspNonce);
      root.append(dialog);
      dialog.showModal();
      arrange();
      observer?.observe(dialog);
      title.focus();
    },
    showFace() {
      dialog.replaceChildren(room);
      dialog.setAttribute('data-lit', '');
      line.textContent = texts.look;
      observer?.observe(spot);
      arrange();
      void Promise.resolve(video.play()).catch(() => undefined);
    },
    showColour(colour) {
      dialog.style.backgroundColor = colour;
    },
    close() {
      observer?.disconnect();
      video.srcObject = null;
      if (dialog.open) dialog.close();
      dialog.remove();
    },
  };
}

function place({ style }: HTMLElement, left: number, top: number, width: number, height: number): void {
  style.left = `${String(left)}px`;
  style.top = `${String(top)}px`;
  style.width = `${String(width)}px`;
  style.height = `${String(height)}px`;
}
