import type { AppearanceModeName } from '@face-session/protocol';
import { CaptureError } from './capture-error.js';
import type { CaptureOptions } from './capture-options.js';
import { createTrace, type TraceStep } from './machine/trace.js';
import { warnOfContrast } from './screen/contrast.js';
import { createFeedback, signalOf, type Feedback } from './screen/feedback.js';
import { thisPlatform } from './screen/platform.js';
import { createScreen, type Screen } from './screen/screen.js';
import { styles } from './screen/styles.js';
import { viewOf, type View, type Wording } from './screen/view.js';
import { createServiceClient } from './service/service-client.js';
import { runSession, type Session } from './session.js';
import { plural, resolveLanguage } from './texts/languages.js';
import { validateOptions } from './validate-options.js';

/** Where there is no document (server-side rendering), the class can be named but not used. */
const Base = (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (Object as unknown as typeof HTMLElement);

/** The events of the element. None bubbles; `detail` as typed. */
export interface FaceSessionCaptureEventMap {
  /** A step of the session, for analytics. */
  'face-session-trace': CustomEvent<TraceStep>;
  /** The session succeeded; `detail.value` is the signed result. */
  'face-session-result': CustomEvent<{ readonly value: string }>;
  /** The session ended without success; `detail.code` says why. */
  'face-session-error': CustomEvent<CaptureError>;
}

/**
 * `<face-session-capture>`: runs face sessions over the whole screen. It shows nothing until `start` is called.
 * @example
 * defineFaceSessionCapture();
 * const element = document.createElement('face-session-capture') as FaceSessionCapture;
 * document.body.append(element);
 * const jws = await element.start({ token, sessionId });
 */
export class FaceSessionCapture extends Base {
  #options: CaptureOptions | undefined;
  #session: Session | undefined;
  #screen: Screen | undefined;
  #running = false;

  constructor() {
    super();
    // Set before the element was defined: as an own property, which would hide the accessor.
    this.#options = Object.getOwnPropertyDescriptor(this, 'options')?.value as CaptureOptions | undefined;
    Reflect.deleteProperty(this, 'options');
  }

  /** What `start` takes if it is called without options; for frameworks and templates, which set properties of elements. */
  get options(): CaptureOptions | undefined {
    return this.#options;
  }

  set options(options: CaptureOptions | undefined) {
    this.#options = options;
  }

  /**
   * Runs one session over the whole screen, with these options or else with those of the property.
   * @returns the signed result (compact JWS), to be verified by the customer's backend
   * @throws CaptureError, with one of the codes below
   */
  async start(options = this.#options): Promise<string> {
    try {
      if (!options) throw new CaptureError('INVALID_CONFIG', 'There are no options: give them to start, or set the property.');
      const value = await this.#run(options);
      this.dispatchEvent(new CustomEvent('face-session-result', { detail: { value } }));
      return value;
    } catch (error) {
      const fault = error instanceof CaptureError ? error : new CaptureError('UNEXPECTED_ERROR', messageOf(error));
      this.dispatchEvent(new CustomEvent('face-session-error', { detail: fault }));
      throw fault;
    }
  }

  /** Leaves the running session without asking; `start` rejects with USER_CANCEL. */
  cancel(): void {
    this.#session?.dispatch({ type: 'LEAVE' });
    this.#session?.dispatch({ type: 'LEAVE_CONFIRMED' });
  }

  /** Taken out of the page: nobody can see the session any more. */
  disconnectedCallback(): void {
    this.cancel();
  }

  async #run(options: CaptureOptions): Promise<string> {
    if (this.#running) throw new CaptureError('UNEXPECTED_ERROR', 'A session is running already.');
    const { baseURL, assetsURL } = validateOptions(options);
    this.#running = true;
    const theme = watchTheme(options.appearanceMode ?? 'SYSTEM', (name) => {
      this.#screen?.setTheme(name);
    });
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    let feedback: Feedback | undefined;
    try {
      const language = await resolveLanguage(options.locale, options.texts, assetsURL);
      const { texts, tag } = language;
      const format = new Intl.NumberFormat(tag);
      const wording: Wording = {
        texts,
        plural: (text, count) => plural(text, count, tag),
        number: (value) => format.format(value),
        name: options.brand?.name,
        introduction: typeof options.introduction === 'object' ? options.introduction : undefined,
        platform: thisPlatform(),
      };
      const { haptics = true, sounds = false, speech = false } = options;
      const told = createFeedback({ haptics, sounds, speech, language: tag });
      feedback = told;
      const screen = createScreen({
        title: texts.screen,
        exitLabel: texts.exit,
        shutterLabel: texts.shutter,
        declineLabel: texts.gestureCannot,
        switchLabel: texts.switchCamera,
        language: tag,
        direction: language.direction,
        theme: theme.current,
        brand: options.brand,
        onEvent: (event) => this.#session?.dispatch(event),
        onHeadline: (text) => {
          told.say(text);
        },
      });
      this.#screen = screen;
      addStyles(root, options.cspNonce);
      root.append(screen.dialog);
      if (!this.isConnected) throw new CaptureError('UNEXPECTED_ERROR', 'The element is not in the page.');
      screen.dialog.showModal();
      warnOfContrast(screen.dialog);
      let phase: View['phase'] | undefined;
      const trace = createTrace();
      const session = runSession({
        options,
        assetsURL,
        client: createServiceClient({ ...options, baseURL }),
        video: screen.video,
        shown: () => screen.shown(),
        onCameraChoice: (choice) => {
          screen.setCameraChoice(choice);
        },
        onState: (state) => {
          const view = viewOf(state, wording);
          this.setAttribute('phase', view.phase);
          screen.render(view);
          const signal = signalOf(phase, view.phase);
          phase = view.phase;
          if (signal) told.signal(signal);
          for (const step of trace(state)) this.dispatchEvent(new CustomEvent('face-session-trace', { detail: step }));
        },
      });
      this.#session = session;
      const end = await session.ended;
      if ('result' in end) return end.result;
      throw new CaptureError(end.code, end.detail, end.data);
    } finally {
      this.#session = undefined;
      this.#screen?.close();
      this.#screen = undefined;
      feedback?.close();
      theme.stop();
      root.replaceChildren();
      root.adoptedStyleSheets = [];
      this.removeAttribute('phase');
      this.#running = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'face-session-capture': FaceSessionCapture;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- typed listeners of the element's own events
  interface HTMLElementEventMap extends FaceSessionCaptureEventMap {}
}

/** Registers the element. Does nothing if it is registered already. */
export function defineFaceSessionCapture(): void {
  if (!customElements.get('face-session-capture')) customElements.define('face-session-capture', FaceSessionCapture);
}

/** Constructable sheets need no permission of a content security policy; where there are none, a style element with the nonce. */
function addStyles(root: ShadowRoot, nonce: string | undefined): void {
  if (typeof (CSSStyleSheet.prototype as Partial<CSSStyleSheet>).replaceSync === 'function') {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const style = document.createElement('style');
  if (nonce !== undefined) style.setAttribute('nonce', nonce);
  style.textContent = styles;
  root.append(style);
}

type Theme = 'light' | 'dark';

function watchTheme(mode: AppearanceModeName, onChange: (theme: Theme) => void): { readonly current: Theme; stop(): void } {
  if (mode !== 'SYSTEM') return { current: mode === 'DARK' ? 'dark' : 'light', stop: () => undefined };
  const query = matchMedia('(prefers-color-scheme: dark)');
  const changed = (): void => {
    onChange(query.matches ? 'dark' : 'light');
  };
  query.addEventListener('change', changed);
  return {
    current: query.matches ? 'dark' : 'light',
    stop: () => {
      query.removeEventListener('change', changed);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
