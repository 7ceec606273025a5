import { execFile, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDebianPackages } from '../../../../scripts/lib/debian.mjs';
import { alerts } from './alerts.js';
import { promQLOf } from './condition.js';
import { SCENARIO_MINUTES, scenarios } from './scenarios.test-support.js';

/* The rules and the dashboard of deploy/, by Prometheus's own tool; Debian's package is installed where it may be. */

const deploy = join(import.meta.dirname, '..', '..', '..', '..', 'deploy');
const rulesFile = join(deploy, 'prometheus', 'face-session.rules.yml');
const isThere = (): boolean => spawnSync('promtool', ['--version']).status === 0;

const promtool = async (...args: string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)('promtool', args).catch((error: unknown) => {
    throw new Error(Object.values(error as { stdout: string; stderr: string }).join('\n'));
  });
  return stdout + stderr;
};

describe('Prometheus', () => {
  let folder: string;
  let canCheck = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alerts-'));
    canCheck = await ensureDebianPackages(isThere, ['prometheus']);
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('takes the rules, each with the query of its alert', async (context) => {
    if (!canCheck) context.skip('needs promtool, and it cannot be installed');
    expect(await promtool('check', 'rules', rulesFile)).toContain(`${alerts.length} rules found`);
  });

  it('fires them in the scenarios in which they must, and in no other', { timeout: 120_000 }, async (context) => {
    if (!canCheck) context.skip('needs promtool, and it cannot be installed');
    await copyFile(rulesFile, join(folder, 'rules.yml'));
    const tests = scenarios.map(({ alert, fires, says, series, labels }) => {
      const { severity, summary, action } = alerts.find(({ name }) => name === alert)!;
      return {
        name: `${alert}: ${says}`,
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: [
          {
            eval_time: `${SCENARIO_MINUTES}m`,
            alertname: alert,
            exp_alerts: fires ? [{ exp_labels: { severity, ...labels }, exp_annotations: { summary, action } }] : [],
          },
        ],
      };
    });
    // JSON is YAML.
    await writeFile(join(folder, 'tests.yml'), JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: '1m', tests }));
    expect(await promtool('test', 'rules', join(folder, 'tests.yml'))).toContain('SUCCESS');
  });

  it('takes every query of the dashboard', async (context) => {
    if (!canCheck) context.skip('needs promtool, and it cannot be installed');
    const { panels } = JSON.parse(await readFile(join(deploy, 'grafana', 'face-session.json'), 'utf8')) as {
      panels: { targets?: { expr: string }[] }[];
    };
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const rules = [...queries, ...alerts.map(({ condition }) => promQLOf(condition))].map((expr, place) => ({
      record: `query:${place}`,
      expr,
    }));
    await writeFile(join(folder, 'queries.yml'), JSON.stringify({ groups: [{ name: 'queries', rules }] }));
    expect(await promtool('check', 'rules', join(folder, 'queries.yml'))).toContain(`${rules.length} rules found`);
  });
});
