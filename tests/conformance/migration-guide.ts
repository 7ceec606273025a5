import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { catalogue, sections, type Row, type Section } from './catalogue.js';

/** Words before the tables. */
const introduction = join(import.meta.dirname, 'migration-introduction.md');

/** docs/migration.md: the introduction, then a table for each section of the catalogue. */
export async function migrationGuide(): Promise<string> {
  const text = [await readFile(introduction, 'utf8'), ...(Object.keys(sections) as Section[]).map(tableOf)].join('\n\n');
  const file = join(import.meta.dirname, '..', '..', 'docs', 'migration.md');
  return format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
}

function tableOf(section: Section): string {
  const rows = Object.values<Row>(catalogue).filter((row) => row.section === section);
  return [
    `## ${sections[section]}`,
    '',
    '| reference | what it is there | here | |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ name, reference, here, note = '' }) => `| \`${name}\` | ${escaped(reference)} | ${here} | ${escaped(note)} |`),
  ].join('\n');
}

/** Braces and bars that Markdown would read otherwise. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
}
