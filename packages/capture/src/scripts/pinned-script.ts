import { assetURL } from '../asset-url.js';
import { scriptURL } from '../guidance/start-guide-worker.js';
import { pinnedAssets } from '../pinned-assets.js';
import type { Scripts } from './load-script.js';

/** The global that each script sets. It is read as soon as the script has run, so one does not disturb another. */
declare const faceSessionScript: unknown;

/** The scripts that are loaded or on their way. One that could not be had is asked for again. */
const scripts = new Map<keyof Scripts, Promise<unknown>>();

/**
 * Loads a script from the folder of the run-time assets, once. The browser runs no file that is not the one of this build.
 * @throws Error if the file cannot be had
 */
export function pinnedScript<Name extends keyof Scripts>(name: Name, assetsURL: string): Promise<Scripts[Name]> {
  let script = scripts.get(name);
  if (!script) {
    script = load(name, assetsURL);
    scripts.set(name, script);
    script.catch(() => scripts.delete(name));
  }
  return script as Promise<Scripts[Name]>;
}

async function load(name: keyof Scripts, assetsURL: string): Promise<unknown> {
  const asset = pinnedAssets[`${name}.js`];
  if (!asset) throw new Error();
  const script = document.createElement('script');
  script.crossOrigin = 'anonymous';
  script.integrity = asset.integrity;
  script.src = scriptURL(assetURL(asset, assetsURL));
  const loaded = await new Promise((resolve, reject) => {
    script.onload = () => {
      resolve(faceSessionScript);
    };
    script.onerror = () => {
      reject(new Error(`${script.src} could not be loaded.`));
    };
    document.head.append(script);
  });
  script.remove();
  return loaded;
}
