import { Capacitor, registerPlugin } from '@capacitor/core';

/**
 * Another Capacitor plugin of the app's, if the app has it and runs on a device: then its native side is there, whoever registered its
 * script side. Undefined on the web, where such plugins do nothing.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what it uses of the plugin
export function nativePlugin<Plugin>(name: string): Plugin | undefined {
  if (!Capacitor.isNativePlatform() || !Capacitor.isPluginAvailable(name)) return undefined;
  const { Plugins } = Capacitor as { Plugins?: Record<string, Plugin | undefined> };
  return Plugins?.[name] ?? registerPlugin<Plugin>(name);
}
