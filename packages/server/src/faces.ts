import { readFile } from 'node:fs/promises';
import { defaultCalibration, parseCalibration, type Calibration } from '@face-session/face';
import { createFacePool, type FacePool } from '@face-session/face/node';
import { defaultLivenessCalibration, parseLivenessCalibration, type LivenessCalibration } from '@face-session/liveness';
import type { Config } from './config.js';

/** What measures faces, and the thresholds that what it measures is judged by. */
export interface Faces {
  readonly faces: FacePool;
  readonly calibration: Calibration;
  readonly livenessCalibration: LivenessCalibration;
}

/**
 * The workers with the models, and the calibrations that are configured.
 * @throws if a file cannot be read, or the calibration was not made with the recognition model
 */
export async function openFaces(
  config: Pick<Config, 'workers' | 'calibrationFile' | 'livenessCalibrationFile' | 'recognitionModelFile'>,
): Promise<Faces> {
  const { workers, calibrationFile, recognitionModelFile } = config;
  const calibration = calibrationFile === null ? defaultCalibration : parseCalibration(await readJson(calibrationFile));
  const livenessCalibration = await readLivenessCalibration(config.livenessCalibrationFile);
  const faces = await createFacePool({
    workers,
    calibration,
    ...(recognitionModelFile !== null && { recognitionModel: recognitionModelFile }),
  });
  return { faces, calibration, livenessCalibration };
}

/** The thresholds of liveness in a file; those shipped if there is none. @throws {LivenessCalibrationError} */
export async function readLivenessCalibration(file: string | null): Promise<LivenessCalibration> {
  return file === null ? defaultLivenessCalibration : parseLivenessCalibration(await readJson(file));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
