import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig, type Config } from '../config.js';
import { backUpSqlite, BackupError, putInPlace, stageBackup, withBeside } from '../store/sql/backup.js';
import { recordEvent } from '../record-event.js';
import { readArguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import type { Command } from './command.js';
import { print, printOutcome, withParts } from './with-parts.js';

export const backup: Command = {
  name: 'backup',
  help: ['backup FILE                copy the SQLite database to a new FILE, without sessions, selfies and results; the service may run'],
  async run(args) {
    const read = readArguments(args, { words: 1, flags: ['json'] });
    const [to] = read.words;
    if (to === undefined) throw usageError('backup FILE');
    const { store } = readConfig();
    if (store.kind !== 'sqlite') throw new CliError('The store is PostgreSQL: use pg_dump, see docs/backup.md.');
    asCliError(() => {
      backUpSqlite(store.file, resolve(to));
    });
    const file = resolve(to);
    printOutcome(read, `Written to ${file}. Keep it apart from the master key, which is not in it.`, { file });
    return Promise.resolve();
  },
};

export const restore: Command = {
  name: 'restore',
  help: [
    'restore FILE [--replace]   replace the SQLite database by a backup, and replace its signing keys',
    'restore                    after pg_restore: check the master key and replace the signing keys',
  ],
  async run(args) {
    const read = readArguments(args, { words: 1, flags: ['replace', 'json'] });
    const [from] = read.words;
    const config = readConfig();
    const { store } = config;
    if (store.kind === 'sqlite') {
      if (from === undefined) throw usageError('restore FILE [--replace]');
      const staged = asCliError(() => stageBackup(resolve(from), store.file, { replace: read.flag('replace') }));
      try {
        // All of it on the copy: a wrong master key or a newer schema leaves the database as it was.
        await afterRestore(read.flag('json'), { ...config, store: { kind: 'sqlite', file: staged } });
        asCliError(() => {
          putInPlace(staged, store.file);
        });
      } finally {
        for (const path of withBeside(staged)) await rm(path, { force: true });
      }
      if (!read.flag('json')) print(`${store.file} is the backup ${resolve(from)}.`);
      return;
    }
    if (from !== undefined)
      throw new CliError('The store is PostgreSQL: use pg_restore, then `restore` without a file. See docs/backup.md.');
    await afterRestore(read.flag('json'), config);
  },
};

async function afterRestore(asJson: boolean, config: Config): Promise<void> {
  await withParts(async (parts) => {
    // The backup may hold keys that were revoked after it was made.
    await parts.keys.rotate({ revoke: true });
    await recordEvent(parts, { event: 'store.restored', details: {} });
    const clients = await parts.store.listClients();
    if (asJson) {
      print(JSON.stringify({ clients: clients.map(({ clientId, disabled, name }) => ({ clientId, disabled, name })) }));
      return;
    }
    print('Restored. All signing keys were replaced: tokens and results from before are refused.');
    print('Client secrets and settings are those of the backup. Check these clients, and rotate secrets that were replaced since:');
    for (const client of clients) print(`${client.clientId}  ${client.disabled ? 'disabled' : 'enabled '}  ${client.name}`);
  }, config);
}

function asCliError<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    throw error instanceof BackupError ? new CliError(error.message) : error;
  }
}
