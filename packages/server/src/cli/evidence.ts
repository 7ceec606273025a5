import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { collectEvidence, faultsOfPack } from '../evidence/evidence-pack.js';
import { readArguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import type { Command } from './command.js';
import { print, printOutcome, withParts } from './with-parts.js';

export const evidence: Command = {
  name: 'evidence',
  help: [
    'evidence --out FOLDER [--at TIME]\n                           write what an auditor asks for, signed: versions, settings, accuracy, retention, consents,\n                           keys, threats, templates. FOLDER is new or empty; TIME is ISO 8601, now unless given',
    'evidence --check FOLDER    check that a pack is whole and signed by this service',
  ],
  async run(args) {
    const read = readArguments(args, { options: ['out', 'at', 'check'], flags: ['json'] });
    const [out, check] = [read.option('out'), read.option('check')];
    if ((out === undefined) === (check === undefined)) throw usageError('evidence --out FOLDER, or evidence --check FOLDER');
    if (check !== undefined) {
      const faults = await withParts(({ keys }) => faultsOfPack(resolve(check), keys));
      if (faults.length > 0) throw new CliError(`${check}: ${faults.join('; ')}.`);
      printOutcome(read, `${check} is whole, and this service signed it.`, { folder: resolve(check), valid: true });
      return;
    }
    const folder = resolve(out ?? '');
    const given = read.option('at');
    const at = given === undefined ? undefined : Date.parse(given);
    if (Number.isNaN(at)) throw new CliError('--at must be a time in ISO 8601, such as 2026-01-31T12:00:00Z.', 2);
    if ((await readdir(folder).catch(() => [])).length > 0) throw new CliError(`--out: ${folder} is not empty. Name a new folder.`);
    const files = await withParts((parts) => collectEvidence({ ...parts, at: at ?? parts.clock() }));
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    if (read.flag('json')) printOutcome(read, '', { folder, files: [...files.keys()] });
    else print(`${String(files.size)} files in ${folder}. Open ${join(folder, 'index.html')}.`);
  },
};
