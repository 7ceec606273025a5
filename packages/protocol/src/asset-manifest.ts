/** One file that the capture loads at run time. */
export interface Asset {
  /** Relative to the manifest; holds a hash of the content, so it can be cached for ever. */
  path: string;
  bytes: number;
  sha256: string;
}

/** `assets/manifest.json`: what the capture needs beside its own code, by name. Written by the build of the capture. */
export type AssetManifest = Record<string, Asset>;
