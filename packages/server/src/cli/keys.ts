import { signingAlgorithms } from '@face-session/protocol';
import { recordEvent } from '../record-event.js';
import { readArguments } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { print, withParts } from './with-parts.js';

export const keys: Command = {
  name: 'keys',
  help: [
    'keys list [--json]         the signing keys with their times',
    'keys add ES256|EdDSA       the first key of another algorithm, ten minutes before a client is set to it',
    'keys rotate [--revoke]     make the next one of each algorithm; with --revoke all others, and what they signed, end now',
  ],
  async run(args) {
    const read = readArguments(args, { flags: ['revoke', 'json'] });
    const time = (ms: number | null): string => (ms === null ? '-' : new Date(ms).toISOString());
    await withParts(async (parts) => {
      if (read.words[0] === 'list') {
        for (const key of await parts.store.signingKeys(parts.clock())) {
          const { kid, algorithm } = key;
          const [signsFrom, publishedUntil] = [time(key.activeAt), time(key.expiresAt)];
          print(
            read.flag('json')
              ? JSON.stringify({ kid, algorithm, signsFrom, publishedUntil: key.expiresAt === null ? null : publishedUntil })
              : `${kid}  ${algorithm}  signs from ${signsFrom}  published until ${publishedUntil}`,
          );
        }
      } else if (read.words[0] === 'add') {
        const algorithm = signingAlgorithms.find((candidate) => candidate === read.words[1]);
        if (!algorithm) throw new CliError(`keys add ${signingAlgorithms.join('|')}`);
        await parts.keys.ensureKey(algorithm);
        await recordEvent(parts, { event: 'keys.added', details: { algorithm } });
        print(`${algorithm} is published; in ten minutes every cache of the key set has it, and clients can be set to it.`);
      } else if (read.words[0] === 'rotate') {
        const newest = await parts.keys.rotate({ revoke: read.flag('revoke') });
        await recordEvent(parts, { event: read.flag('revoke') ? 'keys.revoked' : 'keys.rotated', details: { newest } });
        for (const key of await parts.store.signingKeys(parts.clock())) {
          if (newest.includes(key.kid)) print(`${key.kid}  ${key.algorithm}  signs from ${time(key.activeAt)}`);
        }
      } else throw new CliError('keys list|add|rotate');
    });
  },
};
