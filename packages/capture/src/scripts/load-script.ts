import type * as evidence from '../evidence/evidence.js';
import type * as handOff from '../hand-off/hand-off.js';
import type * as light from '../light/light.js';

/** The modules that not every session needs, or not at once. Each lies in a folder of its name. */
export interface Scripts {
  evidence: typeof evidence;
  'hand-off': typeof handOff;
  light: typeof light;
}

const modules: { readonly [Name in keyof Scripts]: () => Promise<Scripts[Name]> } = {
  evidence: () => import('../evidence/evidence.js'),
  'hand-off': () => import('../hand-off/hand-off.js'),
  light: () => import('../light/light.js'),
};

/**
 * Loads a module when a session first needs it: as a module where a bundler splits code, from the folder of the run-time assets in a bundle of one file (the plugin's
 * build puts pinned-script.ts in the place of this one). `scripts/build-bundle.mjs` reads the list of modules here.
 */
export const loadScript: <Name extends keyof Scripts>(name: Name, assetsURL: string) => Promise<Scripts[Name]> = (name) => modules[name]();
