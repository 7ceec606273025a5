/** A section with what was collected. */
export interface CollectedSection {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly content: object;
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:72rem;margin:0 auto;padding:1.5rem}
h1,h2,h3{line-height:1.2}h2{margin-top:3rem;border-top:1px solid #8886;padding-top:1.5rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #8884}
td{overflow-wrap:anywhere;min-width:4rem}code{font-size:.875em}nav ul{columns:2}@media print{nav{display:none}}`;

/** The readable page of a pack: every section with its tables, without any script. */
export function readablePage(
  head: { readonly service: string; readonly at: string },
  collected: readonly CollectedSection[],
  files: readonly string[],
): string {
  const chapters = collected.map(
    ({ name, title, about, content }) =>
      `<h2 id="${text(name)}">${text(title)}</h2>\n<p>${text(about)} Data: <a href="${text(name)}.json">${text(name)}.json</a>.</p>\n${shown(content, 3)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence pack of ${text(head.service)}</title><style>${STYLE}</style></head><body>
<h1>Evidence pack</h1>
<p>Of the service <code>${text(head.service)}</code>, as of ${text(head.at)}. <a href="manifest.json">manifest.json</a> has the digest of each file, and manifest.jws the signature of
the service over it: <code>face-session evidence --check FOLDER</code> checks both.</p>
<nav><ul>${[...collected.map(({ name, title }) => [`#${name}`, title] as const), ...files.map((file) => [file, file] as const)]
    .map(([href, title]) => `<li><a href="${text(href)}">${text(title)}</a></li>`)
    .join('')}</ul></nav>
${chapters.join('\n')}
</body></html>
`;
}

/** Plain values in one table, lists of objects in a table each, under their names. */
function shown(content: object, level: number): string {
  const entries = Object.entries(content) as [string, unknown][];
  const plain = entries.filter(([, value]) => !isNested(value));
  const nested = entries.filter(([, value]) => isNested(value));
  const heading = (name: string): string => `<h${level}>${text(inWords(name))}</h${level}>`;
  return [
    plain.length === 0
      ? ''
      : table(
          ['', ''],
          plain.map(([name, value]) => [inWords(name), cell(value)]),
        ),
    ...nested.map(([name, value]) => {
      if (!Array.isArray(value)) return heading(name) + shown(value as object, level + 1);
      const rows = value as Record<string, unknown>[];
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      if (rows.length === 0) return `${heading(name)}<p>None.</p>`;
      return (
        heading(name) +
        table(
          columns.map(inWords),
          rows.map((row) => columns.map((column) => cell(row[column]))),
        )
      );
    }),
  ].join('\n');
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (!Array.isArray(value) || value.length === 0 || typeof value[0] === 'object');
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.some((column) => column !== '')
    ? `<thead><tr>${columns.map((column) => `<th scope="col">${text(column)}</th>`).join('')}</tr></thead>`
    : '';
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${text(value)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table>${head}<tbody>${body}</tbody></table></div>`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `keptSeconds` is kept seconds. */
function inWords(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
