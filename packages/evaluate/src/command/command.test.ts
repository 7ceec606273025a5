import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../input-error.js';
import { defineCommand, runCommandOf } from './command.js';

const measure = defineCommand({
  summary: 'Measures.',
  operand: 'FOLDER',
  options: { out: { value: 'FILE', meaning: 'The file to write.', default: 'a.json' }, set: { value: 'NAME', meaning: 'The set.' } },
  run(folder, options) {
    if (folder === 'bad') return Promise.reject(new InputError('No pictures in bad.'));
    if (folder === 'broken') return Promise.reject(new TypeError('a fault of the program'));
    return Promise.resolve({ folder, ...options });
  },
});
const whole = defineCommand({ summary: 'Takes nothing.', options: {}, run: () => Promise.resolve(1) });
const table = { measure: () => Promise.resolve(measure), whole: () => Promise.resolve(whole) };

const written = { stdout: '', stderr: '' };
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  written.stdout = written.stderr = '';
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text) => ((written[name] += String(text)), true));
  const code = await runCommandOf('tool', table, args);
  return { code, ...written };
}
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a table of commands', () => {
  it('prints the figures as the last line, with the defaults of options left out', async () => {
    expect(await run('measure', 'pictures', '--set', 'lfw')).toEqual({
      code: 0,
      stdout: '{"folder":"pictures","out":"a.json","set":"lfw"}\n',
      stderr: '',
    });
  });

  it('prints the usage of one command, or of all, on --help', async () => {
    const one = await run('measure', '--help');
    expect(one.stdout).toBe(
      'tool measure FOLDER [OPTION ...]\n    Measures.\n      --out FILE The file to write. Default: a.json.\n      --set NAME The set.\n',
    );
    expect(await run('--help')).toEqual({ code: 0, stdout: `${one.stdout}\ntool whole\n    Takes nothing.\n`, stderr: '' });
    expect((await run('whole', '-h')).stdout).toBe('tool whole\n    Takes nothing.\n');
  });

  it.each([
    [[], 'The command is missing.'],
    [['toString'], 'There is no command "toString".'],
    [['measure'], 'FOLDER is missing.'],
    [['measure', 'a', 'b'], 'Unexpected argument "b".'],
    [['whole', 'a'], 'Unexpected argument "a".'],
    [['measure', 'a', '--sett', 'lfw'], "Unknown option '--sett'."],
    [['measure', 'a', '--set'], "Option '--set <value>' argument missing."],
  ])('rejects %j with what is wrong, the usage and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', message]);
    expect(stderr).toContain('\n\ntool ');
    expect(stderr).not.toContain('    at ');
  });

  it('prints only the message where the data cannot be used, and throws a fault of the program', async () => {
    expect(await run('measure', 'bad')).toEqual({ code: 1, stdout: '', stderr: 'No pictures in bad.\n' });
    await expect(run('measure', 'broken')).rejects.toThrow('a fault of the program');
  });
});
