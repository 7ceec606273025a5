import { identifierHash } from '../keys/identifier-hash.js';
import { readArguments } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { print, withParts } from './with-parts.js';

export const audit: Command = {
  name: 'audit',
  help: [
    'audit [--session ID] [--client ID] [--limit N]',
    '                           the audit log as JSON lines, newest first; no biometrics are in it',
  ],
  async run(args) {
    const read = readArguments(args, { options: ['session', 'client', 'limit'] });
    const limit = Number(read.option('limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 1) throw new CliError('--limit must be a whole number, 1 or more.');
    const session = read.option('session');
    await withParts(async ({ store }) => {
      const entries = await store.auditLog({
        sessionHash: session === undefined ? undefined : identifierHash(session.toLowerCase()),
        clientId: read.option('client'),
        limit,
      });
      for (const entry of entries) print(JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() }));
    });
  },
};
