import { throwIfAborted } from '../abort.js';
import { GuideError } from '../fault-errors.js';
import { loadAssets } from './guide-assets.js';
import type { GuideRequest, GuideResponse, Measurement } from './guide-messages.js';
import { startGuideWorker } from './start-guide-worker.js';

/** Measures pictures of a video in a worker of its own. */
export interface Guide {
  /** Measures what the video shows now. Rejects if the worker broke or the guide was closed. One at a time. */
  measure(video: HTMLVideoElement): Promise<Measurement>;
  close(): void;
}

/** Longer side of the picture that is measured, in pixels: what the detector works on. */
const LONGER_SIDE = 320;

/** A worker that does not answer is as good as none. The first call compiles 7 MB of WebAssembly. */
const START_TIMEOUT_MS = 25_000;
const MEASURE_TIMEOUT_MS = 5_000;

/**
 * Loads the models and starts the worker.
 * @param onProgress called with the share of the files that has arrived, 0 to 1
 * @throws GuideError that names why there will be no guidance; nothing is downloaded where there is no WebAssembly with SIMD
 */
export async function startGuide(assetsURL: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<Guide> {
  if (!hasWasmWithSimd()) throw new GuideError('WASM_UNSUPPORTED', 'The browser has no WebAssembly with SIMD.');
  const assets = await loadAssets(assetsURL, signal, onProgress);
  const worker = await startGuideWorker(assets['guide.js']);
  let closed: ((reason: Error) => void) | undefined;
  const ask = (request: GuideRequest, transfer: Transferable[], timeoutMs: number): Promise<GuideResponse> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        settle(() => {
          reject(new GuideError('GUIDE_BROKEN', `The worker of the guide did not answer within ${String(timeoutMs / 1000)} seconds.`));
        });
      }, timeoutMs);
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        worker.onmessage = worker.onerror = null;
        closed = undefined;
        done();
      };
      closed = (reason) => {
        settle(() => {
          reject(reason);
        });
      };
      worker.onmessage = ({ data }: MessageEvent<GuideResponse>): void => {
        settle(() => {
          if (data.type === 'failed') reject(errorOfWorker(data.reason));
          else resolve(data);
        });
      };
      worker.onerror = (event): void => {
        settle(() => {
          reject(errorOfWorker(event.message || 'The worker of the guide ended without a reason.'));
        });
      };
      worker.postMessage(request, transfer);
    });
  const close = (): void => {
    worker.terminate();
    closed?.(new Error('Closed.'));
  };
  const wasm = assets['ort.wasm'].bytes;
  const detect = assets['detect.onnx'].bytes;
  const landmark = assets['landmark.onnx'].bytes;
  const onAbort = (): void => {
    close();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await ask({ type: 'start', wasm, detect, landmark }, [wasm, detect, landmark], START_TIMEOUT_MS);
    throwIfAborted(signal);
  } catch (error) {
    close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  const read = pixelReader();
  return {
    async measure(video) {
      const pixels = read(video);
      const response = await ask({ type: 'measure', ...pixels }, [pixels.data.buffer], MEASURE_TIMEOUT_MS);
      // The worker is the package's own, by its digest: it answers what it is asked.
      return (response as Extract<GuideResponse, { type: 'measured' }>).measurement;
    },
    close,
  };
}

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

/** Whether the browser can run the models at all. */
function hasWasmWithSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE);
}

/** What the worker's own words mean. Each engine words a policy and a lack of memory in its own way. */
function errorOfWorker(reason: string): GuideError {
  if (/unsafe-eval|Content Security Policy|blocked by CSP/i.test(reason)) {
    return new GuideError('CSP_WASM', "The Content-Security-Policy of the page refused WebAssembly: script-src lacks 'wasm-unsafe-eval'.");
  }
  const isMemory = /RangeError|out of memory|allocat/i.test(reason);
  return new GuideError(isMemory ? 'OUT_OF_MEMORY' : 'GUIDE_BROKEN', `The worker of the guide failed: ${reason}.`);
}

/** Reads what a video shows as small RGBA pixels. */
function pixelReader(): (video: HTMLVideoElement) => { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> } {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('There is no 2d canvas here.');
  return (video) => {
    const { videoWidth, videoHeight } = video;
    const scale = LONGER_SIDE / Math.max(videoWidth, videoHeight);
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.drawImage(video, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  };
}
