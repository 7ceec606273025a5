/**
 * The worker of the guide: detector, landmarks and quality of one picture after the other, so that the preview never stutters.
 * Bundled into one file, `guide.js` of the assets.
 */
import { findQualityFaults, landmarkPose, type FaceEngine } from '@face-session/face';
import { createBrowserEngine } from '@face-session/face/browser';
import type { GuideRequest, GuideResponse, Measurement } from './guide-messages.js';

interface WorkerScope {
  onmessage: ((event: MessageEvent<GuideRequest>) => void) | null;
  postMessage(message: GuideResponse): void;
}
const scope = globalThis as unknown as WorkerScope;
let engine: FaceEngine | undefined;

scope.onmessage = ({ data }): void => {
  answer(data).then(
    (response) => {
      scope.postMessage(response);
    },
    (error: unknown) => {
      scope.postMessage({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    },
  );
};

async function answer(request: GuideRequest): Promise<GuideResponse> {
  if (request.type === 'start') {
    const models: Record<string, ArrayBuffer> = { detect: request.detect, landmark: request.landmark };
    engine = await createBrowserEngine({
      wasmBinary: request.wasm,
      load: (name) => {
        const model = models[name];
        return model ? Promise.resolve(model) : Promise.reject(new Error(`The guide has no model ${name}.`));
      },
    });
    // The first run of a model prepares its memory: let it happen before the person waits for a hint.
    await measure(engine, { width: 320, height: 240, data: new Uint8ClampedArray(320 * 240 * 4) });
    return { type: 'started' };
  }
  if (!engine) throw new Error('The guide was not started.');
  return { type: 'measured', measurement: await measure(engine, request) };
}

async function measure(
  faces: FaceEngine,
  { width, height, data }: { width: number; height: number; data: Uint8ClampedArray },
): Promise<Measurement> {
  const analysis = await faces.analyse({ width, height, channels: 4, data }, { landmarks: true, quality: true });
  const box = analysis.faces[0]?.box;
  return {
    face: box && { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height },
    faults: findQualityFaults(analysis),
    pose: analysis.landmarks && landmarkPose(analysis.landmarks),
    headSize: analysis.quality?.headSize,
  };
}
