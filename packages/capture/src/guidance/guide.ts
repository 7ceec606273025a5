import { throwIfAborted } from '../abort.js';
import { loadAssets } from './guide-assets.js';
import { GuideFault } from './guide-fault.js';
import type { GuideRequest, GuideResponse, Measurement } from './guide-messages.js';
import { startGuideWorker } from './start-guide-worker.js';
import { hasWasmWithSimd } from './wasm-support.js';

/** Measures pictures of a video in a worker of its own. */
export interface Guide {
  /** Measures what the video shows now. Rejects if the worker broke or the guide was closed. One at a time. */
  measure(video: HTMLVideoElement): Promise<Measurement>;
  close(): void;
}

/** Longer side of the picture that is measured, in pixels: what the detector works on. */
const LONGER_SIDE = 320;

/** A worker that does not answer is as good as none. The first call compiles 14 MB of WebAssembly. */
const START_TIMEOUT_MS = 25_000;
const MEASURE_TIMEOUT_MS = 5_000;

/**
 * Loads the models and starts the worker.
 * @param onProgress called with the share of the files that has arrived, 0 to 1
 * @throws GuideFault that names why there will be no guidance; nothing is downloaded where there is no WebAssembly with SIMD
 */
export async function startGuide(assetsURL: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<Guide> {
  if (!hasWasmWithSimd()) throw new GuideFault('WASM_UNSUPPORTED', 'The browser has no WebAssembly with SIMD.');
  const assets = await loadAssets(assetsURL, signal, onProgress);
  const worker = await startGuideWorker(assets['guide.js']);
  let closed: ((reason: Error) => void) | undefined;
  const ask = (request: GuideRequest, transfer: Transferable[], timeoutMs: number): Promise<GuideResponse> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        settle(() => {
          reject(new GuideFault('GUIDE_BROKEN', `The worker of the guide did not answer within ${String(timeoutMs / 1000)} seconds.`));
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
          if (data.type === 'failed') reject(faultOfWorker(data.reason));
          else resolve(data);
        });
      };
      worker.onerror = (event): void => {
        settle(() => {
          reject(faultOfWorker(event.message || 'The worker of the guide ended without a reason.'));
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
      if (response.type !== 'measured') throw new GuideFault('GUIDE_BROKEN', 'The worker of the guide gave another answer than asked for.');
      return response.measurement;
    },
    close,
  };
}

/** What the worker's own words mean. Each engine words a policy and a lack of memory in its own way. */
function faultOfWorker(reason: string): GuideFault {
  if (/unsafe-eval|Content Security Policy|blocked by CSP/i.test(reason)) {
    return new GuideFault('CSP_WASM', "The Content-Security-Policy of the page refused WebAssembly: script-src lacks 'wasm-unsafe-eval'.");
  }
  const isMemory = /RangeError|out of memory|allocat/i.test(reason);
  return new GuideFault(isMemory ? 'OUT_OF_MEMORY' : 'GUIDE_BROKEN', `The worker of the guide failed: ${reason}.`);
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
