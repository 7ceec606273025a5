import { run } from './run.mjs';

/** What must hold of the source beside its tests, each a name and a command. Slowest first: the others run beside it. */
const checks = [
  {
    name: 'lint',
    command: [
      'npx',
      'eslint',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '.',
    ],
  },
  { name: 'format', command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'size', command: ['npm', 'run', '--silent', 'size', '--workspace', '@face-session/capacitor'] },
  { name: 'API tables', command: ['node', 'scripts/api-tables.mjs', '--check'] },
  { name: 'alerts', command: ['node', 'scripts/alerts.mjs', '--check'] },
  { name: 'boundaries', command: ['npx', 'depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tests', 'bench'] },
  { name: 'types of tests', command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'] },
];

/** Checks that run at once: each uses one core for the most part. */
const AT_ONCE = 2;

/**
 * Runs all checks and prints a line for each; what one that failed has printed comes before it.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const waiting = [...checks];
  const count = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [command, ...args] = check.command;
      const code = await run(command, args, { quiet: true });
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${check.name}`);
      count[code === 0 ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return count;
}
