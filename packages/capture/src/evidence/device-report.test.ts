import { describe, expect, it } from 'vitest';
import { reportDevice } from './device-report.js';
import type { NativeBridge } from './native-plugin.js';

/* Browsers and plugins are fakes: none of it was run on a phone. */

const reported = async (...[browser, native]: [Parameters<typeof reportDevice>[0], NativeBridge?]): Promise<unknown> =>
  JSON.parse(JSON.stringify(await reportDevice(browser, native, undefined)));

const app = (plugins: Record<string, object>): NativeBridge => ({
  isNativePlatform: () => true,
  isPluginAvailable: (name) => name in plugins,
  registerPlugin: (name) => plugins[name] ?? {},
});
const rejects = (): Promise<never> => Promise.reject(new Error('no'));

describe('the report of a device', () => {
  it('of Chromium has what its client hints say', async () => {
    const hints = { architecture: 'x86', bitness: '64', model: '', platformVersion: '6.1' };
    const userAgentData = { platform: 'Linux', getHighEntropyValues: () => Promise.resolve(hints) };
    expect(await reported({ webdriver: false, platform: 'Linux x86_64', userAgentData })).toEqual({
      risk: { bot: false },
      info: { platform: 'LINUX', version: '6.1', cpuArchitecture: 'x86_64' },
    });
  });

  it.each([
    ['iPhone', 'IOS'],
    ['MacIntel', 'MACOS'],
    ['Win32', 'WINDOWS'],
  ])('of another browser has its platform only: %s', async (platform, name) => {
    expect(await reported({ webdriver: true, platform })).toEqual({ risk: { bot: true }, info: { platform: name } });
  });

  it('says nothing where nothing is known, instead of false', async () => {
    expect(await reported({})).toEqual({ risk: {}, info: {} });
    expect(await reported({ userAgentData: { getHighEntropyValues: rejects } }, app({}))).toEqual({ risk: {}, info: {} });
  });

  it('of an app has what its plugins say', async () => {
    const getInfo = () =>
      Promise.resolve({ operatingSystem: 'android', osVersion: '15', manufacturer: 'Maker', model: 'One', isVirtual: true });
    const plugins = { Device: { getInfo }, IsRoot: { isRooted: () => Promise.resolve({ result: false }) } };
    expect(await reported({ platform: 'Linux armv8l' }, app(plugins))).toEqual({
      risk: { emulated: true, rooted: false },
      info: { platform: 'ANDROID', manufacturer: 'Maker', model: 'One', version: '15' },
    });
  });

  it('of an app whose plugins fail has the rest', async () => {
    const plugins = { Device: { getInfo: rejects }, IsRoot: { isRooted: rejects } };
    expect(await reported({ webdriver: false, platform: 'Linux armv8l' }, app(plugins))).toEqual({
      risk: { bot: false },
      info: { platform: 'LINUX' },
    });
  });
});
