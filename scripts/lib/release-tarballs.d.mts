/** A tarball that {@link packReleased} wrote. */
export interface ReleaseTarball {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
  readonly folder: string;
}
export function packReleased(destination: string, options?: { names?: readonly string[]; standAlone?: boolean }): ReleaseTarball[];
