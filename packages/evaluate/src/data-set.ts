import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from './input-error.js';

/** One line of `manifest.jsonl`. */
export interface DataItem {
  readonly set: string;
  /** Relative to the folder. */
  readonly path: string;
  /** The person in sets of people; `real`, `print`, `replay` and the like in sets of attacks. */
  readonly label: string;
}

/** The lines of a folder's `manifest.jsonl`. @throws {InputError} naming the line that is malformed */
export async function readDataSet(folder: string): Promise<DataItem[]> {
  const text = await readFile(join(folder, 'manifest.jsonl'), 'utf8');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): DataItem {
  const { set, path, label } = fieldsOf(line);
  if (typeof set !== 'string' || typeof path !== 'string' || typeof label !== 'string') {
    throw new InputError(`manifest.jsonl, line ${String(number)}: not a JSON object with the strings set, path and label.`);
  }
  return { set, path, label };
}

function fieldsOf(line: string): Partial<Record<keyof DataItem, unknown>> {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    return {};
  }
}
