const KEY = 'face-session.device';
let fallback: string | undefined;

/** A random UUID of this installation, kept in the browser's storage; where that is blocked, of this page. */
export function deviceIdentifier(): string {
  try {
    const known = localStorage.getItem(KEY);
    if (known) return known;
    const made = randomUUID();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return (fallback ??= randomUUID());
  }
}

/** As `crypto.randomUUID`, which is newer (Chrome 92, Safari 15.4): version 4, variant 10 (RFC 9562, 5.4). */
function randomUUID(): string {
  const random = (): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & 15;
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (kind) => (kind === 'x' ? random() : (random() & 3) | 8).toString(16));
}
