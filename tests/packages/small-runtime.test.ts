import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expandWeights } from '../../packages/face/src/browser/expand-weights.js';
import { markOf, reachableFrom, readModule, withMarks, withOnly } from '../../packages/capture/scripts/wasm-functions.mjs';

/* The wasm runtime that browsers load holds those functions only that the guide's models need. */

const capture = join(import.meta.dirname, '..', '..', 'packages', 'capture');
const runtimeFolder = join(createRequire(join(capture, 'package.json')).resolve('onnxruntime-web'), '..');

type Runtime = typeof import('onnxruntime-web/wasm');
const input = (length: number): Float32Array => Float32Array.from({ length }, (_, index) => Math.sin(index * 0.37) / 2);

/** What a runtime of its own computes with both models, and how it names a model that is none. */
async function computedWith(name: string, wasmBinary: Uint8Array, modelOf: (compact: Uint8Array) => Uint8Array): Promise<unknown> {
  // The runtime is one for each instance of its module.
  const module = `${pathToFileURL(join(runtimeFolder, 'ort.wasm.bundle.min.mjs')).href}?${name}`;
  const { env, InferenceSession, Tensor } = (await import(/* @vite-ignore */ module)) as Runtime;
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = wasmBinary;
  env.logLevel = 'fatal';
  const outputs: Record<string, unknown> = {};
  for (const [model, shape] of [
    ['detect', [1, 3, 240, 320]],
    ['landmark', [1, 1, 64, 64]],
  ] as const) {
    const bytes = await readFile(join(capture, '..', 'face', 'models', `fr_${model}.compact.onnx`));
    const session = await InferenceSession.create(modelOf(bytes), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
    const results = await session.run({
      [session.inputNames[0]!]: new Tensor('float32', input(shape.reduce<number>((a, b) => a * b, 1)), [...shape]),
    });
    outputs[model] = session.outputNames.map((output) => results[output]!.data);
  }
  outputs['fault'] = await InferenceSession.create(new Uint8Array(64).fill(7)).catch(String);
  return outputs;
}

describe('the wasm runtime of the guide', () => {
  it('computes to the last bit what the whole runtime does with the models as they are loaded, and names a broken model as it does, in less than half the bytes', async () => {
    const manifest = JSON.parse(await readFile(join(capture, 'dist/assets/manifest.json'), 'utf8')) as Record<string, { path: string }>;
    const [whole, small] = await Promise.all([
      readFile(join(runtimeFolder, 'ort-wasm-simd-threaded.wasm')),
      readFile(join(capture, 'dist/assets', manifest['ort.wasm']!.path)),
    ]);
    expect(small.length).toBeLessThan(whole.length / 2);
    const expected = await computedWith('whole', whole, (compact) => compact);
    expect(expected).toMatchObject({ fault: expect.stringContaining('protobuf') as string });
    expect(await computedWith('small', small, expandWeights)).toEqual(expected);
  });

  it('keeps what is called from outside or by name, and ends the program at what is left out', async () => {
    // f0 calls f1; f2 and f3 are exported, and f3 calls f2. Each returns i32.
    const functions = [
      [0x10, 1],
      [0x41, 7],
      [0x41, 9],
      [0x10, 2],
    ].map((code) => [code.length + 2, 0, ...code, 0x0b]);
    const exported = (name: string, number: number): number[] => [name.length, ...Buffer.from(name), 0, number];
    const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
    const module = readModule(
      Uint8Array.of(
        ...[0, 97, 115, 109, 1, 0, 0, 0],
        ...section(1, 1, 0x60, 0, 1, 0x7f),
        ...section(3, 4, 0, 0, 0, 0),
        ...section(6, 0),
        ...section(7, 3, ...exported('a', 0), ...exported('b', 2), ...exported('c', 3)),
        ...section(10, 4, ...functions.flat()),
      ),
    );
    expect(module.roots).toEqual([0, 2, 3]);
    expect([...reachableFrom(module, [3])].sort()).toEqual([2, 3]);
    const exportsOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, () => number>> =>
      (await WebAssembly.instantiate(bytes)).instance.exports as never;
    const small = await exportsOf(withOnly(module, reachableFrom(module, [3])));
    expect([small['b']!(), small['c']!()]).toEqual([9, 9]);
    expect(() => small['a']!()).toThrow(WebAssembly.RuntimeError);
    const marked = (await exportsOf(withMarks(module))) as unknown as Record<string, { value: number }> & { a(): number };
    expect(marked.a()).toBe(7);
    expect([0, 1, 2, 3].map((number) => marked[markOf(number)]!.value)).toEqual([1, 1, 0, 0]);
  });
});
