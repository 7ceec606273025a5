import { plural, type Language } from '@face-session/capture';
import type { LinkFault, OpenedLink } from './link-client.js';
import type { PageTexts } from './texts/en.js';

/** Where the page is. */
export type PageState =
  | { readonly name: 'fault'; readonly fault: LinkFault }
  | { readonly name: 'used' }
  /** `mine`: this device has started the link. */
  | { readonly name: 'link'; readonly link: OpenedLink; readonly mine: boolean };

/** What a button does. */
export type Action = 'start' | 'return' | 'retry';

/** What is on the page, in words. */
export interface View {
  /** For tests and styles. */
  readonly kind: 'ask' | 'passed' | 'over' | 'fault';
  readonly title: string;
  readonly lines: readonly string[];
  /** What to prepare. */
  readonly tips: readonly string[];
  /** What happens to the picture, and who receives it. */
  readonly notes: readonly string[];
  readonly privacy: { readonly label: string; readonly url: string } | null;
  /** What the person must agree to. */
  readonly consent: string | null;
  readonly buttons: readonly { readonly action: Action; readonly label: string }[];
}

/** The words of a language: those of the capture, and those of the page. */
export interface Wording {
  readonly language: Language;
  readonly page: PageTexts;
}

const empty = { lines: [], tips: [], notes: [], privacy: null, consent: null, buttons: [] } as const;

export function viewOf(state: PageState, { language, page }: Wording): View {
  const { texts } = language;
  if (state.name === 'used') return { ...empty, kind: 'over', title: page.usedTitle, lines: [page.usedText] };
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
  const { link, mine } = state;
  if (link.status === 'started' && !mine) return viewOf({ name: 'used' }, { language, page });
  if (link.status === 'created' || link.status === 'opened' || link.status === 'started') return askView(link, { language, page });
  return endView(link, link.status, { language, page });
}

function askView(link: OpenedLink, { language, page }: Wording): View {
  const { texts, tag } = language;
  const { selfieKeptSeconds, privacyURL, consentVersion, status } = link;
  const kept = selfieKeptSeconds > 0;
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
    buttons: [{ action: 'start', label: texts.start }, ...backButton(link, page)],
  };
}

function endView(link: OpenedLink, status: 'passed' | 'failed' | 'ended' | 'expired', { language, page }: Wording): View {
  const { texts } = language;
  const buttons = backButton(link, page);
  if (status === 'passed') {
    return { ...empty, kind: 'passed', title: texts.passed, lines: buttons.length > 0 ? [] : [page.closePage], buttons };
  }
  const words: Record<'failed' | 'ended' | 'expired', readonly [title: string, line: string]> = {
    failed: [texts.endTitle_attempts, texts.endText_attempts],
    ended: [texts.fault_SESSION_EXPIRED, page.newLink],
    expired: [page.expiredTitle, page.newLink],
  };
  const [title, line] = words[status];
  return { ...empty, kind: 'over', title, lines: [line], buttons };
}

function backButton(link: OpenedLink, page: PageTexts): View['buttons'] {
  return link.returnURL === undefined ? [] : [{ action: 'return', label: named(page.back, link) }];
}

/** First Strong Isolate and its end: a name of another direction does not turn the sentence around it. */
const named = (text: string, { name }: OpenedLink): string => text.replace('{name}', `\u2068${name}\u2069`);
