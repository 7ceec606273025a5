import { readFile } from 'node:fs/promises';

/** A file of a calibration that cannot be used. The message names the file and what is wrong. */
export class CalibrationFileError extends Error {
  override readonly name = 'CalibrationFileError';
}

/**
 * Reads a calibration from a JSON file.
 * @param parse throws if the value is not a calibration of its kind
 * @throws {CalibrationFileError} if the file cannot be read or parsed
 */
export async function readCalibrationFile<Read>(file: string, parse: (value: unknown) => Read): Promise<Read> {
  try {
    return parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new CalibrationFileError(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
