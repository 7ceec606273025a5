import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Writes to it fail as on a full disk; Linux has it. */
const FULL = '/dev/full';

it.skipIf(!existsSync(FULL))('a full disk under the log stops nothing: lines are dropped, and the process ends when it is done', () => {
  const logger = new URL('../dist/logger.js', import.meta.url).href;
  const script = `
    const { createLogger } = await import(${JSON.stringify(logger)});
    const log = createLogger('info');
    log.info('one');
    setTimeout(() => { log.info('two'); process.stderr.write('went on'); });`;
  const full = openSync(FULL, 'w');
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', full, 'pipe'], timeout: 10_000 });
  closeSync(full);
  expect([ended.status, ended.signal, ended.stderr.toString()]).toEqual([0, null, 'went on']);
});
