import { parseArgs } from 'node:util';
import { writeCalibration } from '@face-session/evaluate';
import { callersPath } from '../callers-path.js';

/**
 * `evaluate -- calibrate <data> [--set NAME] [--model own.onnx] [--name TEXT] [--out calibration.json]`: the thresholds of the match levels on a set of people.
 * With `--model`, of a recognition model of one's own; `--name` says in the file what the data is.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      set: { type: 'string' },
      model: { type: 'string' },
      name: { type: 'string' },
      out: { type: 'string', default: 'calibration.json' },
    },
  });
  const folder = callersPath(positionals[0], 'Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  const model = values.model === undefined ? undefined : callersPath(values.model);
  const out = callersPath(values.out);
  const calibration = await writeCalibration(folder, out, { ...values, model });
  process.stderr.write(`Written to ${out}\n`);
  return calibration;
}
