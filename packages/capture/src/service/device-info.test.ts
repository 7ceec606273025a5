import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { deviceInfo } from './device-info.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('tells the version of the package', () => {
  vi.stubGlobal('navigator', { userAgent: 'Browser', platform: 'Linux' });
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

  expect(deviceInfo().sdkVersion).toBe(version);
});
