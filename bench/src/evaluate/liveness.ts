import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluateLiveness } from '@face-session/evaluate';
import { createFacePool, createNodeEngine } from '@face-session/face/node';
import { callersPath } from '../callers-path.js';
import { readClip } from '../liveness/read-clip.js';
import { livenessFigures } from '../liveness/figures.js';
import { livenessMarkdown } from '../liveness/markdown.js';
import { scorePlot, sessionPlot } from '../liveness/plots.js';
import { simulateSessions } from '../liveness/sessions.js';
import { replaceMeasured } from '../measured-part.js';

const REPORT = fileURLToPath(new URL('../../../docs/liveness.md', import.meta.url));
/** Sessions of each simulated visitor unless told otherwise: about twenty minutes on two free cores. */
const SESSIONS = 20;

/**
 * `evaluate -- liveness <data> [--sessions N] [--records FILE] [--report FILE.md]`: real prints and replays, then simulated people and attackers. Sessions
 * already in FILE are not played again but judged anew by the rules as they are, so a long run can be broken off, and changed rules need none.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { report: { type: 'string' }, records: { type: 'string' }, sessions: { type: 'string' } },
  });
  const folder = callersPath(positionals[0], 'Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  const file = values.report === undefined ? REPORT : callersPath(values.report);
  const recordFile =
    values.records === undefined ? join(tmpdir(), `face-session-liveness-${String(process.pid)}.jsonl`) : callersPath(values.records);
  const engine = await createNodeEngine();
  const real = await evaluateLiveness(engine, folder, readClip);
  for (const { path, reason } of real.unreadable) process.stderr.write(`Not read: ${path}: ${reason}\n`);
  const pool = await createFacePool();
  const ends = await simulateSessions(engine, pool, { sessions: Number(values.sessions ?? SESSIONS), recordFile });
  await pool.close();
  const name = basename(file, extname(file));
  const plots = { real: `${name}-real.svg`, simulated: `${name}-simulated.svg` };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(join(dirname(file), plots.real), scorePlot(real));
  await writeFile(join(dirname(file), plots.simulated), sessionPlot(ends));
  await replaceMeasured(file, 'liveness', livenessMarkdown(real, ends, plots));
  process.stderr.write(`Report written to ${file}\n`);
  return livenessFigures(real, ends);
}
