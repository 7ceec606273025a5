import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built entry of this package. */
const run = (entry: string, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const path = fileURLToPath(new URL(`../dist/${entry}.js`, import.meta.url));
    const child = execFile(process.execPath, [path, ...args], (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });

const entries = [
  [
    'evaluate',
    ['evaluate match FOLDER', 'evaluate liveness FOLDER', 'evaluate calibrate FOLDER', 'evaluate compact FOLDER', '--sessions N'],
  ],
  ['bench', ['bench engine', 'bench browser', 'bench capture', 'bench server', 'bench peers [FOLDER]']],
  ['soak', ['soak [OPTION ...]', '--minutes N']],
  ['capacity', ['capacity plan [OPTION ...]', 'capacity check [OPTION ...]', '--rates N,...']],
] as const;
const commandOf = { evaluate: ['match'], bench: ['server'], soak: [], capacity: [] } as const;

describe.each(entries)('npm run %s', (entry, lines) => {
  it('prints its usage on --help', async () => {
    const { code, stdout, stderr } = await run(entry, '--help');
    expect([code, stderr]).toEqual([0, '']);
    for (const line of lines) expect(stdout).toContain(line);
  });

  it('rejects an unknown option with the usage and exit code 2, without a stack trace', async () => {
    const { code, stdout, stderr } = await run(entry, ...commandOf[entry], '--typo');
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', "Unknown option '--typo'."]);
    expect(stderr).toContain('[OPTION ...]');
    expect(stderr).not.toContain('    at ');
  });
});

it('npm run evaluate names a folder without a manifest, and a count that is none', async () => {
  expect(await run('evaluate', 'match', '/nowhere')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no manifest.jsonl') as string,
  });
  expect((await run('bench', 'server', '--rounds', 'many')).stderr).toBe('--rounds must be a number above 0, not "many".\n');
});
