import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from '../kit/service.js';

/* The OpenAPI document is the service: no route without a row, no row without a route, and tools can read it. */

interface Content {
  readonly schema: { readonly properties?: object };
  readonly example?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: object;
}

let harness: Harness;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
beforeAll(async () => {
  harness = await startHarness();
  document = (await (await fetch(`${harness.url}/api/openapi.json`)).json()) as typeof document;
});
afterAll(() => harness.close());

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 without findings of the linter', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      // The service is self-hosted: its own address is what the document says, localhost in a test.
      rules: { 'no-server-example.com': 'off', 'info-license': 'error', 'operation-4xx-response': 'off' },
    });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map((problem) => `${problem.ruleId}: ${problem.message} ${problem.location[0]?.pointer ?? ''}`)).toEqual([]);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('has a row for every route and a route for every row', () => {
    const rows = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(rows.sort()).toEqual([...harness.service.documentedRoutes].sort());
  });

  it('is shown as a page that needs nothing from elsewhere', async () => {
    const response = await fetch(`${harness.url}/api/reference`);
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('/api/v1/attempts/{attemptId}/burst');
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('is shown with the parameters, bodies, answers and examples of every call', async () => {
    const page = await (await fetch(`${harness.url}/api/reference`)).text();
    const sections = page.split('<h2 id="').slice(1);
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(sections.map((text) => text.split('"')[0])).toEqual(operations.map(({ operationId }) => operationId));
    for (const [index, { parameters = [], requestBody, responses }] of operations.entries()) {
      const section = sections[index] ?? '';
      for (const { name } of parameters) expect(section).toContain(`<td><code>${name}</code>`);
      for (const status of Object.keys(responses)) expect(section).toContain(`<h4>Answer ${status}</h4>`);
      for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
        expect(section).toContain(`<h4>Body: ${type}</h4>`);
        for (const field of Object.keys(schema.properties ?? {})) expect(section).toContain(`<td><code>${field}</code>`);
        if (example !== undefined) expect(section).toContain(`<pre>${JSON.stringify(example, null, 2)}</pre>`);
      }
    }
    const [created] = sections.filter((text) => text.startsWith('createSession'));
    expect(created).toContain('<td><code>sessionId</code><td>yes<td>string, uuid');
    expect(created).toContain('"sessionId": "7b0c8a52-');
    expect(created).toContain('FACE_NOT_FOUND');
  });
});
