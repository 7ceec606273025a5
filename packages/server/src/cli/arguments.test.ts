import { describe, expect, it } from 'vitest';
import { existingClient } from './actions.js';
import { overlapHours, readArguments, readInput } from './arguments.js';
import { CliError } from './cli-error.js';
import { commands } from './commands.js';

/** What a command line is refused with, before any setting is read or the store is opened. */
async function refusalOf(line: string): Promise<unknown> {
  const [name, ...args] = line.split(' ');
  const command = commands.find((candidate) => candidate.name === name);
  return command?.run(args).catch((error: unknown) => error);
}

const uuid = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';

describe('a command line', () => {
  it.each([
    'serve',
    'migrate',
    'doctor',
    'audit',
    'client add Bank',
    'client list',
    'client show bank',
    'client set bank',
    'client disable bank',
    'client enable bank',
    'client rotate-secret bank',
    'client forget-people bank',
    'client result-key bank none',
    'client webhook set bank',
    'client webhook show bank',
    'client webhook rotate-secret bank',
    'client webhook list bank event',
    'client webhook replay bank event',
    'client webhook disable bank',
    'client webhook enable bank',
    'client webhook remove bank',
    'client link-page set bank',
    'client link-page show bank',
    'link create bank',
    `link show bank ${uuid}`,
    `link delete bank ${uuid}`,
    'keys list',
    'keys add ES256',
    'keys rotate',
    `erase ${uuid}`,
    'backup file',
    'restore file',
  ])('"%s" is refused with a word too many, and with an unknown option', async (line) => {
    expect(await refusalOf(`${line} surplus`)).toMatchObject({ message: 'Unexpected argument "surplus".', exitCode: 2 });
    expect(await refusalOf(`${line} --surplus`)).toMatchObject({ message: expect.stringContaining("'--surplus'") as string, exitCode: 2 });
  });

  it.each(['client', 'client nothing', 'client webhook nothing', 'client link-page nothing', 'link nothing', 'keys', 'keys nothing'])(
    '"%s" is refused with the actions that there are',
    async (line) => {
      expect(await refusalOf(line)).toMatchObject({ message: expect.stringContaining('|') as string, exitCode: 2 });
    },
  );

  it.each([
    ['keys add', 'keys add RS256|ES256|EdDSA'],
    ['keys add HS256', 'keys add RS256|ES256|EdDSA'],
    ['backup', 'backup FILE'],
    ['erase', 'erase USER_IDENTIFIER'],
    ['erase 42', 'USER_IDENTIFIER must be a UUID'],
    ['audit --session 42', '--session must be a UUID'],
    ['audit --user 42', '--user must be a UUID'],
    ['audit --from yesterday', '--from must be a time'],
    ['audit --to 2026-13-01', '--to must be a time'],
    ['audit --outcome good', 'passed, failed'],
    ['audit --format xml', 'json, csv'],
    ['audit --limit 0', '--limit must be a whole number'],
  ])('"%s" is refused as malformed: %s', async (line, why) => {
    const refusal = await refusalOf(line);
    expect(refusal).toBeInstanceOf(CliError);
    expect(refusal).toMatchObject({ message: expect.stringContaining(why) as string, exitCode: 2 });
  });

  it('without the client that it is about is malformed, one with an unknown client is not', async () => {
    const store = { findClient: () => Promise.resolve(null) } as unknown as Parameters<typeof existingClient>[0]['store'];
    await expect(existingClient({ store }, undefined)).rejects.toMatchObject({ exitCode: 2 });
    await expect(existingClient({ store }, 'bank')).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('bank') as string,
    });
  });

  it('names a file that cannot be read, without a stack', async () => {
    const error = await readInput('--photo', '/nowhere/photo.jpg').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ exitCode: 1, message: '--photo: cannot read /nowhere/photo.jpg (ENOENT).' });
  });

  it.each([
    [undefined, 24],
    ['0', 0],
    ['1.5', 1.5],
  ])('lets older secrets live on for --overlap-hours %s', (given, hours) => {
    expect(overlapHours({ words: [], flag: () => false, option: () => given })).toBe(hours);
  });

  it.each(['', '-1', 'Infinity', '1e9', 'a day'])('refuses --overlap-hours "%s"', (given) => {
    expect(() => overlapHours({ words: [], flag: () => false, option: () => given })).toThrow('--overlap-hours must be');
  });

  it('may have as many words as its action takes', () => {
    const known = { words: { list: 1, show: 2 } };
    expect(readArguments(['show', 'bank'], known).words).toEqual(['show', 'bank']);
    expect(() => readArguments(['list', 'bank'], known)).toThrow('"bank"');
  });
});
