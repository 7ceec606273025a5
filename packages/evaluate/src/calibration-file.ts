import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Calibration } from '@face-session/face';
import { createNodeEngine, recognitionModelSha256 } from '@face-session/face/node';
import { calibrate } from './calibrate.js';

/** What is calibrated, on which pictures, and what the file says of them. */
interface CalibrationFileOptions {
  /** The set to measure on; the one with the most people unless given. */
  readonly set?: string | undefined;
  /** ONNX recognition model of one's own; the one shipped unless given. */
  readonly model?: string | undefined;
  /** What the data is called in the file; the folder's name unless given. */
  readonly name?: string | undefined;
}

/**
 * Calibrates the match levels on the people of a folder and writes the file that the service reads (`CALIBRATION_FILE`).
 * @throws {InputError} if the data are too few, see {@link calibrate}
 */
export async function writeCalibration(folder: string, file: string, options: CalibrationFileOptions = {}): Promise<Calibration> {
  const { set, model, name } = options;
  const engine = await createNodeEngine({ calibration: 'none', ...(model !== undefined && { recognitionModel: model }) });
  const calibration = await calibrate(engine, folder, {
    recognitionModelSha256: await recognitionModelSha256(model),
    dataName: name ?? basename(folder),
    ...(set !== undefined && { set }),
  });
  await writeFile(file, `${JSON.stringify(calibration, null, 2)}\n`);
  return calibration;
}
