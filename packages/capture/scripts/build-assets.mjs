// Puts what the guide loads at run time into dist/assets: the wasm runtime with the functions that the models need, and two models in their compact form.
// build-bundle.mjs adds the worker.
import { readFile } from 'node:fs/promises';
import { putAssets } from './asset-folder.mjs';
import { smallRuntime } from './small-runtime.mjs';

const models = new URL('../models/', import.meta.resolve('@face-session/face'));

await putAssets({
  'ort.wasm': await smallRuntime(),
  'detect.onnx': await readFile(new URL('fr_detect.compact.onnx', models)),
  'landmark.onnx': await readFile(new URL('fr_landmark.compact.onnx', models)),
});
