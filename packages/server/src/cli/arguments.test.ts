import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.js';
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

  it('may have as many words as its action takes', () => {
    const known = { words: { list: 1, show: 2 } };
    expect(readArguments(['show', 'bank'], known).words).toEqual(['show', 'bank']);
    expect(() => readArguments(['list', 'bank'], known)).toThrow('"bank"');
  });
});
