import './no-telemetry.js';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CalibrationError, defaultCalibration, type Calibration } from '../calibration.js';
import { modelNames, type ModelName, type ModelRunner } from '../model-runner.js';
import manifest from '../models.json' with { type: 'json' };

/** An operator's own recognition model with the calibration that was measured with it. */
export interface RecognitionModelOptions {
  /** Path of an ONNX model: 1 x 3 x 112 x 112 aligned BGR faces in, (byte - 127.5) / 128, one vector out. */
  readonly recognitionModel?: string;
  /** Thresholds measured with the recognition model in use; needed with a model of one's own. `none` only to measure them. */
  readonly calibration?: Calibration | 'none';
}

/** How the nets are loaded. */
export interface NodeRunnerOptions extends RecognitionModelOptions {
  /** Load the detector and the landmark net with their weights in fewer bits, as browsers do: to measure what that costs. */
  readonly compact?: boolean;
}

const MODELS = new URL('../../models/', import.meta.url);

/**
 * Loads the nets for one thread.
 * @throws {CalibrationError} if the calibration was not measured with the recognition model
 * @throws {Error} if a model is missing or not the one of the manifest
 */
export async function createNodeRunner(options: NodeRunnerOptions = {}): Promise<ModelRunner> {
  const { recognitionModel, calibration, compact = false } = options;
  const sessions = new Map<ModelName, InferenceSession>();
  let ownRecognition = false;
  for (const name of modelNames) {
    const own = name === 'feature' && recognitionModel !== undefined;
    const shipped = shippedModel(name, compact);
    const bytes = await readFile(own ? recognitionModel : new URL(shipped.file, MODELS));
    const sha256 = sha256Of(bytes);
    if (!own && sha256 !== shipped.sha256) throw new Error(`${shipped.file} is damaged: run the build again`);
    if (name === 'feature') {
      ownRecognition = sha256 !== shipped.sha256;
      checkCalibration(sha256, calibration ?? defaultCalibration);
    }
    sessions.set(name, await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' }));
  }
  return {
    ownRecognition,
    async run(model, input, shape) {
      const session = sessions.get(model) as InferenceSession;
      const outputs = await session.run({ [session.inputNames[0] as string]: new Tensor('float32', input, shape) });
      return session.outputNames.map((name) => outputs[name]?.data as Float32Array);
    },
  };
}

/** SHA-256 of a recognition model's file, the shipped one's by default: what a calibration names it by. */
export async function recognitionModelSha256(path?: string): Promise<string> {
  return sha256Of(await readFile(path ?? new URL(shippedModel('feature', false).file, MODELS)));
}

/** A shipped model in the manifest; of those that have no compact form, the only one. */
function shippedModel(name: ModelName, compact: boolean): { readonly file: string; readonly sha256: string } {
  const model = manifest.models[name];
  return compact && 'compact' in model ? model.compact : model;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function checkCalibration(sha256: string, calibration: Calibration | 'none'): void {
  if (calibration === 'none' || calibration.recognitionModel.sha256 === sha256) return;
  throw new CalibrationError('The calibration was not measured with this recognition model: run evaluate -- calibrate with it');
}
