import { en, type PageTexts } from './en.js';

declare global {
  interface ImportMeta {
    /** The bundler's: a function for each file that a pattern names, which loads it. */
    glob<Module>(patterns: readonly string[]): Readonly<Record<string, () => Promise<Module>>>;
  }
}

/** The files of this folder, each loaded when it is needed: a language is a file named by its tag. */
const files = import.meta.glob<Readonly<Record<string, PageTexts>>>(['./*.ts', '!./en.ts', '!./page-texts.ts']);

/** The languages of the page, by their tags. */
export const pageLanguages: readonly string[] = ['en', ...Object.keys(files).map((path) => path.slice('./'.length, -'.ts'.length))];

/** The texts of the page for a BCP 47 tag; English where there are none. */
export async function pageTexts(tag: string): Promise<PageTexts> {
  const language = tag.split('-')[0]?.toLowerCase() ?? '';
  return (await files[`./${language}.ts`]?.())?.[language] ?? en;
}
