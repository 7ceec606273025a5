import { anchorOf } from '../../scripts/lib/site-pages.mjs';
import { stylesAsClasses } from '../styles-as-classes.mjs';

/** What scripts/docs.mjs says of this build. */
const { FACE_SESSION_SITE_SOURCE: srcDir, FACE_SESSION_SITE_OUT: outDir, FACE_SESSION_SITE_BASE: base, FACE_SESSION_SITE } = process.env;
const { version, nav, sidebar, repository } = JSON.parse(FACE_SESSION_SITE);

export default {
  title: 'Face Session',
  description: 'The open, self-hosted way to check that the person in front of the camera is the person on the ID photo.',
  lang: 'en',
  base,
  srcDir,
  outDir,
  // No picture in the tab, and no style element while the colours change: the policy allows none.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  appearance: { disableTransition: false },
  ignoreDeadLinks: 'localhostLinks',
  // No page states its data or runs code inline: the policy of the service allows neither.
  metaChunk: true,
  vite: { publicDir: `${srcDir}/public`, cacheDir: `${srcDir}/.vite` },
  cacheDir: `${srcDir}/.cache`,
  markdown: {
    anchor: { slugify: anchorOf },
    codeTransformers: [stylesAsClasses.transformer],
    // Text is text: braces in it are not expressions of Vue.
    config: (markdown) => {
      markdown.core.ruler.push('no-expressions', (state) => {
        for (const block of state.tokens)
          for (const token of block.children ?? []) if (token.type === 'text') token.content = token.content.replaceAll('{{', '{\u200b{');
      });
    },
  },
  transformHead: () => [['link', { rel: 'stylesheet', href: `${base}assets/${stylesAsClasses.file}` }]],
  buildEnd: ({ outDir: folder }) => stylesAsClasses.write(folder),
  themeConfig: {
    search: { provider: 'local' },
    nav: [...nav, { text: version, link: '/versions' }],
    sidebar,
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    docFooter: { prev: false, next: false },
  },
};
