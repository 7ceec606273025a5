import type { PlainTextKey } from '../texts/texts.js';

/** The properties that identify browser and system. */
interface PlatformFacts {
  /** Whether the page runs inside a native app (Capacitor). */
  readonly isNativeApp: boolean;
  /** Whether the engine is that of iOS and iPadOS: it alone knows `-webkit-touch-callout`. */
  readonly hasTouchCallout: boolean;
  /** Whether the engine is that of Firefox: it alone knows `-moz-appearance`. */
  readonly hasMozAppearance: boolean;
  /** Read only for what feature detection cannot find out: Android, and the name of a browser. */
  readonly userAgent: string;
}

/** How a camera that was blocked for good is allowed again, on this browser and system. */
export interface Platform {
  readonly steps: readonly PlainTextKey[];
  /** The name of the browser as the phone's settings list it. */
  readonly app?: string;
}

const bySite: readonly PlainTextKey[] = ['step_symbol', 'step_site', 'step_allow'];
const byUnblocking: readonly PlainTextKey[] = ['step_symbol', 'step_unblock'];

/** Browsers of iOS other than Safari: each is an app whose camera the system's settings allow. */
const iosBrowsers: readonly (readonly [RegExp, string])[] = [
  [/CriOS/, 'Chrome'],
  [/FxiOS/, 'Firefox'],
  [/EdgiOS/, 'Edge'],
  [/OPT\/|OPiOS/, 'Opera'],
  [/DuckDuckGo/, 'DuckDuckGo'],
  [/GSA\//, 'Google'],
];

/** The way to the camera's permission. Pure. */
export function platformOf({ isNativeApp, hasTouchCallout, hasMozAppearance, userAgent }: PlatformFacts): Platform {
  if (isNativeApp) return { steps: ['step_settings', 'step_thisApp', 'step_cameraOn'] };
  if (hasTouchCallout) {
    const app = iosBrowsers.find(([pattern]) => pattern.test(userAgent))?.[1];
    if (app) return { steps: ['step_settings', 'step_app', 'step_cameraOn'], app };
    // A web view of some app names no version of Safari.
    return /Version\/.*Safari\//.test(userAgent) ? { steps: bySite } : { steps: ['step_settings', 'step_thisApp', 'step_cameraOn'] };
  }
  if (hasMozAppearance) return { steps: byUnblocking };
  if (/Macintosh/.test(userAgent) && /Version\/.*Safari\//.test(userAgent) && !/Chrom/.test(userAgent))
    return { steps: ['step_safari', 'step_allow'] };
  // Web views of Android name themselves with `wv`.
  if (/Android/.test(userAgent) && /; wv\)/.test(userAgent)) return { steps: ['step_settings', 'step_thisApp', 'step_cameraOn'] };
  return { steps: bySite };
}

/** The platform of this page. */
export function thisPlatform(): Platform {
  const { Capacitor } = globalThis as { Capacitor?: { isNativePlatform?(): boolean } };
  return platformOf({
    isNativeApp: Capacitor?.isNativePlatform?.() ?? false,
    hasTouchCallout: CSS.supports('-webkit-touch-callout', 'none'),
    hasMozAppearance: CSS.supports('-moz-appearance', 'none'),
    userAgent: navigator.userAgent,
  });
}
