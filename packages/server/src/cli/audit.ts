import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { StoredAuditEntry } from '../store/audit-store.js';
import { readArguments, uuidArgument } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { csvLine } from './csv.js';
import { print, withParts } from './with-parts.js';

/** What an attempt can end with; `attempt.OUTCOME` in the log. */
const outcomes = ['passed', 'failed', 'challenged', 'refused'] as const;

const formats = ['json', 'csv'] as const;

const columns = ['at', 'event', 'clientId', 'sessionHash', 'userHash', 'details'] as const;

export const audit: Command = {
  name: 'audit',
  help: [
    'audit [--session ID] [--client ID] [--user ID] [--from TIME] [--to TIME] [--outcome OUTCOME] [--limit N]',
    '                           print the audit log as JSON lines, newest first. It holds no biometrics.',
    `                           --format csv for a spreadsheet; OUTCOME is ${outcomes.join(', ')}; TIME is ISO 8601`,
  ],
  async run(args) {
    const read = readArguments(args, {
      options: ['session', 'client', 'user', 'from', 'to', 'outcome', 'format', 'limit'],
      flags: ['json'],
    });
    const limit = Number(read.option('limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 1) throw new CliError('--limit must be a whole number, 1 or more.', 2);
    const session = optionalUuid('session', read.option('session'));
    const user = optionalUuid('user', read.option('user'));
    const outcome = choice('outcome', read.option('outcome'), outcomes);
    const format = choice('format', read.option('format'), formats) ?? 'json';
    const filter = {
      clientId: read.option('client'),
      event: outcome === undefined ? undefined : `attempt.${outcome}`,
      from: timeOf('from', read.option('from')),
      to: timeOf('to', read.option('to')),
      limit,
    };
    await withParts(async ({ store, sealer }) => {
      const entries = await store.auditLog({
        ...filter,
        sessionHash: session === undefined ? undefined : identifierHash(session),
        userHash: user === undefined ? undefined : userHashOf(sealer, user),
      });
      if (format === 'csv') print(csvLine(columns));
      for (const entry of entries) {
        print(format === 'csv' ? csvOf(entry) : JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() }));
      }
    });
  },
};

function csvOf({ at, event, clientId = '', sessionHash = '', userHash = '', details }: StoredAuditEntry): string {
  return csvLine([new Date(at).toISOString(), event, clientId, sessionHash, userHash, JSON.stringify(details)]);
}

function optionalUuid(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : uuidArgument(`--${name}`, value);
}

function choice<Value extends string>(name: string, value: string | undefined, allowed: readonly Value[]): Value | undefined {
  const found = allowed.find((candidate) => candidate === value);
  if (value !== undefined && found === undefined) throw new CliError(`--${name} must be one of ${allowed.join(', ')}.`, 2);
  return found;
}

/** Milliseconds since 1970. A date without a time is its first moment in UTC. */
function timeOf(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new CliError(`--${name} must be a time such as 2026-03-01 or 2026-03-01T12:00:00Z.`, 2);
  return time;
}
