import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visitors, type VisitorName } from '@face-session/attacks';
import {
  dataFolder,
  defineCommand,
  evaluateCommands,
  evaluateLiveness,
  evaluateMovedPhotos,
  InputError,
  livenessOptions,
  writeReport,
} from '@face-session/evaluate';
import { createFacePool, createNodeEngine } from '@face-session/face/node';
import { readClip } from './read-clip.js';
import { defaultSetting, sessionsUnder } from './client-settings.js';
import { livenessFigures } from './figures.js';
import { LIGHT_DOCUMENT, lightMarkdown, lightRows, simulateLights } from './light.js';
import { injectionsMarkdown, livenessMarkdown, movedPhotosMarkdown, settingsMarkdown, simulatedMarkdown } from './markdown.js';
import { scorePlot, sessionPlot } from './plots.js';
import { simulateSessions } from './sessions.js';

/** People left out first: the thresholds of the movement were chosen on their photos. */
const CHOSEN_ON = 40;

/**
 * Measures presentation attacks on recordings, on real photos that a script moves, and in simulated sessions. Sessions in the file of `--records` are not
 * played again: today's rules decide them. So a long run can be interrupted, and a changed rule needs no new one.
 */
export const liveness = defineCommand({
  summary: 'Measures liveness (APCER, BPCER) on recordings, moved photos and simulated sessions.',
  operand: 'FOLDER',
  options: {
    ...livenessOptions,
    report: {
      value: 'FILE.md',
      meaning: 'The report to write.',
      default: fileURLToPath(new URL('../../../docs/liveness.md', import.meta.url)),
    },
    photos: { value: 'N', meaning: 'People whose photo is moved, 20 bursts each; 0 keeps that part of the report.', default: '60' },
    sessions: { value: 'N', meaning: 'Sessions of each simulated visitor; 0 keeps that part of the report.', default: '20' },
    'setting-sessions': {
      value: 'N',
      meaning: 'Sessions of the living and of each moved still under each other setting of a client; 0 leaves them out.',
      default: '4',
    },
    'light-sessions': {
      value: 'N',
      meaning: 'Sessions of each visitor of a challenge of light, at each ratio of light; 0 keeps docs/light-challenge.md.',
      default: '1',
    },
    only: { value: 'VISITOR,...', meaning: 'The simulated visitors. Default: all.' },
    records: { value: 'FILE', meaning: 'Keeps the simulated sessions, and continues from them. Default: a temporary file.' },
    'light-records': { value: 'FILE', meaning: 'The same of sessions of light.' },
  },
  async run(given, options) {
    if (options.calibration !== undefined) {
      process.stderr.write('With --calibration only the recordings are measured, and no report is written.\n');
      return (await evaluateCommands.liveness()).run(given, options);
    }
    const folder = await dataFolder(given);
    const file = resolve(options.report);
    const recordFile = resolve(options.records ?? join(tmpdir(), `face-session-liveness-${String(process.pid)}.jsonl`));
    const sessions = wholeNumber('sessions', options.sessions);
    const settingSessions = sessions === 0 ? 0 : wholeNumber('setting-sessions', options['setting-sessions']);
    const lightSessions = wholeNumber('light-sessions', options['light-sessions']);
    const photos = wholeNumber('photos', options.photos);
    const only = options.only === undefined ? undefined : namedVisitors(options.only);
    const name = basename(file, extname(file));
    const plots = { real: `${name}-real.svg`, simulated: `${name}-simulated.svg` };
    await mkdir(dirname(file), { recursive: true });
    const engine = await createNodeEngine();
    const pool = await createFacePool();
    // Each part is written once it is measured: an interrupted run keeps what it has.
    if (photos > 0) {
      const moved = await evaluateMovedPhotos(pool, folder, { people: photos, skip: CHOSEN_ON });
      await writeReport(file, 'liveness-moved', movedPhotosMarkdown(moved));
    }
    const real = await evaluateLiveness(engine, folder, readClip);
    for (const { path, reason } of real.unreadable) process.stderr.write(`Not read: ${path}: ${reason}\n`);
    await writeFile(join(dirname(file), plots.real), scorePlot(real));
    await writeReport(file, 'liveness', livenessMarkdown(real, plots.real));
    const ends =
      sessions === 0 ? [] : await simulateSessions(engine, pool, { sessions, settingSessions, recordFile, ...(only && { only }) });
    const ordinary = sessionsUnder(defaultSetting, ends);
    const lightFile = resolve(options['light-records'] ?? `${recordFile}.light`);
    const lit =
      lightSessions === 0 ? [] : await simulateLights(engine, pool, { sessions: lightSessions, minutes: Infinity, recordFile: lightFile });
    await pool.close();
    if (lightSessions > 0) await writeReport(LIGHT_DOCUMENT, 'light', lightMarkdown(lit));
    if (sessions > 0) {
      await writeFile(join(dirname(file), plots.simulated), sessionPlot(ordinary));
      await writeReport(file, 'liveness-simulated', simulatedMarkdown(ordinary, plots.simulated));
      await writeReport(file, 'liveness-injections', injectionsMarkdown(ordinary));
      await writeReport(file, 'liveness-settings', settingsMarkdown(ends));
    }
    return { ...livenessFigures(real, ordinary), light: lightRows(lit) };
  },
});

function wholeNumber(name: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new InputError(`--${name} must be a whole number, not "${value}".`);
  return Number(value);
}

function namedVisitors(list: string): VisitorName[] {
  return list.split(',').map((name) => {
    if (!Object.hasOwn(visitors, name))
      throw new InputError(`--only: there is no visitor "${name}". The visitors are ${Object.keys(visitors).join(', ')}.`);
    return name as VisitorName;
  });
}
