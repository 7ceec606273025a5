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
  /** What the person, or the recording, belongs to: `{"sex":"f","device":"A"}`. Error rates are given by group. */
  readonly groups?: Groups;
}

/** Group by attribute. */
export type Groups = Readonly<Record<string, string>>;

/** The lines of a folder's `manifest.jsonl`. @throws {InputError} naming the line that is malformed */
export async function readDataSet(folder: string): Promise<DataItem[]> {
  const text = await readFile(join(folder, 'manifest.jsonl'), 'utf8');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): DataItem {
  const { set, path, label, groups } = fieldsOf(line);
  if (typeof set !== 'string' || typeof path !== 'string' || typeof label !== 'string') {
    throw new InputError(`manifest.jsonl, line ${String(number)}: not a JSON object with the strings set, path and label.`);
  }
  if (groups !== undefined && !isGroups(groups)) {
    throw new InputError(`manifest.jsonl, line ${String(number)}: groups is not an object of strings.`);
  }
  return { set, path, label, ...(groups !== undefined && { groups }) };
}

function isGroups(value: unknown): value is Groups {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((group) => typeof group === 'string')
  );
}

function fieldsOf(line: string): Partial<Record<keyof DataItem, unknown>> {
  try {
    return Object(JSON.parse(line)) as object;
  } catch {
    return {};
  }
}
