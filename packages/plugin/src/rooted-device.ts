import { nativePlugin } from './native-plugin.js';

/** What is used of `@capgo/capacitor-is-root`. */
interface IsRoot {
  isRooted(): Promise<{ result: boolean }>;
}

/** Whether the device is rooted or jailbroken, as far as `@capgo/capacitor-is-root` can tell; false if the app does not have it. */
export async function isRootedDevice(): Promise<boolean> {
  const plugin = nativePlugin<IsRoot>('IsRoot');
  try {
    return plugin ? (await plugin.isRooted()).result : false;
  } catch {
    return false;
  }
}
