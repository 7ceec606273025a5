export interface WasmModule {
  readonly imported: number;
  readonly bodies: readonly Uint8Array[];
  readonly roots: readonly number[];
}
export function readModule(bytes: Uint8Array): WasmModule;
export function reachableFrom(module: WasmModule, numbers: Iterable<number>): Set<number>;
export function withOnly(module: WasmModule, kept: ReadonlySet<number>): Uint8Array<ArrayBuffer>;
export function withMarks(module: WasmModule): Uint8Array<ArrayBuffer>;
export function markOf(number: number): string;
