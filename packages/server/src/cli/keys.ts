import { signingAlgorithms } from '@face-session/protocol';
import { addKey, rotateKeys } from '../keys/change-keys.js';
import type { StoredSigningKey } from '../store/signing-key-store.js';
import { readArguments } from './arguments.js';
import { usageError } from './cli-error.js';
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
    'keys list                  print the signing keys with their times',
    'keys add ES256|EdDSA       create the first key of another algorithm; wait 10 minutes before you set a client to it',
    'keys rotate [--revoke]     create the next key of each algorithm; --revoke ends all other keys and what they signed, at once',
    '       --test: each of them for the keys of test results',
  ],
  async run(args) {
    const read = readArguments(args, { words: { list: 1, add: 2, rotate: 1 }, flags: ['revoke', 'test', 'json'] });
    const [action, named] = read.words;
    const algorithm = signingAlgorithms.find((candidate) => candidate === named);
    if (action === 'add' && !algorithm) throw usageError(`keys add ${signingAlgorithms.join('|')}`);
    if (action !== 'list' && action !== 'add' && action !== 'rotate') throw usageError('keys list|add|rotate');
    await withParts(async (parts) => {
      const isTest = read.flag('test');
      const stored = (): Promise<StoredSigningKey[]> =>
        isTest ? parts.store.testSigningKeys(parts.clock()) : parts.store.signingKeys(parts.clock());
      if (action === 'list') {
        for (const key of await stored()) {
          const { kid, algorithm, signsFrom, publishedUntil } = shown(key);
          printOutcome(read, `${kid}  ${algorithm}  signs from ${signsFrom}  published until ${publishedUntil ?? '-'}`, shown(key));
        }
      } else if (algorithm) {
        await addKey(parts, algorithm, isTest);
        const words = `${algorithm} is published. In 10 minutes every cache of the key set has it, and clients can be set to it.`;
        printOutcome(read, words, { algorithm });
      } else {
        const newest = await rotateKeys(parts, read.flag('revoke'), isTest);
        for (const key of await stored()) {
          if (newest.includes(key.kid)) printOutcome(read, `${key.kid}  ${key.algorithm}  signs from ${shown(key).signsFrom}`, shown(key));
        }
      }
    });
  },
};
