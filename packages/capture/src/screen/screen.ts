import type { Gesture } from '@face-session/protocol';
import type { Shown } from '../guidance/hint-for.js';
import { ovalFor, type Oval, type Size } from '../guidance/oval.js';
import type { SessionEvent } from '../machine/state.js';
import { html, svg } from './dom.js';
import type { View, ViewPanel } from './view.js';

/** What the screen needs beside the views. */
export interface ScreenOptions {
  readonly title: string;
  readonly exitLabel: string;
  readonly shutterLabel: string;
  readonly declineLabel: string;
  readonly switchLabel: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  readonly onEvent: (event: SessionEvent) => void;
}

/** Pixels between the oval and what is around it. */
const GAP = 24;

/** How much the oval grows to ask for coming closer. */
const CLOSER_SCALE = 1.12;

/** Milliseconds after which a hint that was not followed is shown louder. */
const INSIST_AFTER_MS = 4_000;

/** Milliseconds between two announcements to a screen reader; the last one is never lost. */
const ANNOUNCE_EVERY_MS = 1_500;

/** The full-screen view of a session: one dialog in a shadow root. */
export interface Screen {
  readonly dialog: HTMLDialogElement;
  readonly video: HTMLVideoElement;
  shown(): Shown;
  render(view: View): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Whether there is another camera to change to. */
  setCameraChoice(choice: boolean): void;
  close(): void;
}

export function createScreen(options: ScreenOptions): Screen {
  const video = html('video', { part: 'video', playsinline: '', autoplay: '', 'aria-hidden': 'true', disablepictureinpicture: '' });
  video.muted = true;
  video.playsInline = true;
  const scrim = svg('path', { class: 'scrim' });
  const track = svg('path', { class: 'track' });
  const ring = svg('path', { class: 'ring', pathLength: '100' });
  const oval = svg('g', { class: 'oval' }, scrim, track, ring);
  const arrow = svg('path', { class: 'arrow' });
  const tick = svg('path', { class: 'tick' });
  const overlay = svg('svg', { 'aria-hidden': 'true', part: 'overlay' }, oval, arrow, tick);
  const stage = html('div', { class: 'stage' }, video, overlay);

  const exit = html('button', { class: 'icon', part: 'exit', type: 'button', 'aria-label': options.exitLabel });
  exit.append(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M5 5 19 19M19 5 5 19' })));
  const change = html('button', { class: 'icon', part: 'switch-camera', type: 'button', 'aria-label': options.switchLabel });
  change.append(
    svg(
      'svg',
      { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
      svg('path', { d: 'M4 8h3l1.5-2.5h7L17 8h3v11H4zM9 13.5a3 3 0 0 1 5.5-1.6M15 13.5a3 3 0 0 1-5.5 1.6M14.8 10v2h-2M9.2 17v-2h2' }),
    ),
  );
  const logo = html('div', { class: 'logo', part: 'logo' }, html('slot', { name: 'logo' }));
  const header = html('header', {}, logo, change, exit);

  const step = html('p', { class: 'step', part: 'step' });
  const line = html('p', { class: 'line', part: 'hint' });
  const shutter = html('button', { class: 'primary shutter', part: 'shutter', type: 'button' }, options.shutterLabel);
  const decline = html('button', { class: 'secondary decline', part: 'decline', type: 'button' }, options.declineLabel);
  const words = html('div', { class: 'words' }, step, line, shutter, decline);
  const status = html('div', { class: 'visually-hidden', role: 'status' });
  const panel = html('div', { class: 'panel hidden', part: 'panel' });
  const dialog = html(
    'dialog',
    { part: 'screen', lang: options.language, dir: options.direction, 'aria-label': options.title, 'data-theme': options.theme },
    stage,
    header,
    words,
    panel,
    status,
  );

  let shown: View | undefined;
  let announceTimer: ReturnType<typeof setTimeout> | undefined;
  let insistTimer: ReturnType<typeof setTimeout> | undefined;
  let announcedAt = -Infinity;
  let cameraChoice = false;

  exit.addEventListener('click', () => {
    options.onEvent({ type: 'LEAVE' });
  });
  shutter.addEventListener('click', () => {
    options.onEvent({ type: 'SHUTTER' });
  });
  decline.addEventListener('click', () => {
    if (shown?.decline) options.onEvent(shown.decline);
  });
  change.addEventListener('click', () => {
    options.onEvent({ type: 'SWITCH_CAMERA' });
  });
  dialog.addEventListener('cancel', (event) => {
    // Escape, and the back gesture of Android: asks, and answers the question with staying.
    event.preventDefault();
    options.onEvent({ type: shown?.phase === 'leaving' ? 'STAY' : 'LEAVE' });
  });

  /** The most that words have needed: grows, never shrinks, so that the oval does not jump from hint to hint. */
  let wordsHeight = 0;
  const geometry = (): Shown => {
    const view = { width: stage.clientWidth, height: stage.clientHeight };
    const size = { width: video.videoWidth || 720, height: video.videoHeight || 1280 };
    // Beside the stage (a phone on its side) words take nothing of it.
    const below = words.offsetWidth > stage.clientWidth * 0.9 || words.offsetWidth === 0;
    const reserved = below ? { top: header.offsetHeight, bottom: wordsHeight + GAP } : { top: GAP, bottom: GAP };
    return { view, video: size, oval: ovalFor(view, size, reserved) };
  };
  const layOut = (): void => {
    wordsHeight = Math.max(wordsHeight, words.scrollHeight);
    const { view, oval: place } = geometry();
    if (view.width === 0 || view.height === 0) return;
    const gesture = shown?.gesture;
    placeOval(place, view);
    arrow.setAttribute('d', gesture ? arrowPath(gesture, place) : '');
    tick.setAttribute('d', tickPath(place));
    const grown = place.ry * (gesture === 'MOVE_CLOSER' ? CLOSER_SCALE : 1);
    const top = Math.round(place.cy + grown + GAP);
    words.style.insetBlockStart = `${top}px`;
    words.style.maxBlockSize = `${view.height - top}px`;
  };
  const placeOval = (place: Oval, { width, height }: Size): void => {
    const { cx, cy } = place;
    const path = ovalPath(place);
    for (const line of [track, ring]) line.setAttribute('d', path);
    // Larger than the view, so that it still covers it when the oval shrinks or tilts.
    scrim.setAttribute('d', `M${-width} ${-height}H${2 * width}V${2 * height}H${-width}Z${path}Z`);
    oval.style.transformOrigin = `${cx}px ${cy}px`;
  };
  const resized = (): void => {
    wordsHeight = 0;
    layOut();
  };
  // Every browser of the floor has it; some web views and test environments do not.
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(resized) : undefined;
  observer?.observe(dialog);
  video.addEventListener('resize', layOut);

  const announce = (text: string): void => {
    clearTimeout(announceTimer);
    const wait = Math.max(0, announcedAt + ANNOUNCE_EVERY_MS - performance.now());
    announceTimer = setTimeout(() => {
      announcedAt = performance.now();
      status.textContent = text;
    }, wait);
  };

  return {
    dialog,
    video,
    shown: geometry,
    setTheme(theme) {
      dialog.dataset['theme'] = theme;
    },
    setCameraChoice(choice) {
      cameraChoice = choice;
      change.classList.toggle('hidden', !choice || shown?.canSwitchCamera !== true);
    },
    render(view) {
      const before = shown;
      shown = view;
      dialog.dataset['phase'] = view.phase;
      dialog.dataset['tone'] = view.tone;
      if (view.line !== before?.line) {
        line.textContent = view.line ?? '';
        words.classList.remove('insistent');
        clearTimeout(insistTimer);
        if (view.phase === 'framing')
          insistTimer = setTimeout(() => {
            words.classList.add('insistent');
          }, INSIST_AFTER_MS);
      }
      step.textContent = view.step ?? '';
      step.classList.toggle('hidden', view.step === undefined);
      shutter.classList.toggle('hidden', !view.shutter);
      decline.classList.toggle('hidden', view.decline === undefined);
      change.classList.toggle('hidden', !cameraChoice || !view.canSwitchCamera);
      exit.classList.toggle('hidden', !view.canLeave);
      tick.classList.toggle('hidden', view.phase !== 'passed');
      renderRing(ring, view.progress);
      if (view.gesture !== before?.gesture) {
        oval.style.transform = view.gesture ? ovalTransform[view.gesture] : '';
        const [dx, dy] = view.gesture ? nudges[view.gesture] : [0, 0];
        arrow.style.setProperty('--_dx', `${dx}px`);
        arrow.style.setProperty('--_dy', `${dy}px`);
      }
      layOut();
      if (!samePanel(view.panel, before?.panel)) renderPanel(panel, view.panel, options.onEvent);
      words.classList.toggle('hidden', view.panel !== undefined && view.panel.kind !== 'leave');
      for (const part of [stage, words, header]) part.inert = view.panel?.kind === 'leave';
      if (view.announcement !== undefined && view.announcement !== before?.announcement) announce(view.announcement);
    },
    close() {
      clearTimeout(announceTimer);
      clearTimeout(insistTimer);
      observer?.disconnect();
      video.removeEventListener('resize', layOut);
      dialog.close();
      dialog.remove();
    },
  };
}

function renderRing(ring: SVGPathElement, progress: number | undefined): void {
  ring.classList.toggle('turning', progress === undefined);
  const share = progress ?? 0.22;
  ring.style.strokeDasharray = `${share * 100} ${100 - share * 100}`;
  ring.style.visibility = share === 0 ? 'hidden' : 'visible';
  ring.style.setProperty('--_turn', '-100');
}

function renderPanel(panel: HTMLElement, view: ViewPanel | undefined, onEvent: (event: SessionEvent) => void): void {
  panel.classList.toggle('hidden', view === undefined);
  panel.replaceChildren();
  if (!view) return;
  panel.dataset['kind'] = view.kind;
  const title = html('h2', { tabindex: '-1', part: 'title', id: 'title' }, view.title);
  const card = html('div', { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'title' });
  const image = icons[view.kind];
  if (image) {
    const icon = svg('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }, svg('path', { d: image }));
    card.append(html('div', { class: 'image', part: 'image' }, html('slot', { name: `${view.kind}-image` }, icon)));
  }
  card.append(title);
  if (view.text !== undefined) card.append(html('p', { part: 'text' }, view.text));
  if (view.tips.length > 0) card.append(html('ul', { part: 'tips' }, ...view.tips.map((tip) => html('li', {}, html('span', {}, tip)))));
  if (view.note !== undefined) card.append(html('p', { class: 'note', part: 'note' }, view.note));
  if (view.buttons.length > 0) {
    const buttons = view.buttons.map(({ label, event, kind }) => {
      const button = html('button', { type: 'button', class: kind, part: `button ${kind}` }, label);
      button.addEventListener('click', () => {
        onEvent(event);
      });
      return button;
    });
    card.append(html('div', { class: 'buttons' }, ...buttons));
  }
  panel.append(card);
  // What has to be read is read out, and the next Tab reaches its button.
  title.focus();
}

/** Line drawings of 48 by 48, shown unless the integrator slots an image of their own. */
const icons: Partial<Record<ViewPanel['kind'], string>> = {
  permission: 'M6 15h8l3-5h14l3 5h8v25H6zM24 34a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15',
  retry: 'M40 24a16 16 0 1 1-5-11.6M36 5v8h-8',
  failed: 'M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36M24 15v11M24 32.5v.5',
};

const samePanel = (a: ViewPanel | undefined, b: ViewPanel | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** From the top and round, as a clock goes: progress is shown along it. */
function ovalPath({ cx, cy, rx, ry }: Oval): string {
  return `M${cx} ${cy - ry}a${rx} ${ry} 0 1 1 0 ${2 * ry}a${rx} ${ry} 0 1 1 0 ${-2 * ry}`;
}

/** The preview is mirrored: what the person calls left is on the left of the screen, in every script. */
const ovalTransform: Record<Gesture, string> = {
  MOVE_CLOSER: `scale(${CLOSER_SCALE})`,
  MOVE_FURTHER: 'scale(.82)',
  TILT_LEFT: 'rotate(-18deg)',
  TILT_RIGHT: 'rotate(18deg)',
  TURN_LEFT: '',
  TURN_RIGHT: '',
  NOD: '',
};

const nudges: Record<Gesture, readonly [dx: number, dy: number]> = {
  MOVE_CLOSER: [0, -10],
  MOVE_FURTHER: [0, 10],
  TILT_LEFT: [-10, 4],
  TILT_RIGHT: [10, 4],
  TURN_LEFT: [-14, 0],
  TURN_RIGHT: [14, 0],
  NOD: [0, 14],
};

/** An arrow that shows the gesture, beside or over the oval. */
function arrowPath(gesture: Gesture, { cx, cy, rx, ry }: Oval): string {
  const a = Math.max(14, rx * 0.14);
  switch (gesture) {
    case 'TURN_LEFT':
      return `M${cx - rx * 0.45} ${cy}H${cx - rx * 0.88}m${a} ${-a}l${-a} ${a}l${a} ${a}`;
    case 'TURN_RIGHT':
      return `M${cx + rx * 0.45} ${cy}H${cx + rx * 0.88}m${-a} ${-a}l${a} ${a}l${-a} ${a}`;
    case 'NOD':
      return `M${cx} ${cy + ry * 0.35}V${cy + ry * 0.78}m${-a} ${-a}l${a} ${a}l${a} ${-a}`;
    case 'TILT_LEFT':
      return `M${cx} ${cy - ry * 0.72}Q${cx - rx * 0.45} ${cy - ry * 0.72} ${cx - rx * 0.66} ${cy - ry * 0.34}m${a * 1.25} ${-a * 0.5}l${-a * 1.25} ${a * 0.5}l${-a * 0.3} ${-a * 1.3}`;
    case 'TILT_RIGHT':
      return `M${cx} ${cy - ry * 0.72}Q${cx + rx * 0.45} ${cy - ry * 0.72} ${cx + rx * 0.66} ${cy - ry * 0.34}m${-a * 1.25} ${-a * 0.5}l${a * 1.25} ${a * 0.5}l${a * 0.3} ${-a * 1.3}`;
    case 'MOVE_CLOSER':
      return chevrons(cx, cy + ry * 0.62, a, -1);
    case 'MOVE_FURTHER':
      return chevrons(cx, cy + ry * 0.62, a, 1);
  }
}

function chevrons(cx: number, cy: number, a: number, direction: 1 | -1): string {
  const chevron = (y: number): string => `M${cx - a} ${y}l${a} ${direction * a}l${a} ${-direction * a}`;
  return chevron(cy) + chevron(cy - direction * a * 1.3);
}

function tickPath({ cx, cy, rx }: Oval): string {
  const a = rx * 0.36;
  return `M${cx - a} ${cy}l${a * 0.72} ${a * 0.72}l${a * 1.3} ${-a * 1.4}`;
}
