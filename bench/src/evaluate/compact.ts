import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compactMarkdown, evaluateCompact } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { callersPath } from '../callers-path.js';
import { replaceMeasured } from '../measured-part.js';

const REPORT = fileURLToPath(new URL('../../../docs/accuracy.md', import.meta.url));

/** `evaluate -- compact <data> [--report FILE.md]`: what the compact nets of the browser see beside the full ones. */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { report: { type: 'string' } } });
  const folder = callersPath(positionals[0], 'Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  const report = await evaluateCompact(await createNodeEngine(), await createNodeEngine({ compact: true }), folder);
  const file = values.report === undefined ? REPORT : callersPath(values.report);
  await replaceMeasured(file, 'compact', compactMarkdown(report));
  process.stderr.write(`Report written to ${file}\n`);
  return report;
}
