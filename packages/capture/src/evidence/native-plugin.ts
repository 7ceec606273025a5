/** What is read of Capacitor's global in an installed app: plugins of the community and of the app itself, where the app has them. */
export interface NativeBridge {
  isNativePlatform?(): boolean;
  isPluginAvailable?(name: string): boolean;
  readonly Plugins?: Readonly<Record<string, object | undefined>>;
  registerPlugin?(name: string): object;
}

/** A plugin of the app; undefined in a browser, and in an app without it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what it uses of the plugin
export function pluginOf<Plugin extends object>(native: NativeBridge | undefined, name: string): Plugin | undefined {
  if (native?.isNativePlatform?.() !== true || native.isPluginAvailable?.(name) !== true) return undefined;
  return (native.Plugins?.[name] ?? native.registerPlugin?.(name)) as Plugin | undefined;
}
