import { CalibrationError, defaultCalibration, parseCalibration, type Calibration } from '@face-session/face';
import { createFacePool, readCalibrationFile, type FacePool } from '@face-session/face/node';
import { defaultLivenessCalibration, parseLivenessCalibration, type LivenessCalibration } from '@face-session/liveness';
import type { Config } from './config.js';

/** Measures faces; has the thresholds for the decision from what it measures. */
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
  const { workers, livenessCalibrationFile, recognitionModelFile } = config;
  const calibration = await readCalibration(config);
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

/**
 * The match levels that are configured, with their centre.
 * @throws {CalibrationFileError} if the file cannot be used
 * @throws {CalibrationError} if a learned centre is configured and the calibration has none to begin with
 */
export async function readCalibration({ calibrationFile, centre }: Pick<Config, 'calibrationFile' | 'centre'>): Promise<Calibration> {
  const calibration = calibrationFile === null ? defaultCalibration : await readCalibrationFile(calibrationFile, parseCalibration);
  if (centre === 'learned' && calibration.centre === undefined) {
    throw new CalibrationError(
      'CENTRE=learned needs a CALIBRATION_FILE of format 2, with a centre to begin with: make one with `evaluate calibrate`.',
    );
  }
  return calibration;
}
