/** A package of others that users get with released packages. */
export interface ThirdParty {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly optional: boolean;
}
/** A software bill of materials, CycloneDX 1.5; the fields that tests look at. */
export interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly components: readonly {
    readonly type: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}
export function thirdParties(): ThirdParty[];
export function noticesText(): string;
export function writeSbom(file: string): Sbom;
