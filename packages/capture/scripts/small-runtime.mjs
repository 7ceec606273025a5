// The wasm runtime of onnxruntime-web with those functions only that the guide's models need.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readModule, withOnly } from './wasm-functions.mjs';

export const runtimeFile = new URL('ort-wasm-simd-threaded.wasm', import.meta.resolve('onnxruntime-web/wasm'));
export const choiceFile = new URL('runtime-functions.json', import.meta.url);

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Numbers as [gap, count, gap, count, ...]: how many are left out, and how many follow.
 * @param {number[]} sorted
 */
export function runsOf(sorted) {
  const runs = [];
  let end = 0;
  for (const number of sorted) {
    if (runs.length > 0 && number === end) runs[runs.length - 1]++;
    else runs.push(number - end, 1);
    end = number + 1;
  }
  return runs;
}

/** The numbers of {@link runsOf}. */
function numbersOf(runs) {
  const numbers = new Set();
  let at = 0;
  for (let i = 0; i < runs.length; i += 2) {
    at += runs[i];
    for (const end = at + runs[i + 1]; at < end; at++) numbers.add(at);
  }
  return numbers;
}

/**
 * @returns {Promise<Uint8Array>}
 * @throws {Error} if the runtime is another one than the functions were chosen for
 */
export async function smallRuntime() {
  const bytes = await readFile(runtimeFile);
  const { runtime, kept } = JSON.parse(await readFile(choiceFile, 'utf8'));
  if (sha256(bytes) !== runtime)
    throw new Error('onnxruntime-web has another runtime. Run node packages/capture/scripts/choose-runtime-functions.mjs.');
  return withOnly(readModule(bytes), numbersOf(kept));
}
