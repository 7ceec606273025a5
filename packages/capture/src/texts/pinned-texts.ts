import { withTimeout } from '../abort.js';
import { assetURL } from '../asset-url.js';
import { messageOf } from '../capture-error.js';
import { faultLine } from '../tell.js';
import { pinnedAssets } from '../pinned-assets.js';
import { en } from './en.js';
import type { Texts } from './texts.js';

/** Milliseconds after which a session begins in English rather than keep the person waiting. */
const TIMEOUT_MS = 5_000;

/**
 * Loads a language from the folder of the run-time assets. The browser rejects a file that is not the one of this build.
 * @param tag of the language, e.g. `ar`
 * @returns a function of the folder's address; it resolves to English, with a warning in the console, where the file cannot be had
 */
export function pinnedTexts(tag: string): (assetsURL: string) => Promise<Texts> {
  return async (assetsURL) => {
    const asset = pinnedAssets[`text-${tag}.json`];
    if (!asset) throw new Error(`The package was built without text-${tag}.json.`);
    const address = assetURL(asset, assetsURL);
    const limit = withTimeout(TIMEOUT_MS);
    try {
      const response = await fetch(address, {
        integrity: asset.integrity,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: limit.signal,
      });
      if (!response.ok) throw new Error(`status ${String(response.status)}`);
      return (await response.json()) as Texts;
    } catch (error) {
      console.warn(faultLine('LANGUAGE_UNAVAILABLE', `${address} could not be loaded: ${messageOf(error)}.`));
      return en;
    } finally {
      limit.done();
    }
  };
}
