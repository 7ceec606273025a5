import { en, type PageTexts } from './en.js';

/** Each language of the capture, loaded when it is needed. */
const catalogues: Readonly<Record<string, () => Promise<PageTexts>>> = {
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

export const pageLanguages: readonly string[] = Object.keys(catalogues);

/** The texts of the page for a BCP 47 tag; English where there are none. */
export async function pageTexts(tag: string): Promise<PageTexts> {
  return (await catalogues[tag.split('-')[0]?.toLowerCase() ?? '']?.()) ?? en;
}
