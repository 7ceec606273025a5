import { ar } from './texts/ar.js';
import { en, type ConsoleTexts } from './texts/en.js';

/** The languages of the console, each with its texts and direction. */
export const languages = {
  en: { name: 'English', direction: 'ltr', texts: en },
  ar: { name: 'العربية', direction: 'rtl', texts: ar },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl'; texts: ConsoleTexts }>;

export type LanguageTag = keyof typeof languages;

const STORED_AS = 'face-session-console-language';

/** The language of the browser, unless the operator picked another. */
function firstLanguage(): LanguageTag {
  const wanted = [localStorage.getItem(STORED_AS), ...navigator.languages].flatMap((tag) => tag?.split('-')[0] ?? []);
  return wanted.find((tag): tag is LanguageTag => tag in languages) ?? 'en';
}

let current = firstLanguage();

export const language = (): LanguageTag => current;

/** The texts of the console in the language that is picked. */
export const texts = (): ConsoleTexts => languages[current].texts;

export function pickLanguage(tag: LanguageTag): void {
  current = tag;
  localStorage.setItem(STORED_AS, tag);
}

/** Puts values in the places that a text has for them: `{name}`. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}

/** The text of a code, such as an outcome; the code itself where there is none. */
export function named(table: Readonly<Record<string, string>>, code: string): string {
  return table[code] ?? code;
}
