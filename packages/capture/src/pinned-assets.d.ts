/** A file that the package loads at run time. */
export interface PinnedAsset {
  /** Below the folder of the assets. */
  readonly path: string;
  /** 0 for a language. */
  readonly bytes: number;
  /** SHA-256, as Subresource Integrity has it. */
  readonly integrity: string;
}

/**
 * The files that the capture loads at run time, by name, with the SHA-256 of each. `scripts/build-bundle.mjs` writes the module into `dist`,
 * so that the package decides which code and models run, and the host of the files does not.
 */
export declare const pinnedAssets: Readonly<Record<string, PinnedAsset>>;
