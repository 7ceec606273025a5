/** Random bytes of a key. */
const KEY_BYTES = 32;

const PREFIX = 'face-session-link-';

/**
 * The key by which the service knows the device that started a link. It is in the local storage, so that a reload goes on, and so does the link when it is opened
 * again in the same browser; the session storage would forget it with the tab. A cookie would tie every call to the browser, and this key opens nothing without the
 * token of the link.
 */
export interface DeviceKey {
  /** Whether this device has made a key for the link before. */
  readonly exists: boolean;
  /** The key, made and kept if there is none. */
  get(): string;
  /** Forgets the key, once the link is over. */
  forget(): void;
}

/** @param token of the link: what is stored is under its hash, not under the token */
export async function deviceKeyOf(token: string, storage: Storage | null): Promise<DeviceKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  const name = PREFIX + base64url(new Uint8Array(digest));
  let key = read(storage, name);
  return {
    get exists() {
      return key !== null;
    },
    get() {
      if (key !== null) return key;
      key = base64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
      // Where nothing can be stored the key lasts as long as the page.
      attempt(() => storage?.setItem(name, key ?? ''));
      return key;
    },
    forget() {
      key = null;
      attempt(() => storage?.removeItem(name));
    },
  };
}

/** The local storage; null where the browser refuses it. */
export function localStorageOrNull(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function read(storage: Storage | null, name: string): string | null {
  try {
    return storage?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // Full, or refused.
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
