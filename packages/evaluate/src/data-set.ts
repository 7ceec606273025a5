import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One line of `manifest.jsonl`. */
export interface DataItem {
  readonly set: string;
  /** Relative to the folder. */
  readonly path: string;
  /** The person in sets of people; `real`, `print`, `replay` and the like in sets of attacks. */
  readonly label: string;
}

/** The lines of a folder's `manifest.jsonl`. @throws {Error} naming the line that is not one */
export async function readDataSet(folder: string): Promise<DataItem[]> {
  const text = await readFile(join(folder, 'manifest.jsonl'), 'utf8');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): DataItem {
  const item = JSON.parse(line) as Partial<DataItem>;
  if (typeof item.set !== 'string' || typeof item.path !== 'string' || typeof item.label !== 'string') {
    throw new Error(`manifest.jsonl, line ${String(number)}: set, path and label are needed`);
  }
  return { set: item.set, path: item.path, label: item.label };
}
