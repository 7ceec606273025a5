import type { PinnedAsset } from './pinned-assets.js';

/** The address of an asset in the folder of the run-time assets. */
export function assetURL({ path }: PinnedAsset, assetsURL: string): string {
  return new URL(path, new URL(assetsURL.endsWith('/') ? assetsURL : `${assetsURL}/`, document.baseURI)).href;
}
