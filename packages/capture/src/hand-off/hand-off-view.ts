import type { CreateHandOffResponse, HandOffProgress } from '@face-session/protocol';
import type { Texts } from '../texts/texts.js';
import type { HandOffTexts } from './texts/en.js';

/** A hand-off that was made, and how it is getting on. */
export interface MadeHandOff {
  readonly address: CreateHandOffResponse;
  readonly progress: HandOffProgress;
}

/** What a button does: leave the session, run it on this device, show a new code. */
export type HandOffAction = 'leave' | 'here' | 'renew';

/** What the screen of a hand-off shows. */
export interface HandOffView {
  readonly title: string;
  readonly text: string | undefined;
  /** The URL for the other device with its QR code. */
  readonly address: { readonly url: string; readonly qrSVG: string } | undefined;
  /** What both devices show. */
  readonly code: { readonly label: string; readonly code: string } | undefined;
  /** How the other device is getting on; read out when it changes. */
  readonly live: string | undefined;
  readonly buttons: readonly { readonly action: HandOffAction; readonly label: string; readonly kind: 'primary' | 'secondary' }[];
}

/**
 * The screen of a hand-off. Pure.
 * @param made undefined: it is being made
 * @param isOnly whether this device must not run the session
 */
export function handOffViewOf(made: MadeHandOff | undefined, texts: Texts & HandOffTexts, isOnly: boolean): HandOffView {
  const here = isOnly ? [] : [{ action: 'here', label: texts.useThis, kind: 'secondary' } as const];
  const view = { text: undefined, address: undefined, code: undefined, live: undefined, buttons: here };
  if (!made) return { ...view, title: texts.phoneTitle, live: texts.preparing };
  const { address, progress } = made;
  const { handOff, status, failedAttempts, code } = progress;
  if (status === 'started' && handOff === 'opened') {
    return { ...view, title: texts.phoneContinue, live: failedAttempts > 0 ? texts.phoneRetry : texts.phoneRuns, buttons: [] };
  }
  const shownCode = code === undefined ? undefined : { label: texts.phoneCode, code };
  const renew = { action: 'renew', label: texts.newCode } as const;
  if (handOff === 'opened') {
    const buttons = [{ ...renew, kind: 'secondary' } as const, ...here];
    return { ...view, title: texts.phoneContinue, code: shownCode, live: texts.phoneReady, buttons };
  }
  if (handOff === 'waiting') {
    return { ...view, title: texts.phoneTitle, text: texts.phoneText, address, code: shownCode, live: texts.phoneWaiting };
  }
  // Expired, or the session has started here.
  return { ...view, title: texts.phoneTitle, text: texts.codeExpired, buttons: [{ ...renew, kind: 'primary' }, ...here] };
}
