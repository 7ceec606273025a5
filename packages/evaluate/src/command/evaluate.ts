import { access, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { CalibrationFileError, createNodeEngine, readCalibrationFile } from '@face-session/face/node';
import { defaultLivenessCalibration, parseLivenessCalibration, type LivenessCalibration } from '@face-session/liveness';
import { writeCalibration } from '../calibration-file.js';
import { compactMarkdown, evaluateCompact } from '../compact.js';
import { detPlot } from '../det-plot.js';
import { livenessJson } from '../liveness-json.js';
import { evaluateLiveness } from '../liveness.js';
import { matchJson } from '../match-json.js';
import { matchMarkdown } from '../match-markdown.js';
import { InputError } from '../input-error.js';
import { evaluateMatch } from '../match.js';
import { readClip } from '../read-clip.js';
import { defineCommand, runCommandOf, type EvaluateCommand, type CommandTable } from './command.js';
import { replaceMeasured } from './measured-part.js';

const REPORT_OPTION = { value: 'FILE.md', meaning: 'Also writes a report: replaces its measured part in the file.' } as const;

const match = defineCommand({
  summary: 'Measures matching (FMR, FNMR) on pictures of people.',
  operand: 'FOLDER',
  options: { report: REPORT_OPTION },
  async run(given, { report: file }) {
    const report = await evaluateMatch(await createNodeEngine(), await dataFolder(given));
    if (file !== undefined) {
      const plot = `${basename(file, extname(file))}-det.svg`;
      const curves = Object.entries(report).map(([name, { figures }]) => ({ name, points: figures.det }));
      await mkdir(dirname(resolve(file)), { recursive: true });
      await writeFile(join(dirname(resolve(file)), plot), detPlot(curves));
      await writeReport(file, 'match', matchMarkdown(report, plot));
    }
    return matchJson(report);
  },
});

const compact = defineCommand({
  summary: 'Compares the compact models of the browser with the full models, on pictures of people.',
  operand: 'FOLDER',
  options: { report: REPORT_OPTION },
  async run(given, { report: file }) {
    const folder = await dataFolder(given);
    const report = await evaluateCompact(await createNodeEngine(), await createNodeEngine({ compact: true }), folder);
    if (file !== undefined) await writeReport(file, 'compact', compactMarkdown(report));
    return report;
  },
});

const calibrate = defineCommand({
  summary: 'Calibrates the match levels on pictures of people, and writes the file for the setting CALIBRATION_FILE.',
  operand: 'FOLDER',
  options: {
    set: { value: 'NAME', meaning: 'The set to measure on. Default: the one with the most people.' },
    model: { value: 'OWN.onnx', meaning: 'A recognition model of your own. Default: the one shipped.' },
    name: { value: 'TEXT', meaning: 'The name of the data in the file. Default: the name of the folder.' },
    out: { value: 'FILE.json', meaning: 'The file to write.', default: 'calibration.json' },
  },
  async run(given, { out, ...options }) {
    const calibration = await writeCalibration(await dataFolder(given), resolve(out), options);
    for (const { level, similarity, falseMatchRate } of calibration.levels)
      process.stderr.write(`level ${String(level)} from ${String(similarity)} (false match rate ${String(falseMatchRate)})\n`);
    process.stderr.write(`Written to ${resolve(out)}. Set CALIBRATION_FILE to its path.\n`);
    return calibration;
  },
});

/** Options of every command that measures liveness on recordings. */
export const livenessOptions = {
  calibration: { value: 'THRESHOLDS.json', meaning: 'Thresholds to judge by. Default: those shipped.' },
} as const;

const liveness = defineCommand({
  summary: 'Measures passive liveness (APCER, BPCER) on recordings of people and presentation attacks. Videos need ffmpeg.',
  operand: 'FOLDER',
  options: livenessOptions,
  async run(given, { calibration: file }) {
    const folder = await dataFolder(given);
    const calibration = await livenessCalibration(file);
    const report = await evaluateLiveness(await createNodeEngine(), folder, readClip, calibration);
    for (const { path, reason } of report.unreadable) process.stderr.write(`Not read: ${path}: ${reason}\n`);
    return livenessJson(report);
  },
});

/** The measurements of matching and liveness on a folder, by their names. */
export const evaluateCommands = {
  match: () => Promise.resolve(match),
  liveness: () => Promise.resolve(liveness),
  calibrate: () => Promise.resolve(calibrate),
  compact: () => Promise.resolve(compact),
} satisfies CommandTable;

/**
 * The command line `evaluate COMMAND FOLDER [OPTION ...]`.
 * @param table other commands in place of {@link evaluateCommands}, or beside them
 * @returns the exit code: 0; 1 if the data cannot be used; 2 for wrong usage
 */
export function runEvaluate(args: readonly string[], table: CommandTable = evaluateCommands): Promise<number> {
  return runCommandOf('evaluate', table, args);
}

/** The same command with a report that is written unless another is named. */
export function withReport(command: EvaluateCommand, file: string): EvaluateCommand {
  return { ...command, options: { ...command.options, report: { ...REPORT_OPTION, default: file } } };
}

/** Writes the measured part of a report, and reports it on stderr. */
export async function writeReport(file: string, part: string, markdown: string): Promise<void> {
  await replaceMeasured(resolve(file), part, markdown);
  process.stderr.write(`Report written to ${resolve(file)}\n`);
}

/** Absolute path of a folder with a manifest. @throws {InputError} if it has none */
export async function dataFolder(folder: string): Promise<string> {
  await access(join(folder, 'manifest.jsonl')).catch(() => {
    throw new InputError(`There is no manifest.jsonl in ${folder}. Each of its lines is {"set","path","label"}.`);
  });
  return resolve(folder);
}

async function livenessCalibration(file: string | undefined): Promise<LivenessCalibration> {
  if (file === undefined) return defaultLivenessCalibration;
  try {
    return await readCalibrationFile(file, parseLivenessCalibration);
  } catch (error) {
    throw error instanceof CalibrationFileError ? new InputError(`${error.message}.`, { cause: error }) : error;
  }
}
