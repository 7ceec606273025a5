/** The languages that come with the screen of the face session. */
export const languages: readonly string[] = [
  'en',
  'ar',
  'fr',
  'es',
  'pt',
  'de',
  'it',
  'tr',
  'ur',
  'fa',
  'hi',
  'id',
  'sw',
  'am',
  'ru',
  'zh',
];
