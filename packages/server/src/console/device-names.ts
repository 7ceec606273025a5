/** The platform and the browser of a device, each null where it is not known. */
interface DeviceNames {
  readonly platform: string | null;
  readonly browser: string | null;
}

/** Each the first that fits: browsers name those that they resemble. */
const platforms: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['iPad', /iPad/],
  ['iPhone', /iPhone|iOS/i],
  ['Android', /Android/i],
  ['Windows', /Windows|Win32/i],
  ['ChromeOS', /CrOS/],
  ['Mac', /Mac/i],
  ['Linux', /Linux|X11/i],
];

const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android WebView', /; wv\)/],
  ['Edge', /Edg(A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Version\/[\d.]+.*Safari\//],
  ['iOS WebView', /iPhone|iPad/],
];

const nameIn = (table: typeof platforms, text: string): string | null => table.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** What a device is called, from what its client said of it. Models and versions are left out: with them the counts would tell people apart. */
export function deviceOf(device: { readonly deviceModel?: string; readonly devicePlatform?: string } | undefined): DeviceNames {
  if (!device) return { platform: null, browser: null };
  const { deviceModel = '', devicePlatform = '' } = device;
  return { platform: nameIn(platforms, `${deviceModel} ${devicePlatform}`), browser: nameIn(browsers, deviceModel) };
}
