import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { suites } from './scripts/lib/suites.mjs';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many files wait for a camera or a timer: two at a time use a small machine's cores, where vitest would take one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['scripts/lib/temporary-folder.mjs'],
    projects: suites.map(({ name, include, exclude }) => ({
      extends: true,
      test: { name, include: [...include], exclude: ['**/node_modules/**', '**/dist/**', ...exclude] },
    })),
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-support.ts', 'packages/attacks/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
