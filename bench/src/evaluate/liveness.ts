import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { visitors, type VisitorName } from '@face-session/attacks';
import { evaluateLiveness, evaluateMovedPhotos } from '@face-session/evaluate';
import { createFacePool, createNodeEngine } from '@face-session/face/node';
import { callersPath } from '../callers-path.js';
import { readClip } from '../liveness/read-clip.js';
import { livenessFigures } from '../liveness/figures.js';
import { livenessMarkdown, movedPhotosMarkdown, simulatedMarkdown } from '../liveness/markdown.js';
import { scorePlot, sessionPlot } from '../liveness/plots.js';
import { simulateSessions } from '../liveness/sessions.js';
import { replaceMeasured } from '../measured-part.js';

const REPORT = fileURLToPath(new URL('../../../docs/liveness.md', import.meta.url));
/** Sessions of each simulated visitor unless told otherwise: about twenty minutes on two free cores. */
const SESSIONS = 20;
/** People whose photo is moved unless told otherwise: 640 bursts of five frames. */
const PHOTOS = 40;

/**
 * `evaluate -- liveness <data> [--photos N] [--sessions N] [--only VISITOR,...] [--records FILE] [--report FILE.md]`: real prints and replays, real photos
 * that a script moves, then simulated people and attackers. Sessions already in FILE are not played again but judged anew by the rules as they are, so a long
 * run can be broken off, and changed rules need none. `--photos 0` and `--sessions 0` leave
 * that part of the report as it is.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      report: { type: 'string' },
      records: { type: 'string' },
      sessions: { type: 'string' },
      photos: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const folder = callersPath(positionals[0], 'Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  const file = values.report === undefined ? REPORT : callersPath(values.report);
  const recordFile =
    values.records === undefined ? join(tmpdir(), `face-session-liveness-${String(process.pid)}.jsonl`) : callersPath(values.records);
  const sessions = wholeNumber('sessions', values.sessions, SESSIONS);
  const photos = wholeNumber('photos', values.photos, PHOTOS);
  const only = values.only === undefined ? undefined : namedVisitors(values.only);
  const name = basename(file, extname(file));
  const plots = { real: `${name}-real.svg`, simulated: `${name}-simulated.svg` };
  await mkdir(dirname(file), { recursive: true });
  const engine = await createNodeEngine();
  const pool = await createFacePool();
  // Each part is written once it is measured, so that a run that is broken off keeps what it has.
  if (photos > 0) {
    const moved = await evaluateMovedPhotos(pool, folder, { people: photos });
    await replaceMeasured(file, 'liveness-moved', movedPhotosMarkdown(moved));
  }
  const real = await evaluateLiveness(engine, folder, readClip);
  for (const { path, reason } of real.unreadable) process.stderr.write(`Not read: ${path}: ${reason}\n`);
  await writeFile(join(dirname(file), plots.real), scorePlot(real));
  await replaceMeasured(file, 'liveness', livenessMarkdown(real, plots.real));
  const ends = sessions === 0 ? [] : await simulateSessions(engine, pool, { sessions, recordFile, ...(only && { only }) });
  await pool.close();
  if (sessions > 0) {
    await writeFile(join(dirname(file), plots.simulated), sessionPlot(ends));
    await replaceMeasured(file, 'liveness-simulated', simulatedMarkdown(ends, plots.simulated));
  }
  process.stderr.write(`Report written to ${file}\n`);
  return livenessFigures(real, ends);
}

function wholeNumber(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a whole number, not ${value}`);
  return Number(value);
}

function namedVisitors(list: string): VisitorName[] {
  return list.split(',').map((name) => {
    if (!Object.hasOwn(visitors, name))
      throw new Error(`--only: there is no visitor ${name}. There are ${Object.keys(visitors).join(', ')}`);
    return name as VisitorName;
  });
}
