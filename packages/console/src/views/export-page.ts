import { dateTime } from '../format.js';
import { language, languages, texts } from '../wording.js';

/** What is exported for a person, as a page that is read and printed without the console: no script, nothing loaded. */
export function exportPage(data: object): string {
  const { direction } = languages[language()];
  const title = escaped(texts().sessions.data);
  return `<!doctype html><html lang="${language()}" dir="${direction}"><meta charset="utf-8"><title>${title}</title><style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:.25rem 0 .75rem}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}th{width:12rem;background:#f3f3f3}</style><h1>${title}</h1>${shown(data)}</html>`;
}

/** Names of fields that hold a time. */
const TIME = /^(at|.*At)$/;

function shown(value: unknown, name = ''): string {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((each) => shown(each)).join('');
  if (typeof value === 'object' && value !== null) {
    const rows = Object.entries(value).map(([field, inside]) => `<tr><th>${escaped(field)}</th><td>${shown(inside, field)}</td></tr>`);
    return `<table>${rows.join('')}</table>`;
  }
  if (typeof value === 'number' && TIME.test(name)) return escaped(dateTime(value));
  return value === null || value === undefined || value === '' ? '–' : escaped(typeof value === 'string' ? value : JSON.stringify(value));
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
