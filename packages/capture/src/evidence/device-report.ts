import type { DeviceDescription, DeviceReport } from '@face-session/protocol';
import { pluginOf, type NativeBridge } from './native-plugin.js';

/* What the capture says of its device. It is the word of whatever runs here: a changed page says what it likes. What cannot be measured is left out. */

/** What is read of a browser. */
export interface BrowserFacts {
  readonly webdriver?: boolean;
  readonly platform?: string;
  /** Chromium only: where it is absent, less is known. */
  readonly userAgentData?: {
    readonly platform?: string;
    getHighEntropyValues?(
      hints: readonly string[],
    ): Promise<Partial<Record<'architecture' | 'bitness' | 'model' | 'platformVersion', string>>>;
  };
}

/** `@capacitor/device` */
interface DevicePlugin {
  getInfo(): Promise<{ operatingSystem?: string; osVersion?: string; manufacturer?: string; model?: string; isVirtual?: boolean }>;
}

/** `@capgo/capacitor-is-root` */
interface RootPlugin {
  isRooted(): Promise<{ result: boolean }>;
}

/** Reports on this device. Never rejects. */
export async function reportDevice(
  browser: BrowserFacts,
  native: NativeBridge | undefined,
  installationId: string | undefined,
): Promise<DeviceReport> {
  const [ofBrowser, info, root] = await Promise.all([
    describeBrowser(browser).catch(() => ({})),
    pluginOf<DevicePlugin>(native, 'Device')
      ?.getInfo()
      .catch(() => undefined),
    pluginOf<RootPlugin>(native, 'IsRoot')
      ?.isRooted()
      .catch(() => undefined),
  ]);
  const described: DeviceDescription = info
    ? { platform: info.operatingSystem?.toUpperCase(), manufacturer: info.manufacturer, model: info.model, version: info.osVersion }
    : {};
  return {
    // A value that is not told is left out of the JSON.
    risk: { bot: browser.webdriver, emulated: info?.isVirtual, rooted: root?.result },
    info: { ...ofBrowser, ...described },
    installationId,
  };
}

async function describeBrowser({ platform, userAgentData }: BrowserFacts): Promise<DeviceDescription> {
  const hints = await userAgentData?.getHighEntropyValues?.(['architecture', 'bitness', 'model', 'platformVersion']);
  const name = userAgentData?.platform ?? platform;
  return {
    platform: name ? nameOf(name) : undefined,
    model: hints?.model || undefined,
    version: hints?.platformVersion || undefined,
    cpuArchitecture: hints?.architecture ? architectureOf(hints.architecture, hints.bitness) : undefined,
  };
}

/** `navigator.platform` has old names. */
const platforms: readonly [pattern: RegExp, name: string][] = [
  [/^android/i, 'ANDROID'],
  [/^(iphone|ipad|ipod)/i, 'IOS'],
  [/^win/i, 'WINDOWS'],
  [/^mac/i, 'MACOS'],
  [/^(linux|x11)/i, 'LINUX'],
];

const nameOf = (text: string): string => platforms.find(([pattern]) => pattern.test(text))?.[1] ?? text.toUpperCase();

const architectureOf = (architecture: string, bitness?: string): string =>
  bitness === '64' ? (architecture === 'x86' ? 'x86_64' : `${architecture}64`) : architecture;
