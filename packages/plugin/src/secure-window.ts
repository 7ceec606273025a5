import { nativePlugin } from './native-plugin.js';

/** What is used of `@capacitor/privacy-screen`. */
interface PrivacyScreen {
  isEnabled(): Promise<{ enabled: boolean }>;
  enable(config: { android: { preventScreenshots: boolean } }): Promise<unknown>;
  disable(): Promise<unknown>;
}

/**
 * Blocks screenshots and recording while a session runs, if the app has `@capacitor/privacy-screen`. A window that the app itself has
 * secured stays as it is. Never rejects: a device that cannot do it runs the session all the same.
 * @returns gives the window back
 */
export async function secureWindow(): Promise<() => Promise<void>> {
  const screen = nativePlugin<PrivacyScreen>('PrivacyScreen');
  const nothing = (): Promise<void> => Promise.resolve();
  if (!screen) return nothing;
  try {
    if ((await screen.isEnabled()).enabled) return nothing;
    await screen.enable({ android: { preventScreenshots: true } });
  } catch {
    return nothing;
  }
  return async () => {
    await screen.disable().catch(() => undefined);
  };
}
