import type { AppearanceModeName } from '@face-session/protocol';
import { captureError, CaptureError, invalidConfig, messageOf } from './capture-error.js';
import type { CaptureOptions } from './capture-options.js';
import type { HandOffSetup } from './hand-off/hand-off.js';
import { isInPage } from './is-in-page.js';
import type { End } from './machine/state.js';
import { createTrace, type TraceStep } from './machine/trace.js';
import { addStyles } from './screen/add-styles.js';
import { warnOfContrast } from './screen/contrast.js';
import { createFeedback, signalOf } from './screen/feedback.js';
import { thisPlatform } from './screen/platform.js';
import { createScreen, type Screen } from './screen/screen.js';
import { styles } from './screen/styles.js';
import { viewOf, type View, type ScreenWording } from './screen/view.js';
import { errorOfService } from './service/error-of-service.js';
import { createServiceClient } from './service/service-client.js';
import { isTestToken, reportsSteps } from './service/token-claims.js';
import { createTraceReport } from './service/trace-report.js';
import { loadEvidence } from './load-evidence.js';
import { loadScript } from './scripts/load-script.js';
import { runSession, wishesOf, type Session } from './session.js';
import { createSettled } from './settled.js';
import { createTell, type Tell } from './tell.js';
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
  #run: Run | undefined;

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
   * Runs one session over the whole screen, with these options or else with those of the property. One at a time in a page. Rejects as soon
   * as the end is known; the panel that explains it may stay until the person closes it.
   * @param onTrace called with each step of the session; if it throws, the session ends
   * @returns the signed result (compact JWS), to be verified by the customer's backend
   * @throws CaptureError, with one of the codes below
   */
  async start(options = this.#options, onTrace?: (step: TraceStep) => void): Promise<string> {
    const tell = createTell();
    try {
      if (!options) throw invalidConfig('There are no options.');
      const value = await this.#begin(options, tell, onTrace);
      this.dispatchEvent(new CustomEvent('face-session-result', { detail: { value } }));
      return value;
    } catch (error) {
      const end = error instanceof CaptureError ? error : captureError('BROKEN', messageOf(error), error);
      if (end.fault) tell(end.fault, end.message);
      this.dispatchEvent(new CustomEvent('face-session-error', { detail: end }));
      throw end;
    }
  }

  /** Leaves the running session without asking; `start` rejects with USER_CANCEL. Closes the panel of a session that is over. */
  cancel(): void {
    this.#run?.leave();
  }

  /** What the device's back button does: asks whether to leave, and answers that question with staying. */
  back(): void {
    this.#run?.screen?.dialog.dispatchEvent(new Event('cancel'));
  }

  /** Turns the camera off while the app cannot be seen, where the page itself does not notice. */
  pause(): void {
    this.#run?.session?.dispatch({ type: 'HIDDEN' });
  }

  /** Goes on after {@link pause}. */
  resume(): void {
    this.#run?.session?.dispatch({ type: 'VISIBLE' });
  }

  /** Settles when nothing of the last session is left on the screen. */
  get closed(): Promise<void> {
    return this.#run?.closed.promise ?? Promise.resolve();
  }

  /** Taken out of the page: nobody can see the session any more. */
  disconnectedCallback(): void {
    this.cancel();
  }

  async #begin(options: CaptureOptions, tell: Tell, onTrace: ((step: TraceStep) => void) | undefined): Promise<string> {
    if (current?.isOver === false) throw alreadyRunning();
    const addresses = validateOptions(options);
    const run = new Run(this);
    this.#run = run;
    // What is left of an earlier one, e.g. its last panel, makes room first.
    while (current) {
      const before = current;
      if (!before.isOver) {
        this.#close(run);
        throw alreadyRunning();
      }
      before.leave();
      await before.closed.promise;
    }
    current = run;
    let end: End;
    try {
      end = await this.#perform(run, options, addresses, tell, onTrace);
    } catch (error) {
      this.#close(run);
      throw error;
    }
    run.isOver = true;
    // A session without a last panel is gone within this task.
    await Promise.race([run.closed.promise, new Promise((resolve) => setTimeout(resolve))]);
    if ('result' in end) return end.result;
    throw new CaptureError(end.code, end.detail, end.data, end.cause, end.fault);
  }

  /** @returns how the session ends, as soon as that is known */
  async #perform(
    run: Run,
    options: CaptureOptions,
    { baseURL, assetsURL }: ReturnType<typeof validateOptions>,
    tell: Tell,
    onTrace: ((step: TraceStep) => void) | undefined,
  ): Promise<End> {
    const stopIfLeft = (): void => {
      if (run.isLeft) throw new CaptureError('USER_CANCEL');
    };
    stopIfLeft();
    const { texts, tag, direction } = await resolveLanguage(options.locale, options.texts, assetsURL);
    stopIfLeft();
    if (!this.isConnected) throw captureError('NOT_IN_PAGE', 'The element is not in the document.');
    if (!canShowDialog()) throw captureError('BROWSER_TOO_OLD', 'This browser has no modal <dialog>, which the screen is.');
    const theme = watchTheme(options.appearanceMode ?? 'SYSTEM', (name) => {
      run.screen?.setTheme(name);
    });
    run.releases.push(theme.stop);
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    addStyles(root, styles, options.cspNonce);
    const evidence = loadEvidence(options.sessionId, assetsURL);
    const client = createServiceClient({ ...options, baseURL, evidence });
    const isTest = isTestToken(options.token);
    if (options.allowHandOff && options.allowHandOff !== 'never') {
      const setup = {
        options,
        wishes: wishesOf(options),
        client,
        root,
        texts,
        language: tag,
        direction,
        theme: theme.current,
        isTest,
        tell,
      };
      const end = await this.#handOver(run, assetsURL, setup);
      if (end !== 'here') {
        this.#close(run);
        return end;
      }
      stopIfLeft();
    }
    const format = new Intl.NumberFormat(tag);
    const wording: ScreenWording = {
      texts,
      plural: (text, count) => plural(text, count, tag),
      number: (value) => format.format(value),
      name: options.brand?.name,
      introduction: typeof options.introduction === 'object' ? options.introduction : undefined,
      platform: thisPlatform(),
    };
    const { haptics = true, sounds = false, speech = false } = options;
    const feedback = createFeedback({ haptics, sounds, speech, language: tag });
    run.releases.push(feedback.close);
    const screen = createScreen({
      title: texts.screen,
      exitLabel: texts.exit,
      shutterLabel: texts.shutter,
      declineLabel: texts.gestureCannot,
      switchLabel: texts.switchCamera,
      testLabel: isTest ? texts.test : undefined,
      language: tag,
      direction,
      theme: theme.current,
      brand: options.brand,
      onEvent: (event) => run.session?.dispatch(event),
      onHeadline: feedback.say,
    });
    run.screen = screen;
    root.append(screen.dialog);
    screen.dialog.showModal();
    warnOfContrast(screen.dialog);
    let phase: View['phase'] | undefined;
    const trace = createTrace();
    const report = reportsSteps(options) ? createTraceReport({ ...options, baseURL, tell }) : undefined;
    if (report) run.releases.push(report.close);
    const session = runSession({
      options,
      assetsURL,
      client,
      video: screen.video,
      shown: () => screen.shown(),
      tell,
      onState: (state) => {
        const view = viewOf(state, wording);
        this.setAttribute('phase', view.phase);
        screen.setCameraChoice(state.otherCamera !== undefined);
        screen.render(view);
        const signal = signalOf(phase, view.phase);
        phase = view.phase;
        if (signal) feedback.signal(signal);
        for (const step of trace(state)) {
          report?.add(step);
          this.dispatchEvent(new CustomEvent('face-session-trace', { detail: step }));
          onTrace?.(step);
        }
      },
    });
    run.session = session;
    // A listener of the first steps may have left already.
    if (run.isLeft) session.leave();
    void session.ended.then(() => {
      this.#close(run);
    });
    return session.outcome;
  }

  /** Lets another device run the session, or this one. The module for it is loaded only here. */
  async #handOver(run: Run, assetsURL: string, setup: HandOffSetup): Promise<End | 'here'> {
    const module = await loadScript('hand-off', assetsURL).catch((error: unknown) => {
      if (setup.options.allowHandOff === 'only') throw error;
      console.warn(messageOf(error));
    });
    if (!module || run.isLeft) return 'here';
    const handOff = module.startHandOff(setup);
    run.screen = run.session = handOff;
    try {
      return await handOff.outcome;
    } catch (error) {
      throw errorOfService(error);
    } finally {
      handOff.close();
      run.screen = run.session = undefined;
    }
  }

  /** Takes everything of a run off the screen, once. */
  #close(run: Run): void {
    if (current === run) current = undefined;
    run.isOver = true;
    try {
      for (const release of run.releases) release();
      run.screen?.close();
    } finally {
      const root = this.shadowRoot;
      root?.replaceChildren();
      if (root && 'adoptedStyleSheets' in root) root.adoptedStyleSheets = [];
      this.removeAttribute('phase');
      run.closed.resolve(undefined);
    }
  }
}

/** One call of `start`, from its first moment to the last of its teardown. */
class Run {
  readonly closed = createSettled<undefined>();
  readonly releases: (() => void)[] = [];
  session: Pick<Session, 'dispatch' | 'leave'> | undefined;
  screen: Pick<Screen, 'dialog' | 'setTheme' | 'close'> | undefined;
  /** The app or the person left, perhaps before there was a session. */
  isLeft = false;
  /** Another one may begin. */
  isOver = false;

  constructor(readonly element: FaceSessionCapture) {}

  leave(): void {
    this.isLeft = true;
    this.isOver = true;
    this.session?.leave();
  }
}

const alreadyRunning = (): CaptureError => captureError('ALREADY_RUNNING', 'A session is running already.');

/** The camera and the screen are one of each: so is the session of a page. */
let current: Run | undefined;

/** The element whose session runs in this page, if one does. */
export function currentFaceSession(): FaceSessionCapture | undefined {
  return current?.element;
}

declare global {
  interface HTMLElementTagNameMap {
    'face-session-capture': FaceSessionCapture;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- typed listeners of the element's own events
  interface HTMLElementEventMap extends FaceSessionCaptureEventMap {}
}

/** Registers the element. Does nothing if it is registered already, or on a server. */
export function defineFaceSessionCapture(): void {
  if (!isInPage()) return;
  if (!customElements.get('face-session-capture')) customElements.define('face-session-capture', FaceSessionCapture);
}

const canShowDialog = (): boolean => typeof HTMLDialogElement === 'function' && 'showModal' in HTMLDialogElement.prototype;

type Theme = 'light' | 'dark';

function watchTheme(mode: AppearanceModeName, onChange: (theme: Theme) => void): { readonly current: Theme; readonly stop: () => void } {
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
