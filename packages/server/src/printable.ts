/**
 * Characters that a terminal, an editor or a log viewer acts on instead of showing, or shows as nothing: C0 and C1 controls, DEL, direction
 * marks and overrides, line and paragraph separators, invisible characters (but for the selectors of emoji), lone surrogates.
 */
const UNPRINTABLE = /(?![\uFE00-\uFE0F])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]|\p{Cs}/gu;

/**
 * The text with every character that is not shown as itself written as `\uXXXX`: what an end user or a client chose cannot move the cursor,
 * turn the reading direction or begin a new line. In JSON the result means the same as before.
 * @param options.keepLines leaves line feeds and tabs as they are, for text of our own that has several lines
 */
export function printable(text: string, options: { readonly keepLines?: boolean } = {}): string {
  return text.replace(UNPRINTABLE, (found) => (options.keepLines === true && (found === '\n' || found === '\t') ? found : escapeOf(found)));
}

function escapeOf(found: string): string {
  let escaped = '';
  for (let index = 0; index < found.length; index++) escaped += `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return escaped;
}
