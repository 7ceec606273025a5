import { signingAlgorithms } from '@face-session/protocol';
import { recordEvent } from '../record-event.js';
import type { StoredSigningKey } from '../store/signing-key-store.js';
import { readArguments } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { printOutcome, withParts } from './with-parts.js';

const timeOf = (ms: number): string => new Date(ms).toISOString();

const shown = ({ kid, algorithm, activeAt, expiresAt }: StoredSigningKey) => ({
  kid,
  algorithm,
  signsFrom: timeOf(activeAt),
  publishedUntil: expiresAt === null ? null : timeOf(expiresAt),
});

export const keys: Command = {
  name: 'keys',
  help: [
    'keys list                  the signing keys with their times',
    'keys add ES256|EdDSA       the first key of another algorithm, ten minutes before a client is set to it',
    'keys rotate [--revoke]     make the next one of each algorithm; with --revoke all others, and what they signed, end now',
  ],
  async run(args) {
    const read = readArguments(args, { words: { list: 1, add: 2, rotate: 1 }, flags: ['revoke', 'json'] });
    const [action, named] = read.words;
    const algorithm = signingAlgorithms.find((candidate) => candidate === named);
    if (action === 'add' && !algorithm) throw new CliError(`keys add ${signingAlgorithms.join('|')}`, 2);
    if (action !== 'list' && action !== 'add' && action !== 'rotate') throw new CliError('keys list|add|rotate', 2);
    await withParts(async (parts) => {
      if (action === 'list') {
        for (const key of await parts.store.signingKeys(parts.clock())) {
          const { kid, algorithm, signsFrom, publishedUntil } = shown(key);
          printOutcome(read, `${kid}  ${algorithm}  signs from ${signsFrom}  published until ${publishedUntil ?? '-'}`, shown(key));
        }
      } else if (algorithm) {
        await parts.keys.ensureKey(algorithm);
        await recordEvent(parts, { event: 'keys.added', details: { algorithm } });
        const words = `${algorithm} is published; in ten minutes every cache of the key set has it, and clients can be set to it.`;
        printOutcome(read, words, { algorithm });
      } else {
        const newest = await parts.keys.rotate({ revoke: read.flag('revoke') });
        await recordEvent(parts, { event: read.flag('revoke') ? 'keys.revoked' : 'keys.rotated', details: { newest } });
        for (const key of await parts.store.signingKeys(parts.clock())) {
          if (newest.includes(key.kid)) printOutcome(read, `${key.kid}  ${key.algorithm}  signs from ${shown(key).signsFrom}`, shown(key));
        }
      }
    });
  },
};
