/* global WebAssembly */
// Writes runtime-functions.json: which functions of the wasm runtime the guide needs. Run it after an update of onnxruntime-web or of a model.
// The runtime knows some hundred operators of which two models use a few. Those functions are kept that are called while the models load and run, or
// could be called by name from one of them or from outside; what is left out is reached over tables only, such as the operators of other models.
import { readFile, writeFile } from 'node:fs/promises';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { choiceFile, runsOf, runtimeFile, sha256 } from './small-runtime.mjs';
import { markOf, reachableFrom, readModule, withMarks } from './wasm-functions.mjs';

const runtime = await readFile(runtimeFile);
const { expandWeights } = await import(new URL('browser/expand-weights.js', import.meta.resolve('@face-session/face')));
const models = new URL('../models/', import.meta.resolve('@face-session/face'));
const module = readModule(runtime);

let instance;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...call) => {
  const made = await instantiate(...call);
  instance = made.instance ?? made;
  return made;
};
env.wasm.numThreads = 1;
env.wasm.wasmBinary = withMarks(module);
env.logLevel = 'error';

/** As the guide runs a model: packages/face/src/browser. */
async function run(file, shape) {
  const session = await InferenceSession.create(expandWeights(await readFile(new URL(file, models))), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const length = shape.reduce((product, size) => product * size, 1);
  for (const input of [new Float32Array(length), Float32Array.from({ length }, (_, index) => Math.sin(index) / 2)]) {
    await session.run({ [session.inputNames[0]]: new Tensor('float32', input, shape) });
  }
  return session;
}
const sessions = [await run('fr_detect.compact.onnx', [1, 3, 240, 320]), await run('fr_landmark.compact.onnx', [1, 1, 64, 64])];
// What is wrong must be told as before.
await InferenceSession.create(new Uint8Array(64)).catch(() => undefined);
await sessions[1].run({}).catch(() => undefined);
for (const session of sessions) await session.release();

const numbers = module.bodies.map((_, index) => index + module.imported);
const called = numbers.filter((number) => instance.exports[markOf(number)].value === 1);
const kept = reachableFrom(module, [...called, ...module.roots]);

const runs = runsOf([...kept].sort((a, b) => a - b));
await writeFile(choiceFile, `${JSON.stringify({ runtime: sha256(runtime), kept: runs })}\n`);
console.log(`${called.length} functions were called, ${kept.size} of ${numbers.length} are kept.`);
