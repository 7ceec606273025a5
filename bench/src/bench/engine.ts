import { monitorEventLoopDelay } from 'node:perf_hooks';
import { defineCommand } from '@face-session/evaluate';
import { createFaceEngine, type ModelName, type ModelRunner } from '@face-session/face';
import { createFacePool, createNodeRunner, decodePicture } from '@face-session/face/node';
import sharp from 'sharp';
import { webcamFrame } from '../demo-picture.js';
import { interleaved } from '../timing.js';

const ROUNDS = 60;
/** How long the pool is kept fully busy for each figure. */
const LOAD_SECONDS = 4;

interface Call {
  readonly model: ModelName;
  readonly input: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Measures the engine on one thread against its bare models, and how the pool scales, on one JPEG of 640 x 480 pixels. `ratioToNets` is the time of
 * decode, detect, landmarks and template over that of decode and the three models alone. Both are timed in turn in the same run.
 */
export const engine = defineCommand({
  summary: 'Measures the engine against its bare models, and how the pool scales with workers.',
  options: {},
  async run() {
    const picture = await webcamFrame();
    const runner = await createNodeRunner();
    const engine = createFaceEngine(runner);
    const pixels = await decodePicture(picture);
    const inputs = await recordInputs(runner, picture);
    const net =
      (...models: ModelName[]): (() => Promise<void>) =>
      async () => {
        for (const { model, input, shape } of inputs.filter((call) => models.includes(call.model))) await runner.run(model, input, shape);
      };
    const plainDecode = (): Promise<Buffer> => sharp(picture).raw().toBuffer();
    const face = (await engine.detect(pixels))[0];
    if (!face) throw new Error('The demo picture has lost its face');
    const landmarks = await engine.landmarks(pixels, face.box);
    const times = await interleaved(
      {
        template: async () => engine.analyse(await decodePicture(picture), { template: true }),
        templateBare: async () => {
          await plainDecode();
          await net('detect', 'landmark', 'feature')();
        },
        spoof: async () => engine.analyse(await decodePicture(picture), { spoofScore: true }),
        spoofBare: async () => {
          await plainDecode();
          await net('detect', 'liveness')();
        },
        all: async () =>
          engine.analyse(await decodePicture(picture), {
            landmarks: true,
            pose: true,
            quality: true,
            eyes: true,
            spoofScore: true,
            template: true,
          }),
        decode: () => decodePicture(picture),
        decodeBare: plainDecode,
        detect: () => engine.detect(pixels),
        detectNet: net('detect'),
        landmarks: () => engine.landmarks(pixels, face.box),
        landmarksNet: net('landmark'),
        embed: () => engine.embed(pixels, landmarks),
        embedNet: net('feature'),
        spoofScore: () => engine.spoofScore(pixels, face.box),
        spoofScoreNet: net('liveness'),
        pose: () => engine.pose(pixels, face.box),
        poseNet: net('pose'),
        eyes: () => engine.eyes(pixels, landmarks),
        quality: () => Promise.resolve(engine.quality(pixels, [face], landmarks)),
      },
      ROUNDS,
    );
    const one = await loadPool(picture, 1);
    const two = await loadPool(picture, 2);
    const again = await loadPool(picture, 1);
    return {
      ratioToNets: round(times.template / times.templateBare),
      ratioToNetsSpoof: round(times.spoof / times.spoofBare),
      scaling2Cores: round((2 * two.perSecond) / (one.perSecond + again.perSecond)),
      eventLoopP99Ms: round(two.eventLoopP99Ms),
      picturesPerSecond: { oneWorker: round(one.perSecond), twoWorkers: round(two.perSecond) },
      memoryMb: { oneWorker: round(one.memoryMb), twoWorkers: round(two.memoryMb) },
      milliseconds: Object.fromEntries(Object.entries(times).map(([name, time]) => [name, round(time)])),
    };
  },
});

/** What each net is fed for a picture. */
async function recordInputs(runner: ModelRunner, picture: Buffer): Promise<Call[]> {
  const calls: Call[] = [];
  const recording = createFaceEngine({
    run: (model, input, shape) => {
      calls.push({ model, input, shape });
      return runner.run(model, input, shape);
    },
  });
  await recording.analyse(await decodePicture(picture), { template: true, spoofScore: true, pose: true });
  return calls;
}

/** Keeps a pool fully busy and watches this thread's event loop meanwhile. */
async function loadPool(picture: Buffer, workers: number): Promise<{ perSecond: number; eventLoopP99Ms: number; memoryMb: number }> {
  const pool = await createFacePool({ workers });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let done = 0;
  let counting = false;
  let stop = false;
  const client = async (): Promise<void> => {
    while (!stop) {
      await pool.analyse(picture, { template: true, spoofScore: true });
      if (counting) done++;
    }
  };
  // One picture waits for each that is worked on: workers never idle.
  const clients = Array.from({ length: 2 * workers }, client);
  await sleep(1000);
  counting = true;
  delay.enable();
  const start = performance.now();
  await sleep(LOAD_SECONDS * 1000);
  const seconds = (performance.now() - start) / 1000;
  counting = false;
  delay.disable();
  const memoryMb = (process.memoryUsage().rss + pool.memoryBytes) / 2 ** 20;
  stop = true;
  await Promise.all(clients);
  await pool.close();
  return { perSecond: done / seconds, eventLoopP99Ms: delay.percentile(99) / 1e6, memoryMb };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
