import { expect, test } from 'vitest';
import { environmentVariables } from './config.js';
import { resemblingSettings } from './resembling-settings.js';

const known = Object.keys(environmentVariables);

test.each([
  ['LIVENES_POLICY', 'LIVENESS_POLICY'],
  ['MASTER_KEYFILE', 'MASTER_KEY_FILE'],
  ['CORS_ORIGIN', 'CORS_ORIGINS'],
  ['MINIMUM_MACTH_LEVEL', 'MINIMUM_MATCH_LEVEL'],
  ['trusted_proxies', 'TRUSTED_PROXIES'],
])('%s is taken for a misspelt %s', (name, setting) => {
  expect(resemblingSettings([name], known)).toEqual([[name, setting]]);
});

test('no setting, and nothing that is usual in an environment, is taken for misspelt', () => {
  const usual = [
    'PATH',
    'HOME',
    'NODE_ENV',
    'NODE_OPTIONS',
    'POST',
    'PORTS',
    'HOSTNAME',
    'KUBERNETES_PORT',
    'XDG_DATA_DIRS',
    'DATABASE_HOST',
  ];
  expect(resemblingSettings([...known, ...usual], known)).toEqual([]);
});
