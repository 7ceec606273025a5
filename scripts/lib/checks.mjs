/** What must hold of the source beside its tests, each a name and a command. Fastest first. */
export const checks = [
  { name: 'format', command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'size', command: ['npm', 'run', '--silent', 'size', '--workspace', '@face-session/capacitor'] },
  { name: 'API tables', command: ['node', 'scripts/api-tables.mjs', '--check'] },
  { name: 'boundaries', command: ['npx', 'depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tests', 'bench'] },
  { name: 'types of tests', command: ['node', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'] },
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
];
