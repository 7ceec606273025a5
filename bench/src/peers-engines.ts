import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pixels } from '@face-session/face';

/** A peer's way from pixels to what it compares by: the embedding of the largest face. */
export interface Peer {
  embed(pixels: Pixels): Promise<readonly number[] | undefined>;
  /** The higher, the more alike. */
  similarity(a: readonly number[], b: readonly number[]): number;
}

const FOLDER = fileURLToPath(new URL('../peers/', import.meta.url));

/** The little of TensorFlow.js that is needed here. */
interface Tensors {
  tensor(data: Uint8Array, shape: number[], type: string): object;
  dispose(tensor: object): void;
}
interface Backend {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
}

/**
 * The two libraries in Node as fast as they run there without a compiler or a download: TensorFlow.js' WebAssembly with SIMD, one thread, as ours.
 * Human: its detector with rotation, its mesh, its description net. face-api: SSD MobileNet, 68 landmarks, the dlib-like recognition net.
 */
export async function loadPeers(): Promise<{ human: Peer; faceApi: Peer; close: () => void }> {
  const require = createRequire(join(FOLDER, 'package.json'));
  const wasmFolder = join(FOLDER, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  const backend = require('@tensorflow/tfjs') as Backend;
  (require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void }).setWasmPaths(wasmFolder);
  await backend.setBackend('wasm');
  await backend.ready();
  const { human, close } = await loadHuman(wasmFolder);
  return { human, faceApi: await loadFaceApi(), close };
}

interface HumanLibrary {
  load(): Promise<void>;
  tf: Tensors;
  detect(input: object): Promise<{ face: { box: number[]; embedding?: number[] }[] }>;
  match: { similarity(a: readonly number[], b: readonly number[]): number };
}

async function loadHuman(wasmPath: string): Promise<{ human: Peer; close: () => void }> {
  const require = createRequire(join(FOLDER, 'package.json'));
  const folder = join(FOLDER, 'node_modules/@vladmandic/human');
  // In Node it loads its models by HTTP only.
  const server = createServer((request, response) => {
    createReadStream(join(folder, 'models', basename(request.url ?? ''))).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { Human } = require(join(folder, 'dist/human.node-wasm.js')) as { Human: new (config: object) => HumanLibrary };
  const off = { enabled: false };
  const library = new Human({
    backend: 'wasm',
    wasmPath,
    modelBasePath: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    debug: false,
    filter: off,
    face: {
      enabled: true,
      detector: { rotation: true, maxDetected: 4 },
      mesh: { enabled: true },
      description: { enabled: true },
      iris: off,
      emotion: off,
    },
    body: off,
    hand: off,
    object: off,
    gesture: off,
  });
  await library.load();
  return {
    human: {
      async embed({ data, width, height }) {
        const tensor = library.tf.tensor(data as Uint8Array, [1, height, width, 3], 'float32');
        const { face } = await library.detect(tensor);
        library.tf.dispose(tensor);
        const area = ({ box }: { box: number[] }): number => (box[2] ?? 0) * (box[3] ?? 0);
        return [...face].sort((a, b) => area(b) - area(a))[0]?.embedding;
      },
      similarity: (a, b) => library.match.similarity(a, b),
    },
    close: () => server.close(),
  };
}

interface FaceApiLibrary {
  tf: { tensor3d(data: Uint8Array, shape: number[], type: string): object; dispose(tensor: object): void };
  nets: Record<'ssdMobilenetv1' | 'faceLandmark68Net' | 'faceRecognitionNet', { loadFromDisk(folder: string): Promise<void> }>;
  SsdMobilenetv1Options: new (options: object) => object;
  detectAllFaces(
    input: object,
    options: object,
  ): {
    withFaceLandmarks(): { withFaceDescriptors(): Promise<{ descriptor: Float32Array; detection: { box: { area: number } } }[]> };
  };
}

async function loadFaceApi(): Promise<Peer> {
  const require = createRequire(join(FOLDER, 'package.json'));
  const folder = join(FOLDER, 'node_modules/@vladmandic/face-api');
  const library = require(join(folder, 'dist/face-api.node-wasm.js')) as FaceApiLibrary;
  for (const net of Object.values({
    detector: library.nets.ssdMobilenetv1,
    landmarks: library.nets.faceLandmark68Net,
    recognition: library.nets.faceRecognitionNet,
  })) {
    await net.loadFromDisk(join(folder, 'model'));
  }
  const options = new library.SsdMobilenetv1Options({ minConfidence: 0.3 });
  return {
    async embed({ data, width, height }) {
      const tensor = library.tf.tensor3d(data as Uint8Array, [height, width, 3], 'int32');
      const faces = await library.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors();
      library.tf.dispose(tensor);
      const largest = faces.sort((a, b) => b.detection.box.area - a.detection.box.area)[0];
      return largest && [...largest.descriptor];
    },
    similarity: (a, b) => -Math.hypot(...a.map((value, index) => value - (b[index] as number))),
  };
}
