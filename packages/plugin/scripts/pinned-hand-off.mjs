/**
 * A bundler's plugin: a bundle of one file lacks the module of the hand-off. It loads from the folder of the capture's run-time assets, pinned by its SHA-256.
 */
export const pinnedHandOff = {
  name: 'pinned-hand-off',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]hand-off[\\/]load-hand-off\.js$/ },
    handler(code) {
      const written = code.replace("() => import('./hand-off.js')", 'pinnedScript');
      if (written === code || written.includes('import(')) throw new Error('The hand-off is imported in another way than expected.');
      return { code: `import { pinnedScript } from './pinned-script.js';\n${written}`, map: { mappings: '' } };
    },
  },
};
