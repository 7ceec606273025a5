import { readFile } from 'node:fs/promises';
import { defaultCalibration, parseCalibration, type Calibration } from '@face-session/face';
import { createFacePool, type FacePool } from '@face-session/face/node';
import type { Config } from './config.js';

/**
 * The workers with the models and the calibration that are configured.
 * @throws if a file cannot be read, or the calibration was not made with the recognition model
 */
export async function openFaces(
  config: Pick<Config, 'workers' | 'calibrationFile' | 'recognitionModelFile'>,
): Promise<{ readonly faces: FacePool; readonly calibration: Calibration }> {
  const { workers, calibrationFile, recognitionModelFile } = config;
  const calibration = calibrationFile === null ? defaultCalibration : parseCalibration(JSON.parse(await readFile(calibrationFile, 'utf8')));
  const faces = await createFacePool({
    workers,
    calibration,
    ...(recognitionModelFile !== null && { recognitionModel: recognitionModelFile }),
  });
  return { faces, calibration };
}
