import { readFile } from 'node:fs/promises';
import { defaultCalibration, parseCalibration, withoutCentre, type Calibration } from '@face-session/face';
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
 * @throws {CalibrationFileError} if a calibration cannot be used
 * @throws if the model cannot be read, or the calibration was not made with it
 */
export async function openFaces(
  config: Pick<Config, 'workers' | 'calibrationFile' | 'centre' | 'photoFormats' | 'livenessCalibrationFile' | 'recognitionModelFile'>,
): Promise<Faces> {
  const { workers, calibrationFile, recognitionModelFile } = config;
  const read = calibrationFile === null ? defaultCalibration : await readCalibrationFile(calibrationFile, parseCalibration);
  const calibration = config.centre === 'off' ? withoutCentre(read) : read;
  const livenessCalibration = await readLivenessCalibration(config.livenessCalibrationFile);
  const faces = await createFacePool({
    workers,
    photoFormats: config.photoFormats,
    calibration,
    ...(recognitionModelFile !== null && { recognitionModel: recognitionModelFile }),
  });
  return { faces, calibration, livenessCalibration };
}

/** The thresholds of liveness in a file; those shipped if there is none. @throws {CalibrationFileError} */
export async function readLivenessCalibration(file: string | null): Promise<LivenessCalibration> {
  return file === null ? defaultLivenessCalibration : readCalibrationFile(file, parseLivenessCalibration);
}

/** A calibration's file that cannot be used: its name, and what is wrong. */
export class CalibrationFileError extends Error {
  override readonly name = 'CalibrationFileError';
}

async function readCalibrationFile<Read>(file: string, parse: (value: unknown) => Read): Promise<Read> {
  try {
    return parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new CalibrationFileError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
