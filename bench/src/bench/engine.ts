import { defineCommand } from '@face-session/evaluate';
import { createFaceEngine, type ModelName, type ModelRunner } from '@face-session/face';
import { createNodeRunner, decodePicture } from '@face-session/face/node';
import sharp from 'sharp';
import { webcamFrame } from '../demo-picture.js';
import { interleaved, median } from '../timing.js';
import { loadPool, loadProcesses } from './engine-load.js';

const ROUNDS = 60;
/** Turns of pools and processes of one and two: the figures are medians. */
const LOAD_ROUNDS = 3;

interface Call {
  readonly model: ModelName;
  readonly input: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Measures the engine on one thread against its bare models, and how the pool scales, on one JPEG of 640 x 480 pixels. `ratioToNets` is the time of
 * decode, detect, landmarks and template over that of decode and the three models alone. Both are timed in turn in the same run. `scaling2Cores` is two workers of the
 * pool over one, `scaling2Processes` two processes that have nothing to do with each other over one, `poolToProcesses` two workers over two such processes.
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
    const turns: Awaited<ReturnType<typeof loadTurn>>[] = [];
    for (let round = 0; round < LOAD_ROUNDS; round++) turns.push(await loadTurn(picture));
    const typical = (of: (turn: (typeof turns)[number]) => number): number => round(median(turns.map(of)));
    return {
      ratioToNets: round(times.template / times.templateBare),
      ratioToNetsSpoof: round(times.spoof / times.spoofBare),
      scaling2Cores: typical(({ one, two }) => two.perSecond / one.perSecond),
      scaling2Processes: typical(({ oneProcess, twoProcesses }) => twoProcesses / oneProcess),
      poolToProcesses: typical(({ two, twoProcesses }) => two.perSecond / twoProcesses),
      eventLoopP99Ms: typical(({ two }) => two.eventLoopP99Ms),
      picturesPerSecond: {
        oneWorker: typical(({ one }) => one.perSecond),
        twoWorkers: typical(({ two }) => two.perSecond),
        oneProcess: typical(({ oneProcess }) => oneProcess),
        twoProcesses: typical(({ twoProcesses }) => twoProcesses),
      },
      memoryMb: { oneWorker: typical(({ one }) => one.memoryMb), twoWorkers: typical(({ two }) => two.memoryMb) },
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

/** Pools and processes, in turn. */
async function loadTurn(picture: Buffer) {
  return {
    one: await loadPool(picture, 1),
    two: await loadPool(picture, 2),
    oneProcess: await loadProcesses(picture, 1),
    twoProcesses: await loadProcesses(picture, 2),
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
