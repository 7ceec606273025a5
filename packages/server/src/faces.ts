import { defaultCalibration, parseCalibration, withoutCentre, type Calibration } from '@face-session/face';
import { createFacePool, readCalibrationFile, type FacePool } from '@face-session/face/node';
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
  const { workers, calibrationFile, livenessCalibrationFile, recognitionModelFile } = config;
  const read = calibrationFile === null ? defaultCalibration : await readCalibrationFile(calibrationFile, parseCalibration);
  const calibration = config.centre === 'off' ? withoutCentre(read) : read;
  const livenessCalibration =
    livenessCalibrationFile === null
      ? defaultLivenessCalibration
      : await readCalibrationFile(livenessCalibrationFile, parseLivenessCalibration);
  const faces = await createFacePool({
    workers,
    photoFormats: config.photoFormats,
    calibration,
    ...(recognitionModelFile !== null && { recognitionModel: recognitionModelFile }),
  });
  return { faces, calibration, livenessCalibration };
}
