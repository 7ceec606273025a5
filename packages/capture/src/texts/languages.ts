import { en } from './en.js';
import { checkTexts } from './check-texts.js';
import type { PartialTexts, PluralText, Texts } from './texts.js';

/**
 * The languages that come with the capture, each loaded when it is first needed: as a module where a bundler splits code, from the folder of
 * the run-time assets in a bundle of one file (the plugin's build writes those lines anew, see pinned-texts.ts).
 */
const catalogues: Readonly<Record<string, (assetsURL: string) => Promise<Texts>>> = {
  en: () => Promise.resolve(en),
  ar: async () => (await import('./ar.js')).ar,
  fr: async () => (await import('./fr.js')).fr,
  es: async () => (await import('./es.js')).es,
  pt: async () => (await import('./pt.js')).pt,
  de: async () => (await import('./de.js')).de,
  it: async () => (await import('./it.js')).it,
  tr: async () => (await import('./tr.js')).tr,
  ur: async () => (await import('./ur.js')).ur,
  fa: async () => (await import('./fa.js')).fa,
  hi: async () => (await import('./hi.js')).hi,
  id: async () => (await import('./id.js')).id,
  sw: async () => (await import('./sw.js')).sw,
  am: async () => (await import('./am.js')).am,
  ru: async () => (await import('./ru.js')).ru,
  zh: async () => (await import('./zh.js')).zh,
};

/** Regional spellings, over the texts of their language. */
const variants: Readonly<Record<string, PartialTexts>> = { 'en-us': { hint_centre: 'Center your face' } };

export const languages: readonly string[] = Object.keys(catalogues);

/** A language of the screen with all that depends on it. */
export interface Language {
  /** BCP 47, as it was asked for, e.g. `ar-AE`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Texts;
}

/** Catalogues of the integrator's own, by language tag; see {@link addLanguage}. */
const own = new Map<string, PartialTexts>();

/**
 * Adds a language, or changes texts of one that is there. What a catalogue leaves out is shown in the next language of the fallback
 * chain: `de-AT`, `de`, `en`.
 * @throws CaptureError INVALID_CONFIG that names a text of the wrong shape
 */
export function addLanguage(tag: string, texts: PartialTexts): void {
  checkTexts(texts);
  own.set(tag.toLowerCase(), texts);
}

/** The tag, then the same with less and less in it: `zh-Hant-TW`, `zh-Hant`, `zh`. */
function chainOf(tag: string): string[] {
  const parts = tag.toLowerCase().replaceAll('_', '-').split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/**
 * The language to show for a wish, by the fallback chain; English where nothing else fits.
 * @param wanted the integrator's wish, else the page's or the browser's languages are taken
 * @param assetsURL folder of the run-time assets
 */
export async function resolveLanguage(wanted: string | undefined, texts: PartialTexts = {}, assetsURL = ''): Promise<Language> {
  const candidates = wanted ? [wanted] : [...navigator.languages, 'en'];
  for (const candidate of candidates) {
    const known = chainOf(candidate).find((tag) => own.has(tag) || tag in catalogues);
    if (known !== undefined) return build(candidate, texts, assetsURL);
  }
  return build('en', texts, assetsURL);
}

async function build(tag: string, texts: PartialTexts, assetsURL: string): Promise<Language> {
  let merged: Texts = en;
  for (const link of chainOf(tag).reverse()) {
    const catalogue = catalogues[link];
    if (catalogue) merged = { ...merged, ...(await catalogue(assetsURL)) };
    merged = { ...merged, ...variants[link], ...own.get(link) };
  }
  const valid = canonical(tag);
  return { tag: valid, direction: directionOf(valid), texts: { ...merged, ...texts } };
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

const rtlLanguages = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb']);

function directionOf(tag: string): 'ltr' | 'rtl' {
  return rtlLanguages.has(tag.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}

/** A plural text for a number, in the digits of the language. */
export function plural(text: PluralText, count: number, tag: string): string {
  const form = text[new Intl.PluralRules(tag).select(count)] ?? text.other;
  return form.replace('{count}', new Intl.NumberFormat(tag).format(count));
}
