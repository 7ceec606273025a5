import type { en } from './en.js';

/** A text that depends on a number; the categories are those of `Intl.PluralRules`. `{count}` stands for the number. */
export interface PluralText {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** Every text of the screen, in one language. */
export type Texts = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : PluralText };
export type TextKey = keyof Texts;

/** The keys whose text is a plain string. */
export type PlainTextKey = { [Key in TextKey]: Texts[Key] extends string ? Key : never }[TextKey];

/** Texts of the integrator's own, over those of the language. */
export type PartialTexts = { readonly [Key in TextKey]?: Texts[Key] };
