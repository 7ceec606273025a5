/** The name under which the plugin keeps it as well. */
const KEY = 'face-session.device';

/** A random UUID of this installation, kept in the browser's storage; undefined where that is blocked. */
export function installationId(): string | undefined {
  try {
    const known = localStorage.getItem(KEY) ?? crypto.randomUUID();
    localStorage.setItem(KEY, known);
    return known;
  } catch {
    return undefined;
  }
}
