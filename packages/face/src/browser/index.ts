import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { createFaceEngine, type FaceEngine } from '../face-engine.js';
import type { ModelName, ModelRunner } from '../model-runner.js';
import { expandWeights } from './expand-weights.js';

/** Where the browser gets its nets and their runtime from: bytes that the caller has fetched (and checked), never an address. */
export interface BrowserEngineOptions {
  /** The ONNX model of this name. Asked for once per model, when it is first needed; after a failure again. */
  readonly load: (model: ModelName) => Promise<ArrayBuffer>;
  /** `ort-wasm-simd-threaded.wasm` of onnxruntime-web. As bytes, since some hosts serve it with a wrong media type. */
  readonly wasmBinary: ArrayBuffer;
  /** Address of `ort-wasm-simd-threaded.mjs`, unless the bundler has put it into the code. */
  readonly wasmModuleURL?: string;
}

/** An engine in this thread of the browser (page or worker), its nets in WebAssembly with SIMD, one thread. Rejects where there is no SIMD. */
export async function createBrowserEngine(options: BrowserEngineOptions): Promise<FaceEngine> {
  return createFaceEngine(await createBrowserRunner(options));
}

/** As {@link createBrowserEngine}, the nets alone. Loads the detector to prove that the runtime works. */
export async function createBrowserRunner({ load, wasmBinary, wasmModuleURL }: BrowserEngineOptions): Promise<ModelRunner> {
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = wasmBinary;
  if (wasmModuleURL !== undefined) env.wasm.wasmPaths = { mjs: wasmModuleURL };
  const sessions = new Map<ModelName, Promise<InferenceSession>>();
  const sessionOf = (model: ModelName): Promise<InferenceSession> => {
    const known = sessions.get(model);
    if (known) return known;
    const session = load(model).then((bytes) =>
      InferenceSession.create(expandWeights(new Uint8Array(bytes)), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }),
    );
    session.catch(() => sessions.delete(model));
    sessions.set(model, session);
    return session;
  };
  await sessionOf('detect');
  return {
    async run(model, input, shape) {
      const session = await sessionOf(model);
      const outputs = await session.run({ [session.inputNames[0] as string]: new Tensor('float32', input, shape) });
      return session.outputNames.map((name) => outputs[name]?.data as Float32Array);
    },
  };
}
