import { createFaceEngine, type FaceEngine } from '../face-engine.js';
import { createNodeRunner, type NodeRunnerOptions } from './node-runner.js';

export { CalibrationFileError, readCalibrationFile } from './calibration-file.js';
export { decodePicture, defaultPictureLimits, JPEG_END, type PictureLimits } from './decode-picture.js';
export { createFacePool, type FacePool, type FacePoolOptions, type PhotoOutcome } from './face-pool.js';
export { createNodeRunner, recognitionModelSha256, type NodeRunnerOptions, type RecognitionModelOptions } from './node-runner.js';
export { formatNames, formatOf, frameFormats, pictureFormats, type PictureFormat } from './picture-format.js';
export { PictureError, type PictureErrorCode } from './picture-error.js';
export { pixelDigest } from './pixel-digest.js';
export { type PictureAnalysis } from './worker-messages.js';

/** An engine in this thread, its nets in onnxruntime-node, one thread each. Throws as {@link createNodeRunner}. */
export async function createNodeEngine(options: NodeRunnerOptions = {}): Promise<FaceEngine> {
  return createFaceEngine(await createNodeRunner(options));
}
