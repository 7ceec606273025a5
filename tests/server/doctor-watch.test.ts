import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cliFile, runCli } from '../kit/process.js';

const METRICS_TOKEN = 'a token of sixteen or more';
const MASTER_KEY = Buffer.alloc(32, 7).toString('hex');
const environment = { PATH: process.env.PATH, METRICS_TOKEN, MASTER_KEY };

describe('doctor --watch', () => {
  let replays = 0;
  let server: Server;
  let url: string;
  let watching: ChildProcess | undefined;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${METRICS_TOKEN}`) response.writeHead(401).end();
      else response.end(`face_session_attempts_total{outcome="failed",reason="freshFrames",client="a"} ${replays}\n`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => watching?.kill('SIGKILL'));
  afterAll(() => {
    server.close();
  });

  it('prints an alert once when it begins, with what to do, and ends when it is asked to', async () => {
    const args = ['doctor', '--watch', '--json', '--every', '1', '--url', url];
    watching = spawn(process.execPath, [cliFile, ...args], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(watching, 'exit');
    let printed = '';
    watching.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
    const lines = () =>
      printed
        .trim()
        .split('\n')
        .map((line) => (line === '' ? {} : (JSON.parse(line) as Record<string, unknown>)));
    await expect.poll(lines).toEqual([{ watching: `${url}/metrics`, every: 1 }]);
    // The first look has been taken: what it saw had been before.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    replays = 6;
    await expect.poll(lines).toHaveLength(2);
    expect(lines()[1]).toMatchObject({ state: 'firing', name: 'FaceSessionReplays', severity: 'ticket' });
    expect(lines()[1]?.action).toMatch(/face-session audit --outcome failed/);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    watching.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(lines()).toHaveLength(2);
  });

  it.each([
    [['--watch', '--every', '0'], /--every must be a number of seconds from 1 to 3600/],
    [['--watch', '--url', 'nowhere'], /--url must be the address/],
    [['--every', '5'], /--url and --every go with --watch/],
  ])('%s is refused with what to give', async (args, says) => {
    const { code, stderr } = await runCli(['doctor', ...args], environment);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});
