import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { suites } from './scripts/lib/suites.mjs';

export default defineConfig({
  test: {
    // Five times what the slowest takes on a quiet machine: CI shares its cores.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A poll ends when what it waits for is there; vitest's one second would fail on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Many files wait for a camera or a timer: two at a time use a small machine's cores, where vitest would take one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['scripts/lib/temporary-folder.mjs'],
    projects: suites.map(({ name, isolate, include, exclude }) => ({
      extends: true,
      test: { name, isolate, include: [...include], exclude: ['**/node_modules/**', '**/dist/**', ...exclude] },
    })),
    coverage: {
      provider: 'custom',
      customProviderModule: fileURLToPath(new URL('scripts/lib/coverage-provider.mjs', import.meta.url)),
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-support.ts', 'packages/attacks/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
      // A test that fails is no reason to withhold what the others cover.
      reportOnFailure: true,
    },
  },
});
