import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { detPlot, evaluateMatch, matchJson, matchMarkdown } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { callersPath } from '../callers-path.js';
import { replaceMeasured } from '../measured-part.js';

const REPORT = fileURLToPath(new URL('../../../docs/accuracy.md', import.meta.url));

/** `evaluate -- match <data> [--report FILE.md]`: recognition on every set of people; the report goes to docs/accuracy.md. */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { report: { type: 'string' } } });
  const folder = callersPath(positionals[0], 'Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  const report = await evaluateMatch(await createNodeEngine(), folder);
  const file = values.report === undefined ? REPORT : callersPath(values.report);
  const plot = `${basename(file, extname(file))}-det.svg`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(join(dirname(file), plot), detPlot(Object.entries(report).map(([name, { figures }]) => ({ name, points: figures.det }))));
  await replaceMeasured(file, 'match', matchMarkdown(report, plot));
  process.stderr.write(`Report written to ${file}\n`);
  return matchJson(report);
}
