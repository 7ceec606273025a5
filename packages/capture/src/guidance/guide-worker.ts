/**
 * The worker of the guide: detector, landmarks and quality of one picture after the other, so that the preview never stutters.
 * Bundled into one file, `guide.js` of the assets.
 */
import { findQualityFaults, landmarkPose, type FrameAnalysis, type Pixels } from '@face-session/face';
import { createBrowserEngine } from '@face-session/face/browser';
import { createFaceFollower } from './face-follower.js';
import { createSidewaysLook } from './sideways.js';
import type { GuideRequest, GuideResponse, Measurement } from './guide-messages.js';

interface WorkerScope {
  onmessage: ((event: MessageEvent<GuideRequest>) => void) | null;
  postMessage(message: GuideResponse): void;
}
const scope = globalThis as unknown as WorkerScope;
let measure: ((pixels: Pixels) => Promise<Measurement>) | undefined;

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
scope.postMessage({ type: 'loaded' });

async function answer(request: GuideRequest): Promise<GuideResponse> {
  if (request.type === 'start') {
    const models: Record<string, ArrayBuffer> = { detect: request.detect, landmark: request.landmark };
    const engine = await createBrowserEngine({
      wasmBinary: request.wasm,
      load: (name) => {
        const model = models[name];
        return model ? Promise.resolve(model) : Promise.reject(new Error(`The guide has no model ${name}.`));
      },
    });
    // The first run of a model loads it and prepares its memory: let it happen before the person waits for a hint.
    const blank: Pixels = { width: 320, height: 240, channels: 4, data: new Uint8ClampedArray(320 * 240 * 4) };
    await engine.detect(blank);
    await engine.landmarks(blank, { x: 0, y: 0, width: 64, height: 64 });
    const analyse = createFaceFollower(engine);
    const liesOnItsSide = createSidewaysLook(engine);
    measure = async (pixels) => {
      const analysis = await analyse(pixels);
      return { ...measurementOf(analysis), isSideways: await liesOnItsSide(pixels, analysis.faces) };
    };
    return { type: 'started' };
  }
  if (!measure) throw new Error('The guide was not started.');
  const { width, height, data } = request;
  return { type: 'measured', measurement: await measure({ width, height, channels: 4, data }) };
}

function measurementOf(analysis: FrameAnalysis): Measurement {
  const { width, height } = analysis;
  const box = analysis.faces[0]?.box;
  return {
    face: box && { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height },
    faults: findQualityFaults(analysis),
    pose: analysis.landmarks && landmarkPose(analysis.landmarks),
    headSize: analysis.quality?.headSize,
  };
}
