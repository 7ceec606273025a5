const KEY = 'face-session.device';
let fallback: string | undefined;

/** A random UUID of this installation, kept in the browser's storage; where that is blocked, of this page. */
export function deviceIdentifier(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known) return known;
    const made = crypto.randomUUID();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return (fallback ??= crypto.randomUUID());
  }
}
