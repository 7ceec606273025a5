import { en, type LightTexts } from './texts/en.js';

/**
 * The words of a challenge of light by language, each loaded when it is needed where a bundler splits code, and in the script of light otherwise. All but the English ones
 * are machine-made: no native speaker has read them.
 */
const catalogues: Readonly<Record<string, () => Promise<LightTexts>>> = {
  en: () => Promise.resolve(en),
  ar: async () => (await import('./texts/ar.js')).ar,
  fr: async () => (await import('./texts/fr.js')).fr,
  es: async () => (await import('./texts/es.js')).es,
  pt: async () => (await import('./texts/pt.js')).pt,
  de: async () => (await import('./texts/de.js')).de,
  it: async () => (await import('./texts/it.js')).it,
  tr: async () => (await import('./texts/tr.js')).tr,
  ur: async () => (await import('./texts/ur.js')).ur,
  fa: async () => (await import('./texts/fa.js')).fa,
  hi: async () => (await import('./texts/hi.js')).hi,
  id: async () => (await import('./texts/id.js')).id,
  sw: async () => (await import('./texts/sw.js')).sw,
  am: async () => (await import('./texts/am.js')).am,
  ru: async () => (await import('./texts/ru.js')).ru,
  zh: async () => (await import('./texts/zh.js')).zh,
};

/** The words for a BCP 47 tag; English where there are none, or where they cannot be had. */
export async function loadLightTexts(tag: string): Promise<LightTexts> {
  const load = catalogues[tag.split('-')[0]?.toLowerCase() ?? ''];
  return (await load?.().catch(() => undefined)) ?? en;
}
