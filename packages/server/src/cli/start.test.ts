import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, nextSteps } from './start.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-start-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const program = (project: string): string => join(project, 'node_modules', '@face-session', 'server', 'dist', 'cli.js');

describe('the command to call again', () => {
  it('is that of npx, with what npx was called with', () => {
    const project = join(folder, '_npx', '0123abcd');
    mkdirSync(project, { recursive: true });
    expect(commandOf(program(project), folder)).toBe('npx @face-session/server');
    writeFileSync(join(project, 'package.json'), JSON.stringify({ _npx: { packages: ['/packed/face-session-server-0.1.0.tgz'] } }));
    expect(commandOf(program(project), folder)).toBe('npx --package /packed/face-session-server-0.1.0.tgz face-session');
  });

  it('is the installed program, or a file of a clone', () => {
    expect(commandOf(program(folder), folder)).toBe('npx face-session');
    expect(commandOf(join(folder, 'packages', 'server', 'dist', 'cli.js'), folder)).toBe('node packages/server/dist/cli.js');
  });
});

it('names the settings that the next commands need, and not their values', () => {
  const run = { command: 'npx face-session', baseURL: 'http://localhost:8080', clientId: 'c', clientSecret: 's' };
  expect(nextSteps({ ...run, settings: [] }).join('\n')).toContain('in this folder:');
  expect(nextSteps({ ...run, settings: ['PORT', 'MASTER_KEY'] }).join('\n')).toContain('with the same settings (PORT, MASTER_KEY):');
});
