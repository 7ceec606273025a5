/* Builds one version of the documentation site from the documents as they lie in the repository. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';
import { runOrExit } from './run.mjs';
import { isDone, markDone } from './stamp.mjs';
import { openApiPage, pagePath, pageText, versionsPage } from './site-pages.mjs';

/** Address of the service in the OpenAPI document of the site. */
const EXAMPLE_SERVICE = 'https://id.example';

/** Folders of the repository with pages of their own beside the root. */
const FOLDERS = ['docs', 'docs/frameworks', 'vectors', 'examples/verify', 'apps/demo', 'deploy'];

/** Installs the generator, which has a lock file of its own, unless it is installed. */
export async function installGenerator() {
  const lock = readFileSync(join(root, 'site', 'package-lock.json'), 'utf8');
  const stamp = join('site', 'node_modules', '.installed');
  if (isDone(stamp, lock)) return;
  console.log('Installing the generator of the site (npm ci) ...');
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await runOrExit('npm', args, { cwd: join(root, 'site'), quiet: true });
  markDone(stamp, lock);
}

/**
 * Builds one version. The packages must be built, and the generator installed.
 * @param {{ from: string, tag?: string, out: string, path: string, tags: readonly string[] }} options `from`: the checkout; with a `tag`, its documents
 *   are taken from there. `path`: of this version below /docs/
 */
export async function buildSite({ from, tag, out, path, tags }) {
  // Inside the folder of the generator: pages import it.
  const work = mkdtempSync(join(root, 'site', '.work-'));
  try {
    const checkout = tag === undefined ? from : checkoutOf(tag, from, join(work, 'checkout'));
    const source = join(work, 'source');
    const { version, repository } = manifestOf(checkout);
    const pages = pagesOf(checkout);
    const site = {
      isPage: (page) => pages.includes(page),
      isFolder: (file) => existsSync(join(checkout, file)) && statSync(join(checkout, file)).isDirectory(),
      repository,
      ref: tag ?? 'main',
    };
    for (const page of pages) write(join(source, pagePath(page)), pageText(readFileSync(join(checkout, page), 'utf8'), page, site));
    cpSync(join(checkout, 'docs'), join(source, 'docs'), { recursive: true, filter: (file) => !file.endsWith('.md') });
    const api = await openApi(tag);
    if (api !== null) {
      write(join(source, 'http-reference.md'), openApiPage(api));
      write(join(source, 'public', 'openapi.json'), `${JSON.stringify(api, null, 2)}\n`);
    }
    const name = tag ?? `${version}, not released`;
    const versions = [
      { name: `${version}, not released`, path: '/docs/' },
      ...tags.map((each) => ({ name: each, path: `/docs/${each}/` })),
    ];
    write(join(source, 'versions.md'), versionsPage(name, versions));
    const environment = {
      FACE_SESSION_SITE_SOURCE: source,
      FACE_SESSION_SITE_OUT: out,
      FACE_SESSION_SITE_BASE: `/docs/${path}`,
      FACE_SESSION_SITE: JSON.stringify({
        version: name,
        nav: [
          ...(pages.includes('docs/quick-start.md') ? [{ text: 'Quick start', link: '/docs/quick-start' }] : []),
          ...(api === null ? [] : [{ text: 'HTTP API', link: '/http-reference' }]),
        ],
        sidebar: sidebarOf(readFileSync(join(checkout, 'README.md'), 'utf8'), pages, api),
        repository,
      }),
    };
    const program = join(root, 'site', 'node_modules', 'vitepress', 'bin', 'vitepress.js');
    await runOrExit(process.execPath, [program, 'build', join(root, 'site')], { env: environment, quiet: true });
    moveScripts(out, `/docs/${path}`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The documents of a release. */
function checkoutOf(tag, from, into) {
  mkdirSync(into, { recursive: true });
  const archive = execFileSync('git', ['archive', '--format=tar', tag], { cwd: from, maxBuffer: 1024 * 1024 * 1024 });
  execFileSync('tar', ['-x', '-C', into], { input: archive });
  return into;
}

function manifestOf(checkout) {
  const { version, repository } = JSON.parse(readFileSync(join(checkout, 'packages', 'server', 'package.json'), 'utf8'));
  return { version, repository: repository.url.replace(/^git\+|\.git$/g, '') };
}

/** Paths of all documents. */
function pagesOf(checkout) {
  const inFolder = (folder) =>
    existsSync(join(checkout, folder))
      ? readdirSync(join(checkout, folder)).flatMap((name) => (name.endsWith('.md') ? [folder === '.' ? name : `${folder}/${name}`] : []))
      : [];
  const packages = readdirSync(join(checkout, 'packages')).map((name) => `packages/${name}`);
  return ['.', ...FOLDERS, ...packages].flatMap(inFolder);
}

/** The OpenAPI document of what is built; null for a release, whose code is not built here. */
async function openApi(tag) {
  if (tag !== undefined) return null;
  const { openApiDocument } = await import('../../packages/server/dist/http/openapi-document.js');
  const { API_VERSION } = await import('../../packages/server/dist/http/reference.js');
  return openApiDocument(EXAMPLE_SERVICE, API_VERSION);
}

/** The tables of the README under "Documentation", as groups of links. */
function sidebarOf(readme, pages, api) {
  const section = /^## Documentation\n(.*)/ms.exec(readme)?.[1] ?? '';
  const groups = section.split(/\n(?=\| [a-z-]+(?: [a-z-]+)* +\| +\|\n)/).flatMap((table) => {
    const [, text] = /^\| ([a-z -]+?) +\| +\|$/m.exec(table) ?? [];
    const links = [...table.matchAll(/\[([^\]]+)\]\(([^)#\s]+)\)/g)].filter(([, , target]) => pages.includes(target));
    const items = [
      ...new Map(
        links.map(([, name, target]) => [target, { text: name, link: `/${pagePath(target).replace(/(index)?\.md$/, '')}` }]),
      ).values(),
    ];
    return text === undefined || items.length === 0
      ? []
      : [{ text: text.charAt(0).toUpperCase() + text.slice(1), collapsed: false, items }];
  });
  const reference = groups.find(({ text }) => text === 'Reference');
  if (api !== null) reference?.items.push({ text: 'HTTP API reference (OpenAPI)', link: '/http-reference' });
  return [{ text: 'Face Session', link: '/' }, ...groups];
}

/** Moves what the pages would run inline into files: the policy of the service allows no inline script. */
function moveScripts(out, base) {
  const assets = new Map();
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html')) continue;
    const file = join(out, name);
    const html = readFileSync(file, 'utf8');
    const moved = html.replace(/<script([^>]*)>([^<]+)<\/script>/g, (_, attributes, code) => {
      const known = assets.get(code) ?? `inline-${assets.size}.js`;
      assets.set(code, known);
      return `<script${attributes} src="${base}assets/${known}"></script>`;
    });
    if (moved !== html) writeFileSync(file, moved);
  }
  for (const [code, name] of assets) writeFileSync(join(out, 'assets', name), code);
}

/**
 * What is wrong with a site: links, anchors and files that lead nowhere, and what a page loads from elsewhere or runs inline.
 * @param {string} out folder of the site, whose pages lie at /docs/
 * @returns {string[]}
 */
export function siteFaults(out) {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const pages = new Map(names.filter((name) => name.endsWith('.html')).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
  const ids = new Map(
    [...pages].map(([name, html]) => [name, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => decodeHtml(id)))]),
  );
  return [...pages].flatMap(([page, html]) => {
    const faults = [...html.matchAll(/<(a|link|img|script)\b[^>]*? (?:href|src)="([^"]*)"/g)].flatMap(([, element, target]) => {
      const url = new URL(decodeHtml(target), `http://site/docs/${page}`);
      if (url.protocol === 'data:') return [];
      if (url.host !== 'site') return element === 'a' ? [] : [`${page} loads ${target}`];
      const path = decodeURIComponent(url.pathname).replace(/^\/docs\//, '');
      const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      if (!names.includes(file)) return [`${page} leads to ${target}, which is not there`];
      const anchor = decodeURIComponent(url.hash.slice(1));
      return anchor === '' || !ids.has(file) || ids.get(file).has(anchor) ? [] : [`${page} leads to ${target}: no such anchor`];
    });
    const inline = /<script(?![^>]* src=)[^>]*>[^<]/.test(html) || /<style[ >]/.test(html) ? [`${page} has code or style inline`] : [];
    return [...faults, ...inline];
  });
}

const decodeHtml = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
