import { createHash } from 'node:crypto';
import { apiErrors } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import { endpoints } from './endpoints.js';
import { declaredErrorsOf } from './error-answers.js';
import type { HttpParts } from './http-parts.js';
import { limitsText } from './limits-text.js';
import { openApiDocument } from './openapi-document.js';
import { sessionHeadersSchema } from './session-headers.js';

/** Version of the HTTP interface. */
const API_VERSION = '1.0.0';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
code{font:.9em ui-monospace,monospace}table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.3rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
h3{margin-top:2rem}.m{font-weight:600;text-transform:uppercase}`;

/** `GET /api/openapi.json` and, for people, `GET /api/reference`. */
export function referenceRoutes(app: FastifyInstance, parts: HttpParts): void {
  const document = openApiDocument(parts.config.baseURL, API_VERSION);
  const page = referencePage();
  const styleHash = createHash('sha256').update(STYLE).digest('base64');

  app.get('/api/openapi.json', async (_request, reply) => reply.send(document));

  app.get('/api/reference', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`)
      .send(page),
  );
}

function referencePage(): string {
  const sections = Object.entries(endpoints).map(([id, endpoint]) => {
    const headers = [...(endpoint.inSession ? Object.keys(sessionHeadersSchema.shape) : []), ...Object.keys(endpoint.headers?.shape ?? {})];
    const errors = [...declaredErrorsOf(endpoint)].map(([status, codes]) => `${status}: ${codes.map(({ code }) => code).join(', ')}`);
    const rows = [
      ['Scope', endpoint.scope ?? 'public'],
      ['Headers', headers.join(', ')],
      ['Query', Object.keys(endpoint.query?.shape ?? {}).join(', ')],
      ['Body', Object.keys(endpoint.body ?? {}).join(' or ')],
      ['Limits', limitsText(endpoint).replaceAll('`', '')],
      ['Answer', [endpoint.success.status, 'type' in endpoint.success ? endpoint.success.type : ''].join(' ')],
      ['Errors', errors.join('; ')],
    ].filter(([, value]) => value !== '');
    const table = rows.map(([name, value]) => `<tr><th scope="row">${escape(String(name))}<td>${escape(String(value))}`).join('');
    return `<h3 id="${id}"><code><span class="m">${endpoint.method}</span> ${escape(endpoint.path)}</code></h3><p>${escape(endpoint.summary)}<table>${table}</table>`;
  });
  const errors = Object.entries(apiErrors).map(
    ([code, { status, meaning }]) => `<tr><td><code>${code}</code><td>${status}<td>${escape(meaning)}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Face Session: HTTP reference</title>
<style>${STYLE}</style><h1>HTTP reference</h1><p>As a document for tools: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).
${sections.join('\n')}<h2>Error codes</h2><table><tr><th>Code<th>Status<th>Meaning${errors.join('')}</table></html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
