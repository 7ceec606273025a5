import { Capacitor } from '@capacitor/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FaceSessionConfigurationBuilder } from './face-session-configuration.js';
import type { UqudoPluginError } from './uqudo-plugin-error.js';
import { isRootedDevice } from './rooted-device.js';
import { secureWindow } from './secure-window.js';
import { UqudoIdImplementation } from './uqudo-id-implementation.js';

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

describe('a session on a device', () => {
  const builder = (): FaceSessionConfigurationBuilder =>
    new FaceSessionConfigurationBuilder().setToken('T').setSessionId('d2186cf1-0000-4000-8000-000000000001');
  /** How a session ends; there is no page here, so that none gets as far as the camera. */
  const messageOf = async (configuration: object): Promise<string> => {
    const ending = new UqudoIdImplementation().faceSession({ value: JSON.stringify(configuration) });
    return ending
      .then(
        () => '',
        (error: unknown) => JSON.parse(String((error as UqudoPluginError).code)) as { message: string },
      )
      .then((body) => (typeof body === 'string' ? body : body.message));
  };

  it('that is rooted is refused, unless the app allows it', async () => {
    onDeviceWith('IsRoot', { isRooted: () => Promise.resolve({ result: true }) });
    expect(await messageOf(builder().build())).toBe('The device is rooted or jailbroken.');
    expect(await messageOf(builder().enableRootedDeviceUsage().build())).not.toContain('rooted');
  });

  it('has its window secured while it runs and given back however it ends, unless the app wants no secure window', async () => {
    const calls: string[] = [];
    const told = (call: string): Promise<unknown> => Promise.resolve(calls.push(call));
    onDeviceWith('PrivacyScreen', {
      isEnabled: () => Promise.resolve({ enabled: false }),
      enable: () => told('enable'),
      disable: () => told('disable'),
    });
    await messageOf(builder().build());
    expect(calls).toEqual(['enable', 'disable']);
    await messageOf(builder().disableSecureWindow().build());
    expect(calls).toEqual(['enable', 'disable']);
  });
});
