import { Capacitor } from '@capacitor/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isRootedDevice } from './rooted-device.js';
import { secureWindow } from './secure-window.js';

/** Pretends that the app runs on a device and has the plugin. */
function onDeviceWith(name: string, plugin: object): void {
  vi.spyOn(Capacitor, 'isNativePlatform').mockReturnValue(true);
  vi.spyOn(Capacitor, 'isPluginAvailable').mockImplementation((each) => each === name);
  (Capacitor as unknown as { Plugins: Record<string, object> }).Plugins[name] = plugin;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the secure window', () => {
  const fake = (enabled: boolean, calls: string[] = []) => ({
    calls,
    isEnabled: () => Promise.resolve({ enabled }),
    enable: (config: unknown) => Promise.resolve(calls.push(`enable ${JSON.stringify(config)}`)),
    disable: () => Promise.resolve(calls.push('disable')),
  });

  it('is secured for the session and given back after it', async () => {
    const screen = fake(false);
    onDeviceWith('PrivacyScreen', screen);
    const release = await secureWindow();
    expect(screen.calls).toEqual(['enable {"android":{"preventScreenshots":true}}']);
    await release();
    expect(screen.calls.at(-1)).toBe('disable');
  });

  it('stays as the app has set it', async () => {
    const screen = fake(true);
    onDeviceWith('PrivacyScreen', screen);
    await (
      await secureWindow()
    )();
    expect(screen.calls).toEqual([]);
  });

  it('is no reason to fail where the device cannot do it, and nothing on the web', async () => {
    onDeviceWith('PrivacyScreen', { isEnabled: () => Promise.reject(new Error('not here')) });
    await (
      await secureWindow()
    )();
    vi.restoreAllMocks();
    await (
      await secureWindow()
    )();
  });
});

describe('a rooted device', () => {
  it('is what the plugin says', async () => {
    onDeviceWith('IsRoot', { isRooted: () => Promise.resolve({ result: true }) });
    expect(await isRootedDevice()).toBe(true);
  });

  it('is not suspected without the plugin, or when it fails', async () => {
    expect(await isRootedDevice()).toBe(false);
    onDeviceWith('IsRoot', { isRooted: () => Promise.reject(new Error('not here')) });
    expect(await isRootedDevice()).toBe(false);
  });
});
