import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  CalibrationDataError,
  evaluateLiveness,
  evaluateMatch,
  livenessJson,
  matchJson,
  readClip,
  writeCalibration,
} from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { CalibrationFileError, readLivenessCalibration } from '../faces.js';
import { readArguments } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { print } from './with-parts.js';

/** Where a calibration is written unless said otherwise. */
const CALIBRATION_FILE = 'calibration.json';

type Arguments = ReturnType<typeof readArguments>;

const actions: Readonly<Record<string, (folder: string, args: Arguments) => Promise<void>>> = {
  async match(folder) {
    print(JSON.stringify(matchJson(await evaluateMatch(await createNodeEngine(), folder))));
  },
  async liveness(folder, args) {
    const calibration = await readLivenessCalibration(args.option('calibration') ?? null);
    const report = await evaluateLiveness(await createNodeEngine(), folder, readClip, calibration);
    for (const { path, reason } of report.unreadable) process.stderr.write(`Not read: ${path}: ${reason}\n`);
    print(JSON.stringify(livenessJson(report)));
  },
  async calibrate(folder, args) {
    const file = resolve(args.option('out') ?? CALIBRATION_FILE);
    const { levels } = await writeCalibration(folder, file, {
      set: args.option('set'),
      model: args.option('model'),
      name: args.option('name'),
    });
    for (const { level, similarity, falseMatchRate } of levels)
      print(`level ${level} from ${similarity} (false match rate ${falseMatchRate})`);
    print(`Written to ${file}; give it to the service as CALIBRATION_FILE.`);
  },
};

export const evaluate: Command = {
  name: 'evaluate',
  help: [
    'evaluate match FOLDER      measure the matching on your own pictures (manifest.jsonl in FOLDER)',
    'evaluate liveness FOLDER   measure passive liveness on your own recordings of people and attacks',
    '       [--calibration thresholds.json]',
    'evaluate calibrate FOLDER  thresholds of the match levels from your own pictures',
    '       [--set NAME] [--model OWN.onnx] [--name TEXT] [--out calibration.json]',
  ],
  async run(args) {
    const read = readArguments(args, { options: ['set', 'model', 'name', 'out', 'calibration'] });
    const [what = '', folder] = read.words;
    const action = actions[what];
    if (!action || folder === undefined) throw new CliError(`evaluate ${Object.keys(actions).join('|')} FOLDER`);
    await access(join(folder, 'manifest.jsonl')).catch(() => {
      throw new CliError(`There is no manifest.jsonl in ${folder}; its lines are {"set","path","label"}.`);
    });
    try {
      await action(resolve(folder), read);
    } catch (error) {
      throw error instanceof CalibrationDataError || error instanceof CalibrationFileError ? new CliError(`${error.message}.`) : error;
    }
  },
};
