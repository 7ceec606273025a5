import type { FaceSessionCapture } from '@face-session/capture';
import { nativePlugin } from './native-plugin.js';

/** What is used of `@capacitor/app`. */
interface App {
  addListener(event: 'backButton' | 'pause' | 'resume', listener: () => void): Promise<{ remove(): Promise<void> }>;
}

/**
 * Passes the device's back button and the app's pause to the running session, if the app has `@capacitor/app`. Never rejects.
 * @param current gives the session that runs
 * @returns stops passing them: the back button is the app's again
 */
export async function passAppEvents(
  current: () => Pick<FaceSessionCapture, 'back' | 'pause' | 'resume'> | undefined,
): Promise<() => Promise<void>> {
  const app = nativePlugin<App>('App');
  if (!app) return () => Promise.resolve();
  const listeners = await Promise.all(
    (
      [
        ['backButton', () => current()?.back()],
        ['pause', () => current()?.pause()],
        ['resume', () => current()?.resume()],
      ] as const
    ).map(async ([event, act]) => app.addListener(event, act).catch(() => undefined)),
  );
  return async () => {
    for (const listener of listeners) await listener?.remove().catch(() => undefined);
  };
}
