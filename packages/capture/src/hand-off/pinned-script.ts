import { assetURL } from '../asset-url.js';
import { scriptURL } from '../guidance/start-guide-worker.js';
import { pinnedAssets } from '../pinned-assets.js';
import type { startHandOff } from './hand-off.js';

declare const faceSessionHandOff: { readonly startHandOff: typeof startHandOff };

/**
 * Loads the hand-off from the folder of the run-time assets. The browser runs no file that is not the one of this build.
 * @throws Error if the file cannot be had
 */
export async function pinnedScript(assetsURL: string): Promise<typeof faceSessionHandOff> {
  const asset = pinnedAssets['hand-off.js'];
  if (!asset) throw new Error();
  const script = document.createElement('script');
  script.crossOrigin = 'anonymous';
  script.integrity = asset.integrity;
  script.src = scriptURL(assetURL(asset, assetsURL));
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => {
      reject(new Error(`${script.src} could not be loaded.`));
    };
    document.head.append(script);
  });
  script.remove();
  return faceSessionHandOff;
}
