import type { Gesture } from '@face-session/protocol';
import type { Brand } from '../capture-options.js';
import type { Shown } from '../guidance/hint-for.js';
import type { Oval } from '../guidance/oval.js';
import { limits } from '../machine/limits.js';
import type { SessionEvent } from '../machine/state.js';
import { brandOf } from './brand.js';
import { html, svg } from './dom.js';
import { applyLayout, ovalIn, RING, shownBehind, stageHeight } from './layout.js';
import { fillPanel, isLong, isSamePanel, settleButtons } from './panel.js';
import { tickPlaces, TICKS, ticksOf, type Ring } from './ring.js';
import type { View, ViewPhases } from './view.js';

/** What the screen needs beside the views. */
interface ScreenOptions {
  readonly title: string;
  readonly exitLabel: string;
  readonly shutterLabel: string;
  readonly declineLabel: string;
  readonly switchLabel: string;
  /** Shown all the time in test mode. */
  readonly testLabel?: string | undefined;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  readonly brand?: Brand | undefined;
  readonly onEvent: (event: SessionEvent) => void;
  /** Called with each headline to be spoken, as often as a screen reader announces it. */
  readonly onHeadline?: (text: string) => void;
}

/** Pixels of a tick, thin and filled. */
const TICK = { off: 11, on: RING.length };

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
  const face = html('div', { class: 'face', part: 'face' }, video);
  const ring = createRing();
  const arrow = svg('path', { class: 'arrow' });
  const overlay = svg('svg', { class: 'overlay', 'aria-hidden': 'true', part: 'overlay' }, ring.element, arrow);
  const look = html('div', { class: 'look' }, face, overlay);
  const stage = html('div', { class: 'stage' }, look);

  const exit = html('button', { class: 'icon', part: 'exit', type: 'button', 'aria-label': options.exitLabel });
  exit.append(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M6 6l12 12M18 6 6 18' })));
  const change = html('button', { class: 'icon', part: 'switch-camera', type: 'button', 'aria-label': options.switchLabel });
  change.append(
    svg(
      'svg',
      { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
      svg('path', { d: 'M4 8h3l1.5-2.5h7L17 8h3v11H4zM9 13.5a3 3 0 0 1 5.5-1.6M15 13.5a3 3 0 0 1-5.5 1.6M14.8 10v2h-2M9.2 17v-2h2' }),
    ),
  );
  const logo = html('div', { class: 'logo', part: 'logo' }, html('slot', { name: 'logo' }, ...brandOf(options.brand)));
  const test = options.testLabel === undefined ? [] : [html('strong', { class: 'test', part: 'test' }, options.testLabel)];
  const header = html('header', {}, logo, ...test, change, exit);

  const step = html('p', { class: 'step', part: 'step' });
  const line = html('p', { class: 'line', part: 'hint' });
  const words = html('div', { class: 'words' }, line, step);
  const shutter = html('button', { class: 'primary shutter', part: 'shutter', type: 'button' }, options.shutterLabel);
  const decline = html('button', { class: 'secondary decline', part: 'decline', type: 'button' }, options.declineLabel);
  const phases = createPhases();
  const acts = html('div', { class: 'acts' }, shutter, decline);
  const side = html('div', { class: 'side' }, words, acts, phases.element);
  const status = html('div', { class: 'visually-hidden', role: 'status' });
  const panel = html('div', { class: 'panel hidden', part: 'panel' });
  const frame = html('div', { class: 'frame', part: 'frame' }, stage, header, side, panel);
  const dialog = html(
    'dialog',
    { part: 'screen', lang: options.language, dir: options.direction, 'aria-label': options.title, 'data-theme': options.theme },
    frame,
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
  const ovalNow = (): Oval => ovalIn({ width: stage.clientWidth, height: stage.clientHeight });
  const geometry = (): Shown => shownBehind(ovalNow(), { width: video.videoWidth || 720, height: video.videoHeight || 1280 });
  const layOut = (): void => {
    const needed = words.scrollHeight;
    if (needed > wordsHeight && !dialog.hasAttribute('data-tight')) {
      wordsHeight = needed;
      words.style.minBlockSize = `${String(needed)}px`;
    }
    if (stage.clientWidth === 0 || stage.clientHeight === 0) return;
    const oval = ovalNow();
    const { cx, cy, rx, ry } = oval;
    place(face, cx - rx, cy - ry, 2 * rx, 2 * ry);
    const { view, oval: inVideo } = geometry();
    place(video, inVideo.rx - inVideo.cx, inVideo.ry - inVideo.cy, view.width, view.height);
    ring.place(oval);
    arrow.setAttribute('d', shown?.gesture ? arrowPath(shown.gesture, oval) : '');
  };
  /** The layout follows the view, the size of the person's text, and what the stage would like to have. */
  const arrange = (): void => {
    applyLayout(dialog);
    frame.style.setProperty('--_stage', `${String(stageHeight(frame.clientWidth))}px`);
    wordsHeight = 0;
    words.style.minBlockSize = '';
    layOut();
  };
  // Every browser of the floor has it; some web views and test environments do not.
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(arrange) : undefined;
  observer?.observe(dialog);
  observer?.observe(stage);
  video.addEventListener('resize', layOut);

  const announce = (text: string): void => {
    clearTimeout(announceTimer);
    const wait = Math.max(0, announcedAt + ANNOUNCE_EVERY_MS - performance.now());
    announceTimer = setTimeout(() => {
      announcedAt = performance.now();
      status.textContent = text;
      options.onHeadline?.(text);
    }, wait);
  };

  const renderPicture = (picture: View['picture'], before: View['picture'] | undefined): void => {
    if (picture === before) return;
    face.dataset['picture'] = picture;
    // The last picture stands still while the service checks it.
    if (picture === 'still') video.pause();
    else if (picture === 'live' && video.paused && video.srcObject) void Promise.resolve(video.play()).catch(() => undefined);
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
        line.classList.toggle('long', isLong(view.line ?? ''));
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
      acts.classList.toggle('hidden', !view.shutter && view.decline === undefined);
      change.classList.toggle('hidden', !cameraChoice || !view.canSwitchCamera);
      exit.classList.toggle('hidden', !view.canLeave);
      ring.render(view.ring);
      phases.render(view.phases);
      renderPicture(view.picture, before?.picture);
      if (view.gesture !== before?.gesture) {
        look.dataset['gesture'] = view.gesture ?? '';
        const [dx, dy] = view.gesture ? nudges[view.gesture] : [0, 0];
        arrow.style.setProperty('--_dx', `${String(dx)}px`);
        arrow.style.setProperty('--_dy', `${String(dy)}px`);
      }
      const isAsked = view.panel?.kind === 'leave';
      for (const part of [stage, side]) part.classList.toggle('hidden', view.panel !== undefined && !isAsked);
      for (const part of [stage, side, header]) part.inert = isAsked;
      layOut();
      if (!isSamePanel(view.panel, before?.panel)) {
        panel.classList.toggle('hidden', view.panel === undefined);
        panel.replaceChildren();
        if (view.panel) {
          // What has to be read is read out, and the next Tab reaches its button.
          fillPanel(panel, view.panel, options.onEvent, limits.settling).focus();
          options.onHeadline?.(view.panel.title);
        }
      } else if (view.panel) settleButtons(panel, view.panel);
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

function place(element: HTMLElement, left: number, top: number, width: number, height: number): void {
  const { style } = element;
  style.left = `${String(left)}px`;
  style.top = `${String(top)}px`;
  style.width = `${String(width)}px`;
  style.height = `${String(height)}px`;
}

/** The ring of ticks: each thin and grey, with a filled one over it. */
function createRing(): { element: SVGGElement; place(oval: Oval): void; render(ring: Ring): void } {
  const ticks = Array.from({ length: TICKS }, (_, index) => {
    const lit = svg('line', { class: 'lit', y2: String(-TICK.on) });
    lit.style.setProperty('--_i', String(index));
    return svg('g', {}, svg('line', { class: 'tick', y2: String(-TICK.off) }), lit);
  });
  const element = svg('g', { class: 'track' }, ...ticks);
  return {
    element,
    place(oval) {
      tickPlaces(oval, RING.gap).forEach(({ x, y, turn }, index) => {
        ticks[index]?.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)})`);
      });
    },
    render(ring) {
      element.classList.toggle('turning', ring.kind === 'turning');
      ticksOf(ring).forEach((tick, index) => ticks[index]?.setAttribute('class', tick));
    },
  };
}

/** The three phases at the foot. */
function createPhases(): { element: HTMLElement; render(view: ViewPhases | undefined): void } {
  const items = [0, 1, 2].map(() => {
    const fill = html('b');
    const word = html('span');
    return { element: html('li', {}, html('i', { 'aria-hidden': 'true' }, fill), word), fill, word };
  });
  const element = html('ol', { class: 'phases', part: 'phases' }, ...items.map((item) => item.element));
  return {
    element,
    render(view) {
      element.classList.toggle('hidden', view === undefined);
      if (!view) return;
      items.forEach((item, index) => {
        item.word.textContent = view.words[index] ?? '';
        item.element.className = index < view.at ? 'done' : index === view.at ? 'on' : '';
        if (index === view.at) item.element.setAttribute('aria-current', 'step');
        else item.element.removeAttribute('aria-current');
        item.fill.style.inlineSize = `${String(index < view.at ? 100 : index === view.at ? Math.max(6, view.share * 100) : 0)}%`;
      });
    },
  };
}

const nudges: Record<Gesture, readonly [dx: number, dy: number]> = {
  MOVE_CLOSER: [0, -8],
  MOVE_FURTHER: [0, 8],
  TILT_LEFT: [-8, 4],
  TILT_RIGHT: [8, 4],
  TURN_LEFT: [-10, 0],
  TURN_RIGHT: [10, 0],
  NOD: [0, 10],
};

/** An arrow that shows the gesture, at the rim of the oval. The preview is mirrored: the person's left is the screen's. */
function arrowPath(gesture: Gesture, { cx, cy, rx, ry }: Oval): string {
  const a = Math.max(10, rx * 0.1);
  const side = gesture.endsWith('LEFT') ? -1 : 1;
  const [x, b] = [side * rx, side * a];
  switch (gesture) {
    case 'TURN_LEFT':
    case 'TURN_RIGHT':
      return `M${cx + x * 0.52} ${cy}H${cx + x * 0.88}m${-b} ${-a}l${b} ${a}l${-b} ${a}`;
    case 'NOD':
      return `M${cx} ${cy + ry * 0.42}V${cy + ry * 0.8}m${-a} ${-a}l${a} ${a}l${a} ${-a}`;
    case 'TILT_LEFT':
    case 'TILT_RIGHT':
      return `M${cx + x * 0.1} ${cy - ry * 0.8}Q${cx + x * 0.5} ${cy - ry * 0.76} ${cx + x * 0.68} ${cy - ry * 0.46}m${-b * 1.25} ${-a * 0.5}l${b * 1.25} ${a * 0.5}l${b * 0.3} ${-a * 1.3}`;
    case 'MOVE_CLOSER':
      return chevrons(cx, cy + ry * 0.72, a, -1);
    case 'MOVE_FURTHER':
      return chevrons(cx, cy + ry * 0.72, a, 1);
  }
}

function chevrons(cx: number, cy: number, a: number, direction: 1 | -1): string {
  const chevron = (y: number): string => `M${cx - a} ${y}l${a} ${direction * a}l${a} ${-direction * a}`;
  return chevron(cy) + chevron(cy - direction * a * 1.3);
}
