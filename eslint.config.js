import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      'data/',
      '**/node_modules/',
      'packages/face/models/',
      'apps/demo/android/',
      'apps/demo/ios/',
      'site/.work-*/',
      'tests/server/typed-client/api.d.ts',
      // Built by their frameworks: npm run test:frameworks.
      'examples/frameworks/',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./packages/*/tsconfig.json', './apps/*/tsconfig.json', './bench/tsconfig.json', './tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['packages/{server,evaluate,attacks}/src/**/*.ts', 'bench/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@face-session/face',
              importNames: ['fuseFrames', 'fuseTemplates', 'similarity', 'matchLevelOf'],
              message: 'An attempt is decided in one place: packages/liveness/src/decide. It also compares and matches templates.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['packages/server/src/**/*.ts'],
    ignores: ['packages/server/src/config.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'config.ts is the only reader of the environment.' },
      ],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource'].map((name) => ({
          name,
          message: 'The service calls nobody, except from webhooks/post.ts.',
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['http', 'https', 'http2', 'undici']
            .flatMap((name) => [name, `node:${name}`])
            .map((name) => ({ name, message: 'The service calls nobody, except from webhooks/post.ts.' })),
        },
      ],
    },
  },
  {
    // A command, not the service: it reads the metrics of the service.
    files: ['packages/server/src/cli/watch-alerts.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    // The one client of the service: it delivers webhooks, to addresses that were checked.
    files: ['packages/server/src/webhooks/post.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        module: 'readonly',
        require: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
);
