import { apiErrors } from '@face-session/protocol';
import type { Json } from './example-of.js';
import { PROBLEM_TYPE } from './http-error.js';

/** What the page shows of a field. */
interface ShownSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly description?: string;
}

/** The style of the page; its hash is in the page's Content-Security-Policy. */
export const REFERENCE_STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
code,pre{font:.9em ui-monospace,monospace}pre{overflow:auto;padding:.6rem;border:1px solid #8884}table{border-collapse:collapse;width:100%}
td,th{text-align:start;padding:.3rem .6rem;border-bottom:1px solid #8884;vertical-align:top}h2{margin-top:3rem}h4{margin:1rem 0 0}.m{text-transform:uppercase}`;

/** The OpenAPI document for people, as a page that needs nothing from elsewhere: parameters, bodies, answers and examples of every call. */
export function referencePage(document: Json): string {
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(path, method, operation)),
  );
  const errors = Object.entries(apiErrors).map(([code, { status, meaning }]) => [`<code>${code}</code>`, status, escape(meaning)]);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Face Session: HTTP reference</title>
<style>${REFERENCE_STYLE}</style><h1>HTTP reference</h1><p>As a document for tools: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).
${operations.join('\n')}<h2>Error codes</h2>${table(['Code', 'Status', 'Meaning'], errors)}</html>`;
}

function section(path: string, method: string, operation: Json): string {
  const { operationId, summary, parameters = [], requestBody, responses } = operation;
  const { description } = operation as ShownSchema;
  const rows = (parameters as Json[]).map(({ name, in: place, required, schema }) => [
    `<code>${escape(String(name))}</code>`,
    String(place),
    required === true ? 'yes' : 'no',
    ...typeAndMeaning(schema as ShownSchema),
  ]);
  const body = (requestBody as { content: Json } | undefined)?.content ?? {};
  return [
    `<h2 id="${String(operationId)}"><code><span class="m">${method}</span> ${escape(path)}</code></h2><p>${escape(String(summary))}`,
    description === undefined ? '' : `<p>${escape(description.replaceAll('`', ''))}`,
    rows.length === 0 ? '' : `<h4>Parameters</h4>${table(['Name', 'In', 'Required', 'Type', 'Meaning'], rows)}`,
    ...Object.entries(body).map(([type, content]) => `<h4>Body: ${escape(type)}</h4>${contentOf(content as Json)}`),
    ...Object.entries(responses as Record<string, Json>).map(([status, response]) => answer(status, response)),
  ].join('');
}

function answer(status: string, { description, content = {} }: Json): string {
  const parts = Object.entries(content as Json).map(([type, each]) =>
    type === PROBLEM_TYPE ? '' : `<p>${escape(type)}${contentOf(each as Json)}`,
  );
  return `<h4>Answer ${status}</h4><p>${escape(String(description).replaceAll('`', '')).replaceAll('\n\n', '<br>')}${parts.join('')}`;
}

function contentOf({ schema, example }: Json): string {
  const rows = fieldsOf(schema as Json);
  const fields = rows.length === 0 ? '' : table(['Field', 'Required', 'Type', 'Meaning'], rows);
  return `${fields}${example === undefined ? '' : `<pre>${escape(typeof example === 'string' ? example : JSON.stringify(example, null, 2))}</pre>`}`;
}

/** The fields of an object, those of objects and lists in it too: `events[].at`. Of alternatives, the fields of each. */
function fieldsOf(schema: Json, prefix = ''): string[][] {
  const { properties = {}, required = [], anyOf, oneOf } = schema;
  const alternatives = ((anyOf ?? oneOf ?? []) as Json[]).flatMap((each) => fieldsOf(each, prefix));
  const own = Object.entries(properties as Record<string, Json>).flatMap(([name, each]) => {
    const isRequired = (required as string[]).includes(name);
    const inner = each.type === 'array' ? fieldsOf(each.items as Json, `${prefix}${name}[].`) : fieldsOf(each, `${prefix}${name}.`);
    return [[`<code>${escape(prefix + name)}</code>`, isRequired ? 'yes' : 'no', ...typeAndMeaning(each)], ...inner];
  });
  return [...new Map([...own, ...alternatives].map((row) => [row.join('|'), row])).values()];
}

function typeAndMeaning(schema: ShownSchema): [string, string] {
  const { type, format, enum: values, const: only, minimum, maximum, maxLength, description = '' } = schema;
  const allowed = only === undefined ? values : [only];
  const bounds = [
    minimum === undefined ? '' : `at least ${String(minimum)}`,
    maximum === undefined ? '' : `at most ${String(maximum)}`,
    maxLength === undefined ? '' : `at most ${String(maxLength)} characters`,
  ];
  const words = [allowed?.map(String).join(', ') ?? [type, format].filter(Boolean).join(', '), ...bounds].filter((word) => word !== '');
  return [escape(words.join('; ')), escape(description)];
}

function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return `<table><tr>${head.map((name) => `<th>${name}`).join('')}${rows.map((row) => `<tr>${row.map((cell) => `<td>${String(cell)}`).join('')}`).join('')}</table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
