import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness, type Harness } from './harness.js';

/* The OpenAPI document is the service: no route without a row, no row without a route, and tools can read it. */

let harness: Harness;
let document: { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
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
});
