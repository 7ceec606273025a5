import type { HandOffProgress, HandOverSessionResponse, OpenAttemptRequest } from '@face-session/protocol';
import { base64urlOf } from '../base64url.js';
import type { CaptureOptions } from '../capture-options.js';
import type { End } from '../machine/state.js';
import type { ServiceClient } from '../service/service-client.js';
import { createSettled } from '../settled.js';
import type { Tell } from '../tell.js';
import type { Texts } from '../texts/texts.js';
import { followHandOff, type HandOffClient } from './follow-hand-off.js';
import { createHandOffScreen, type HandOffAction } from './hand-off-screen.js';
import { loadHandOffTexts } from './hand-off-texts.js';
import { en, type HandOffTexts } from './texts/en.js';
import { handOffViewOf, type MadeHandOff } from './hand-off-view.js';
import { readEvents } from './read-events.js';

/* The module that only a session with `allowHandOff` loads. Errors of the service are told by their `fault`: in a bundle of one file this module has no class in common with the rest. */

/** What a hand-off needs. */
export interface HandOffSetup {
  readonly options: CaptureOptions;
  readonly wishes: OpenAttemptRequest;
  readonly client: ServiceClient;
  readonly root: ShadowRoot;
  readonly texts: Texts;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly theme: 'light' | 'dark';
  readonly isTest: boolean;
  readonly tell: Tell;
}

/** A hand-off in progress, in place of the session's own screen. */
export interface HandOff {
  readonly dialog: HTMLDialogElement;
  setTheme(theme: 'light' | 'dark'): void;
  /** Takes it off the screen. */
  close(): void;
  /** Nothing here depends on whether the page can be seen. */
  dispatch(): void;
  /** Leaves without asking. */
  leave(): void;
  /** How the session ended on the other device; `here`: this device runs it. Rejects with a ServiceError. */
  readonly outcome: Promise<End | 'here'>;
}

/** Random bytes of the key by which the service knows this device: 256 bits. */
const KEY_BYTES = 32;

/** How often the result is asked for, and the time between, in milliseconds: a minute in all. */
const [RESULT_TRIES, RETRY_MS] = [20, 3_000];

/** A computer: a mouse or touchpad, and room for two columns. */
const COMPUTER = '(pointer: fine) and (min-width: 60rem) and (min-height: 30rem)';

const ended: Readonly<Record<'failed' | 'ended' | 'expired', End>> = {
  failed: { code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', detail: 'All attempts failed on the other device.' },
  ended: { code: 'SESSION_EXPIRED', fault: 'SESSION_EXPIRED', detail: 'The session ended on the other device.' },
  expired: { code: 'SESSION_EXPIRED', fault: 'SESSION_EXPIRED', detail: 'No other device started the session in time.' },
};

/** Shows how to go on with another device, and follows it. With `offer`, only where a computer or no camera is. */
export function startHandOff(setup: HandOffSetup): HandOff {
  const { options, wishes, client, root, texts, tell, isTest } = setup;
  const isOnly = options.allowHandOff === 'only';
  const outcome = createSettled<End | 'here' | { readonly error: unknown }>();
  const over = new AbortController();
  const deviceKey = newKey();
  let following = new AbortController();
  let made: MadeHandOff | undefined;
  let words: HandOffTexts = en;
  const act: Readonly<Record<HandOffAction, () => void>> = {
    leave() {
      revoke();
      settle({ code: 'USER_CANCEL' });
    },
    here() {
      revoke();
      settle('here');
    },
    renew() {
      void make();
    },
  };
  const screen = createHandOffScreen(setup, (action) => {
    act[action]();
  });

  const post = (path: string, body: object, signal: AbortSignal = over.signal): Promise<Response> =>
    client.call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal });

  const settle = (end: End | 'here' | { readonly error: unknown }): void => {
    over.abort();
    following.abort();
    outcome.resolve(end);
  };

  /** The URL opens nothing any more, unless another device has started. */
  const revoke = (): void => {
    if (made) void client.call('/api/v1/face/hand-off', { method: 'DELETE', keepalive: true }).catch(() => undefined);
  };

  const show = (): void => {
    if (!over.signal.aborted) screen.render(handOffViewOf(made, { ...texts, ...words }, isOnly));
  };

  const make = async (): Promise<void> => {
    following.abort();
    following = new AbortController();
    const { signal } = following;
    made = undefined;
    show();
    try {
      const { locale, appearanceMode } = options;
      const response = await post('/api/v1/face/hand-off', { deviceKey, locale, appearanceMode, options: wishes });
      const { token, ...address } = (await response.json()) as HandOverSessionResponse;
      made = { address, progress: { status: 'opened', handOff: 'waiting', failedAttempts: 0, code: address.code } };
      show();
      await followHandOff(clientOf(token, signal), deviceKey, (progress) => void proceed(token, progress), signal);
    } catch (error) {
      if (over.signal.aborted || signal.aborted) return;
      // This device can do without it.
      const { fault, message } = error as { fault?: Parameters<Tell>[0]; message: string };
      if (isOnly || fault === undefined) settle({ error });
      else {
        tell(fault, message);
        settle('here');
      }
    }
  };

  const clientOf = (token: string, following: AbortSignal): HandOffClient => ({
    async handOffProgress(key) {
      try {
        return (await (await post('/api/v1/links/hand-off/state', { token, deviceKey: key }, following)).json()) as HandOffProgress;
      } catch (error) {
        // Deleted with its session, or for the hand-off of another page.
        if ((error as { fault?: unknown }).fault === 'VERSION_MISMATCH' && !following.aborted) settle(ended.ended);
        throw error;
      }
    },
    async *handOffEvents(key, signal) {
      const { body } = await post('/api/v1/links/hand-off/events', { token, deviceKey: key }, signal);
      if (body) for await (const data of readEvents(body)) yield JSON.parse(data) as HandOffProgress;
    },
  });

  const proceed = async (token: string, progress: HandOffProgress): Promise<void> => {
    const { status } = progress;
    if (!made || over.signal.aborted) return;
    made = { ...made, progress };
    if (status === 'created' || status === 'opened' || status === 'started') {
      show();
      return;
    }
    following.abort();
    try {
      if (status === 'passed') settle({ result: await resultOf(token) });
      else {
        const data = options.returnDataForIncompleteSession && status === 'failed' ? await client.endSession(over.signal) : undefined;
        settle({ ...ended[status], data });
      }
    } catch (error) {
      settle({ error });
    }
  };

  /** The connection may be away for a moment, and the session has passed. */
  const resultOf = async (token: string): Promise<string> => {
    for (let tries = 1; ; tries++) {
      try {
        return await (await post('/api/v1/face/hand-off/result', { token, deviceKey })).text();
      } catch (error) {
        if (tries === RESULT_TRIES || over.signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  const begin = async (): Promise<void> => {
    if (!isOnly && (isNativeApp() || ((isTest || (await hasCamera())) && !matchMedia(COMPUTER).matches))) {
      settle('here');
      return;
    }
    words = await loadHandOffTexts(setup.language);
    if (over.signal.aborted) return;
    screen.open(root);
    await make();
  };
  begin().catch((error: unknown) => {
    settle({ error });
  });

  return {
    dialog: screen.dialog,
    setTheme: screen.setTheme,
    close: screen.close,
    dispatch: () => undefined,
    leave: act.leave,
    outcome: outcome.promise.then((end) => {
      if (end !== 'here' && 'error' in end) throw end.error;
      return end;
    }),
  };
}

/** An app of Capacitor runs on a phone already. */
function isNativeApp(): boolean {
  const { Capacitor } = globalThis as { Capacitor?: { isNativePlatform?: () => boolean } };
  return Capacitor?.isNativePlatform?.() === true;
}

/** Browsers name no camera before they may use it, but say whether there is one. */
async function hasCamera(): Promise<boolean> {
  const { mediaDevices } = navigator as Partial<Navigator>;
  if (!mediaDevices) return false;
  const devices = await mediaDevices.enumerateDevices().catch(() => null);
  return devices?.some(({ kind }) => kind === 'videoinput') ?? true;
}

function newKey(): string {
  return base64urlOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}
