import { z } from 'zod';

/** One file that the capture loads at run time. */
export const assetSchema = z.object({
  path: z.string().describe('Relative to the manifest; holds a hash of the content, so it can be cached for ever'),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Asset = z.infer<typeof assetSchema>;

/** `assets/manifest.json`: what the capture needs beside its own code, by name. Written by the build of the capture. */
export const assetManifestSchema = z.record(z.string(), assetSchema);
export type AssetManifest = z.infer<typeof assetManifestSchema>;
