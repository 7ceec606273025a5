/* The pages of the documentation site: rules on text. */

/** The anchor of a heading, as GitHub names it: links in the documents work in both places. */
export function anchorOf(heading) {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** The path of a document as a page: a README is what its folder leads to. */
export const pagePath = (path) => path.replace(/(^|\/)README\.md$/, '$1index.md');

/**
 * A document as a page of the site: links to files that are no pages lead to the repository.
 * @param {string} text
 * @param {string} path of the document in the repository, such as `docs/links.md`
 * @param {{ isPage: (path: string) => boolean, isFolder: (path: string) => boolean, repository: string, ref: string }} site `isPage` and `isFolder` take paths in the repository
 */
export function pageText(text, path, { isPage, isFolder, repository, ref }) {
  const withLinks = text.replace(/(?<=\]\()([^)\s#]+)(#[^)\s]*)?(?=\))/g, (link, target, anchor = '') => {
    if (/^[a-z]+:/.test(target)) return link;
    const inside = new URL(target, `file:///${path}`).pathname.slice(1).replace(/\/$/, '');
    if (isPage(inside)) return `${pagePath(target)}${anchor}`;
    if (isPage(`${inside}/README.md`)) return `${target.replace(/\/$/, '')}/index.md${anchor}`;
    if (/\.(png|svg|jpe?g)$/.test(inside)) return link;
    return `${repository}/${isFolder(inside) ? 'tree' : 'blob'}/${ref}/${inside}${anchor}`;
  });
  // A path that begins with a name would not be taken for one of this folder.
  return withLinks.replace(/(?<=<img src=")(?=\w)(?![a-z]+:)/g, './');
}

/**
 * The OpenAPI document as a page: parameters, bodies, answers and examples of each call.
 * @param {object} document OpenAPI 3.1
 * @returns {string} Markdown
 */
export function openApiPage(document) {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const own = calls.filter(({ tags }) => tags.includes(name));
    return [`## ${name}`, description ?? '', ...own.map(callText)].join('\n\n');
  });
  return `# HTTP API reference

Generated from the OpenAPI ${document.openapi} document of version ${document.info.version}: <a href="openapi.json" target="_blank">openapi.json</a>. Rules that hold for all calls are in
[HTTP API](docs/http-api.md).

${sections.join('\n\n')}
`;
}

/**
 * The page that leads from each version of the documents to the others.
 * @param {string} current name of the version
 * @param {readonly { name: string, path: string }[]} versions the newest first; `path` on the server
 */
export function versionsPage(current, versions) {
  // HTML, since each version is a site of its own: a link of Markdown would stay in this one.
  const lines = versions.map(
    ({ name, path }) => `- ${name === current ? `${name}: these documents` : `<a href="${path}" target="_self">${name}</a>`}`,
  );
  return `# Versions\n\n${lines.join('\n')}\n\nWhat changed between them: [changelog](CHANGELOG.md).\n`;
}

function callText({ path, method, operationId, summary, description, parameters = [], requestBody, responses }) {
  return [
    `### ${operationId}`,
    `\`${method.toUpperCase()} ${path}\``,
    summary,
    description ?? '',
    parameters.length === 0 ? '' : table(['parameter', 'in', 'required', 'type', 'meaning'], parameters.map(parameterRow)),
    ...Object.entries(requestBody?.content ?? {}).map(([type, content]) => `**Body**, \`${type}\`\n\n${contentText(content)}`),
    ...Object.entries(responses).map(([status, { description: meaning, content = {} }]) =>
      [
        `**Answer ${status}**: ${meaning}`,
        ...Object.entries(content)
          .filter(([type]) => type !== 'application/problem+json')
          .map(([type, each]) => `\`${type}\`\n\n${contentText(each)}`),
      ].join('\n\n'),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const parameterRow = ({ name, in: place, required, schema }) => [`\`${name}\``, place, required ? 'yes' : 'no', ...typeAndMeaning(schema)];

function contentText({ schema, example }) {
  const rows = fieldRows(schema);
  const fields = rows.length === 0 ? '' : table(['field', 'required', 'type', 'meaning'], rows);
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  return [fields, example === undefined ? '' : `\`\`\`${typeof example === 'string' ? 'text' : 'json'}\n${text}\n\`\`\``]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The fields of an object, those of objects and lists in it too: `events[].at`. Of alternatives, the fields of each. */
function fieldRows(schema, prefix = '') {
  const { properties = {}, required = [], anyOf, oneOf } = schema;
  const own = Object.entries(properties).flatMap(([name, each]) => [
    [`\`${prefix}${name}\``, required.includes(name) ? 'yes' : 'no', ...typeAndMeaning(each)],
    ...(each.type === 'array' ? fieldRows(each.items, `${prefix}${name}[].`) : fieldRows(each, `${prefix}${name}.`)),
  ]);
  const all = [...own, ...(anyOf ?? oneOf ?? []).flatMap((each) => fieldRows(each, prefix))];
  return [...new Map(all.map((row) => [row.join('|'), row])).values()];
}

function typeAndMeaning({ type, format, enum: values, const: only, minimum, maximum, maxLength, description = '' }) {
  const allowed = only === undefined ? values : [only];
  const words = [
    allowed?.map((value) => `\`${String(value)}\``).join(', ') ?? [type, format].filter(Boolean).join(', '),
    minimum === undefined ? '' : `at least ${minimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
  ];
  return [words.filter((word) => word !== '').join('; '), description];
}

function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
