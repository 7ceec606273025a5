import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allocatorEnvironment, environmentVariables } from '@face-session/server';
import { describe, expect, it } from 'vitest';

/* The unit of deploy/ for systemd. */

const file = join(import.meta.dirname, '..', '..', 'deploy', 'face-session.service');
const unit = readFileSync(file, 'utf8');
const valuesOf = (key: string): string[] => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value);

/** The exposure that `systemd-analyze security` may find, 0 to 100: 0 to 20 is "OK" or better. */
const MOST_EXPOSURE = 20;

const analyze = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
/** The first release that reads a file without a running systemd. */
const canAnalyze = Number(/systemd (\d+)/.exec(analyze.stdout)?.[1] ?? 0) >= 250;

describe('the unit', () => {
  it('has settings that the service has, and the memory of the C library', () => {
    const pairs = valuesOf('Environment').flatMap((value) => value.split(' ').map((pair) => pair.split('=') as [string, string]));
    const known = [...Object.keys(environmentVariables), ...Object.keys(allocatorEnvironment), 'NODE_ENV', 'ORT_DISABLE_TELEMETRY'];
    expect(pairs.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.fromEntries(pairs)).toMatchObject({
      ...allocatorEnvironment,
      DATA_DIR: `/var/lib/${valuesOf('StateDirectory')[0] ?? ''}`,
    });
  });

  it('stops the service alone and gives it its time: its workers measure what is under way', () => {
    expect(valuesOf('KillMode')).toEqual(['mixed']);
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThanOrEqual(36);
  });

  it('lets V8 compile, and the models count the cores', () => {
    expect([valuesOf('MemoryDenyWriteExecute'), valuesOf('ProcSubset')]).toEqual([[], []]);
  });

  it.skipIf(!canAnalyze)('is exposed no more than allowed', () => {
    const said = execFileSync(
      'systemd-analyze',
      ['security', '--offline=true', '--no-pager', `--threshold=${String(MOST_EXPOSURE)}`, file],
      { encoding: 'utf8' },
    );
    expect(said).toContain('Overall exposure level');
  });
});
