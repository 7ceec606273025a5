/**
 * A module with one function, `() -> v128`: `i32.const 0; i8x16.splat`. It is valid only where WebAssembly knows SIMD
 * (WebAssembly core specification 2.0, 5.4.8).
 */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 5, 1, 96, 0, 1, 123], // one type: nothing to v128
  ...[3, 2, 1, 0], // one function of it
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11], // its body
);

/** Whether the browser can run the models at all; asked before they are downloaded. */
export function hasWasmWithSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE);
}
