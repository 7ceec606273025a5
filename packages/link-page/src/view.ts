import { plural, type HandOffTexts, type Language } from '@face-session/capture';
import { isOpenLink, type CreateHandOffResponse, type HandOffProgress } from '@face-session/protocol';
import type { OpenLinkResponse } from '@face-session/protocol/schemas';
import type { LinkFault } from './link-client.js';
import type { PageTexts } from './texts/en.js';

/** Where the page is. */
export type PageState =
  | { readonly name: 'fault'; readonly fault: LinkFault }
  | { readonly name: 'used' }
  /** A hand-off that cannot be opened any longer. */
  | { readonly name: 'late' }
  | LinkState;

export interface LinkState {
  readonly name: 'link';
  readonly link: OpenLinkResponse;
  /** This device has started the link. */
  readonly mine: boolean;
  /** The page is that of a hand-off: what both devices show. */
  readonly code?: string | undefined;
  /** The hand-off that this device made. */
  readonly handOff?: HandedOff | undefined;
  /** Whether the capture can run here, beside the hand-off or in place of it. */
  readonly place?: 'here' | 'phone' | 'both';
}

/** A hand-off as the device shows it that made it. */
export interface HandedOff {
  /** Null after a reload: the service returns the address only once. */
  readonly address: CreateHandOffResponse | null;
  readonly progress: HandOffProgress;
}

/** What a button does. */
export type PageAction = 'start' | 'return' | 'retry' | 'useOther' | 'useThis' | 'newCode';

/** A code that the person compares. */
export interface CodeView {
  readonly label: string;
  readonly code: string;
  readonly note: string | null;
}

/** How to go on with another device. */
export interface PhoneView {
  /** Null: the title of the page says it. */
  readonly title: string | null;
  readonly text: string;
  readonly address: CreateHandOffResponse | null;
  readonly code: CodeView | null;
  /** How the other device is getting on. Read out when it changes. */
  readonly live: string | null;
  readonly buttons: PageView['buttons'];
}

/** What is on the page, in words. */
export interface PageView {
  /** For tests and styles. */
  readonly kind: 'ask' | 'phone' | 'passed' | 'over' | 'fault';
  readonly title: string;
  readonly lines: readonly string[];
  /** What to prepare. */
  readonly tips: readonly string[];
  /** What happens to the picture, and who receives it. */
  readonly notes: readonly string[];
  readonly privacy: { readonly label: string; readonly url: string } | null;
  /** What the person must agree to. */
  readonly consent: string | null;
  readonly code: CodeView | null;
  readonly phone: PhoneView | null;
  readonly buttons: readonly { readonly action: PageAction; readonly label: string }[];
}

/** The words of the page: its own, and those that the capture has for a hand-off too. */
type AllTexts = PageTexts & HandOffTexts;

/** The words of a language: those of the capture, and those of the page. */
export interface PageWording {
  readonly language: Language;
  readonly page: AllTexts;
}

const empty = { lines: [], tips: [], notes: [], privacy: null, consent: null, code: null, phone: null, buttons: [] } as const;

export function viewOf(state: PageState, { language, page }: PageWording): PageView {
  const { texts } = language;
  if (state.name === 'used') return { ...empty, kind: 'over', title: page.usedTitle, lines: [page.usedText] };
  if (state.name === 'late') return { ...empty, kind: 'over', title: page.codeExpired, lines: [page.newLink] };
  if (state.name === 'fault') {
    const { fault } = state;
    if (fault === 'invalid') return { ...empty, kind: 'fault', title: page.invalidTitle, lines: [page.invalidText] };
    const words: Record<typeof fault, readonly [title: string, line: string]> = {
      offline: [texts.fault_SERVICE_UNREACHABLE, texts.advice_connection],
      busy: [texts.fault_SERVICE_BUSY, texts.advice_soon],
      broken: [texts.fault_SERVICE_FAULT, texts.advice_later],
    };
    const [title, line] = words[fault];
    return { ...empty, kind: 'fault', title, lines: [line], buttons: [{ action: 'retry', label: texts.tryAgain }] };
  }
  return linkView(state, { language, page });
}

function linkView(state: LinkState, wording: PageWording): PageView {
  const { link, mine, handOff, place } = state;
  const { status } = link;
  if (!isOpenLink(status)) return endView(state, status, wording);
  if (handOff?.progress.handOff === 'opened') return phoneView(link, handOff, wording);
  if (status === 'started' && !mine) return viewOf({ name: 'used' }, wording);
  return place === 'phone' && handOff ? phoneView(link, handOff, wording) : askView(state, wording);
}

function askView({ link, code, handOff, place }: LinkState, wording: PageWording): PageView {
  const { language, page } = wording;
  const { texts, tag } = language;
  const { selfieKeptSeconds, privacyURL, consentVersion, status, allowHandOff } = link;
  const kept = selfieKeptSeconds > 0;
  const beside = place === 'both' && handOff && status !== 'started';
  return {
    kind: 'ask',
    title: texts.introTitle,
    lines: [named(page.asks, link), texts.introText],
    tips: [texts.introTime, texts.introLight, texts.introFace],
    notes: [
      named(kept ? page.receives : page.receivesResult, link),
      kept ? plural(texts.introKept, Math.ceil(selfieKeptSeconds / 60), tag) : texts.introNotKept,
    ],
    privacy: privacyURL === undefined ? null : { label: texts.introPrivacy, url: privacyURL },
    // Who has started has consented.
    consent: consentVersion === undefined || status === 'started' ? null : page.consent,
    code: code === undefined ? null : { label: page.computerCode, code, note: page.computerWarning },
    phone: beside ? phonePanel(handOff, page.phoneTitle, page) : null,
    buttons: [
      { action: 'start', label: code === undefined || status === 'started' ? texts.start : page.codesMatch },
      ...(allowHandOff === 'offer' && !beside && status !== 'started' ? [{ action: 'useOther', label: page.useOther } as const] : []),
      ...backButton(link, page),
    ],
  };
}

/** The other device in place of this one. */
function phoneView(link: OpenLinkResponse, handOff: HandedOff, { page }: PageWording): PageView {
  const isOpened = handOff.progress.handOff === 'opened';
  const isStarted = handOff.progress.status === 'started';
  return {
    ...empty,
    kind: 'phone',
    title: isOpened ? page.phoneContinue : page.phoneTitle,
    lines: isOpened ? [] : [named(page.asks, link)],
    phone: phonePanel(handOff, null, page),
    buttons: [
      ...(isOpened && !isStarted ? [{ action: 'newCode', label: page.newCode } as const] : []),
      ...(link.allowHandOff === 'offer' && !isStarted ? [{ action: 'useThis', label: page.useThis } as const] : []),
      ...(isStarted ? [] : backButton(link, page)),
    ],
  };
}

function phonePanel({ address, progress }: HandedOff, title: string | null, page: AllTexts): PhoneView {
  const { handOff, status, failedAttempts, code } = progress;
  if (handOff === 'expired') {
    return { title, text: page.codeExpired, address: null, code: null, live: null, buttons: [{ action: 'newCode', label: page.newCode }] };
  }
  const ran = failedAttempts > 0 ? page.phoneRetry : page.phoneRuns;
  const opened = status === 'started' ? ran : page.phoneReady;
  const isOpened = handOff === 'opened';
  return {
    title,
    text: isOpened ? '' : page.phoneText,
    address: isOpened ? null : address,
    code: code === undefined || status === 'started' ? null : { label: page.phoneCode, code, note: null },
    live: isOpened ? opened : page.phoneWaiting,
    buttons: [],
  };
}

function endView({ link, code }: LinkState, status: 'passed' | 'failed' | 'ended' | 'expired', { language, page }: PageWording): PageView {
  const { texts } = language;
  const buttons = backButton(link, page);
  const words: Record<typeof status, readonly [title: string, line: string]> = {
    passed: [texts.passed, page.closePage],
    failed: [texts.endTitle_attempts, texts.endText_attempts],
    ended: [texts.fault_SESSION_EXPIRED, page.newLink],
    expired: [page.expiredTitle, page.newLink],
  };
  const [title, line] = words[status];
  if (code !== undefined) return { ...empty, kind: status === 'passed' ? 'passed' : 'over', title, lines: [page.goBack] };
  if (status === 'passed') return { ...empty, kind: 'passed', title, lines: buttons.length > 0 ? [] : [line], buttons };
  return { ...empty, kind: 'over', title, lines: [line], buttons };
}

function backButton(link: OpenLinkResponse, page: AllTexts): PageView['buttons'] {
  return link.returnURL === undefined ? [] : [{ action: 'return', label: named(page.back, link) }];
}

/** First Strong Isolate and its end: a name of another direction does not turn the sentence around it. */
const named = (text: string, { name }: OpenLinkResponse): string => text.replace('{name}', `\u2068${name}\u2069`);
