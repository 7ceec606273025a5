import { existsSync } from 'node:fs';
import v8 from '@vitest/coverage-v8';

/** A built module with a source map: packages load each other as built. */
const BUILT = /\/(packages|apps)\/(?!attacks\/)[^/]+\/dist\/.*[.]js$/;

/**
 * Vitest's coverage by V8, which also counts what tests run of built modules, for the sources that those are made from. The provider itself counts only files
 * that the tests load from `src`, which integration tests do not.
 */
export default {
  ...v8,
  async getProvider() {
    const provider = await v8.getProvider();
    const isIncluded = provider.isIncluded.bind(provider);
    provider.isIncluded = (file, root) => isIncluded(file, root) || (BUILT.test(file) && existsSync(`${file}.map`));
    return provider;
  },
};
