// Puts what the guide loads at run time into dist/assets: the wasm runtime and two models in their compact form. build-bundle.mjs adds the worker.
import { readFile } from 'node:fs/promises';
import { putAssets } from './asset-folder.mjs';

const models = new URL('../models/', import.meta.resolve('@face-session/face'));
const runtime = new URL('ort-wasm-simd-threaded.wasm', import.meta.resolve('onnxruntime-web/wasm'));

await putAssets({
  'ort.wasm': await readFile(runtime),
  'detect.onnx': await readFile(new URL('fr_detect.compact.onnx', models)),
  'landmark.onnx': await readFile(new URL('fr_landmark.compact.onnx', models)),
});
