import { Capacitor } from '@capacitor/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passAppEvents } from './app-events.js';

const session = { back: vi.fn(), pause: vi.fn(), resume: vi.fn() };
const pass = (): Promise<() => Promise<void>> => passAppEvents(() => session);

/** What the app's `@capacitor/app` tells, by event. */
const listeners = new Map<string, () => void>();

beforeEach(() => {
  listeners.clear();
  vi.spyOn(Capacitor, 'isNativePlatform').mockReturnValue(true);
  vi.spyOn(Capacitor, 'isPluginAvailable').mockImplementation((name) => name === 'App');
  (Capacitor as unknown as { Plugins: Record<string, object> }).Plugins['App'] = {
    addListener: (event: string, listener: () => void) => {
      listeners.set(event, listener);
      return Promise.resolve({ remove: () => Promise.resolve(void listeners.delete(event)) });
    },
  };
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('while a session runs on a device', () => {
  it.each([
    ['backButton', 'back'],
    ['pause', 'pause'],
    ['resume', 'resume'],
  ] as const)('%s of the app is the session’s %s, and the app’s own again afterwards', async (event, act) => {
    const release = await pass();
    session[act].mockClear();
    listeners.get(event)?.();
    expect(session[act]).toHaveBeenCalledOnce();
    await release();
    expect([...listeners.keys()]).toEqual([]);
  });

  it('an app whose plugin refuses listeners is not kept from a session', async () => {
    (Capacitor as unknown as { Plugins: Record<string, object> }).Plugins['App'] = { addListener: () => Promise.reject(new Error('no')) };
    await (
      await pass()
    )();
  });

  it('an app without the plugin, and a page on the web, have nothing to pass', async () => {
    vi.spyOn(Capacitor, 'isNativePlatform').mockReturnValue(false);
    await (
      await pass()
    )();
    expect(listeners.size).toBe(0);
  });
});
