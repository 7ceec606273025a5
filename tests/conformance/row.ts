import { test } from 'vitest';
import { catalogue, sections, type RowId } from './catalogue.js';

/** The test of one row of the catalogue, with its name. */
export function row(id: RowId, run: () => void | Promise<void>, timeoutMs = 90_000): void {
  const { section, name } = catalogue[id];
  test(`${sections[section]}: ${name}`, run, timeoutMs);
}
