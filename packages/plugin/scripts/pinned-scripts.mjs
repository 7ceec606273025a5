/**
 * A bundler's plugin: a bundle of one file lacks the modules that are loaded later. They load from the folder of the capture's run-time assets, each pinned by its SHA-256.
 */
export const pinnedScripts = {
  name: 'pinned-scripts',
  transform: {
    filter: { id: /[\\/]capture[\\/]dist[\\/]scripts[\\/]load-script\.js$/ },
    handler(code) {
      if (!code.includes('export const loadScript')) throw new Error('The scripts are loaded in another way than expected.');
      return { code: "export { pinnedScript as loadScript } from './pinned-script.js';", map: { mappings: '' } };
    },
  },
};
