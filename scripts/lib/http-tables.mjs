import { apiErrors, sessionReasonMeanings, sessionReasons } from '../../packages/protocol/dist/index.js';
import { endpoints } from '../../packages/server/dist/http/endpoints.js';
import { declaredErrorsOf } from '../../packages/server/dist/http/error-answers.js';
import { limitsText } from '../../packages/server/dist/http/limits-text.js';

/** Errors of every call: they are told once, above the table. */
const always = new Set(['UNEXPECTED_ERROR', 'BUSY']);

/** The tables of the HTTP interface by name, made from the declarations of the endpoints, as built. */
const tables = {
  calls: () => [
    ['call', 'scope', 'meaning', 'limits'],
    ...Object.values(endpoints).map((endpoint) => [callOf(endpoint), scopeOf(endpoint), endpoint.summary, limitsText(endpoint)]),
  ],
  'call-errors': () => [
    ['call', 'errors'],
    ...Object.values(endpoints).map((endpoint) => [
      callOf(endpoint),
      [...declaredErrorsOf(endpoint)]
        .map(([status, errors]) => [status, errors.map(({ code }) => code).filter((code) => !always.has(code))])
        .filter(([, codes]) => codes.length > 0)
        .map(([status, codes]) => `${status} ${codes.map((code) => `\`${code}\``).join(', ')}`)
        .join('; '),
    ]),
  ],
  errors: () => [
    ['code', 'status', 'meaning'],
    ...Object.entries(apiErrors).map(([code, { status, meaning }]) => [`\`${code}\``, String(status), meaning]),
  ],
  'session-reasons': () => [['reason', 'meaning'], ...sessionReasons.map((reason) => [`\`${reason}\``, sessionReasonMeanings[reason]])],
};

const callOf = ({ method, path }) => `\`${method} ${path}\``;
const scopeOf = ({ scope }) => (scope === null ? 'public' : scope === 'client' ? 'client credentials' : `\`${scope}\``);

/**
 * A Markdown table of the HTTP interface.
 * @param {string} name `calls`, `call-errors`, `errors` or `session-reasons`
 * @returns {string}
 * @throws {Error} if there is no such table
 */
export function httpTable(name) {
  const rows = tables[name]?.();
  if (!rows) throw new Error(`There is no table of the HTTP interface named ${name}.`);
  const [head, ...others] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${' --- |'.repeat(rows[0].length)}`, ...others].join('\n');
}
