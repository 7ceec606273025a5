import type { AssetManifest } from '@face-session/protocol';

/**
 * The files that the guide loads at run time, by name, with the SHA-256 of each. `scripts/build-bundle.mjs` writes the module into `dist`,
 * so that the package decides which code and models run, and the host of the files does not.
 */
export declare const pinnedAssets: AssetManifest;
