import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../kit/people.js';
import { cliFile, freePort, runCli } from '../kit/process.js';

/* `face-session` without a command, on a machine that has nothing yet. */

let folder: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-first-run-'));
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs it in the folder until it has printed the words; returns all that it has printed. */
async function start(environment: Readonly<Record<string, string>>, until: string): Promise<string> {
  const child = spawn(process.execPath, [cliFile], { cwd: folder, env: { PATH: process.env.PATH, WORKERS: '1', ...environment } });
  running = child;
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (printed += data.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (printed.includes(until)) resolve();
    });
    child.once('exit', () => {
      reject(new Error(`It ended: ${printed}`));
    });
  });
  return printed;
}

async function stop(): Promise<void> {
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  await ended;
}

describe('face-session without a command', () => {
  it('runs the service, prints a client that works, the address, and three commands that work; the next run prints no secret', async () => {
    const environment = { PORT: String(await freePort()) };
    const printed = await start(environment, 'doctor');
    const [, url = ''] = /runs at (\S+)[.] /.exec(printed) ?? [];
    const [, clientId = ''] = /client_id: +(\S+)/.exec(printed) ?? [];
    const [, clientSecret = ''] = /client_secret: +(\S+)/.exec(printed) ?? [];
    expect(url).toBe(`http://localhost:${environment.PORT}`);
    expect(printed).toContain(join(folder, 'data'));
    const commands = printed.match(/^ {3}.*$/gm) ?? [];
    expect(commands).toHaveLength(3);
    expect(commands[1]).toContain(`"${clientId}:${clientSecret}"`);

    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    expect((await fetch(`${url}/api/oauth/token`, { method: 'POST', body })).status).toBe(200);
    writeFileSync(join(folder, 'photo.jpg'), (await person('anna')).idPhoto);
    for (const command of [commands[0], commands[2]]) {
      const [, words = ''] = /cli[.]js (.*)$/.exec(command ?? '') ?? [];
      const outcome = await runCli(words.split(' '), { ...environment, WORKERS: '1' }, folder);
      expect(`${words}: ${String(outcome.code)} ${outcome.stderr}`).toBe(`${words}: 0 `);
      if (words.startsWith('link')) expect(outcome.stdout).toContain(`${url}/l/#`);
    }

    await stop();
    const again = await start(environment, 'client list');
    expect(again).toContain('1 client');
    expect(again).not.toContain('client_secret');
  });
});
