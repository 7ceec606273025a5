import { describe, expect, it } from 'vitest';
import { anchorOf, openApiPage, pageText, versionsPage } from './site-pages.mjs';

const site = {
  isPage: (path) => ['README.md', 'docs/links.md', 'packages/web/README.md'].includes(path),
  isFolder: (path) => path === 'deploy',
  repository: 'https://git.example/x/y',
  ref: 'main',
};

describe('a document as a page', () => {
  it('links to other pages where there is one, and to the repository otherwise', () => {
    const text =
      '[a](../README.md#try-it) [b](links.md) [c](../packages/web) [d](../deploy) [e](../deploy/nginx.conf#L1) [f](https://f.example) [g](#here)';
    expect(pageText(text, 'docs/operation.md', site)).toBe(
      '[a](../index.md#try-it) [b](links.md) [c](../packages/web/index.md) [d](https://git.example/x/y/tree/main/deploy) ' +
        '[e](https://git.example/x/y/blob/main/deploy/nginx.conf#L1) [f](https://f.example) [g](#here)',
    );
  });

  it('has its pictures', () => {
    const text = '![a](images/a.svg) <img src="docs/images/b.png"> <img src="../c.png"> <img src="https://d.example/d.png">';
    expect(pageText(text, 'README.md', site)).toBe(text.replace('"docs', '"./docs'));
  });

  it('has the anchors that GitHub gives its headings', () => {
    expect(anchorOf('What is measured, and what is not promised')).toBe('what-is-measured-and-what-is-not-promised');
    expect(anchorOf('`NOT_IN_PAGE`: [why](x.md)?')).toBe('not_in_page-why');
  });
});

it('the page of versions leads from each to the others', () => {
  const versions = [
    { name: '1.1.0, not released', path: '/docs/' },
    { name: 'v1.0.0', path: '/docs/v1.0.0/' },
  ];
  expect(versionsPage('v1.0.0', versions)).toContain(
    '- <a href="/docs/" target="_self">1.1.0, not released</a>\n- v1.0.0: these documents\n',
  );
});

it('the OpenAPI document as a page has each call with its parameters, body, answers and examples', () => {
  const page = openApiPage({
    openapi: '3.1.1',
    info: { version: '1.0.0' },
    tags: [{ name: 'sessions', description: 'Of backends.' }],
    paths: {
      '/api/v1/x/{id}': {
        post: {
          operationId: 'doX',
          summary: 'Does x.',
          tags: ['sessions'],
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid', description: 'Which | one' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['list'],
                  properties: { list: { type: 'array', items: { properties: { at: { type: 'integer', minimum: 1 } } } } },
                },
                example: { list: [{ at: 1 }] },
              },
            },
          },
          responses: {
            200: { description: 'Done.', content: { 'application/json': { schema: { properties: { ok: { const: true } } } } } },
          },
        },
      },
    },
  });
  expect(page).toContain('## sessions\n\nOf backends.\n\n### doX\n\n`POST /api/v1/x/{id}`\n\nDoes x.');
  expect(page).toContain('| `id` | path | yes | string, uuid | Which \\| one |');
  expect(page).toContain('| `list[].at` | no | integer; at least 1 |  |');
  expect(page).toContain('"at": 1');
  expect(page).toContain('| `ok` | no | `true` |  |');
});
