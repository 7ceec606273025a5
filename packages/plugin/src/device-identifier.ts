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

/** As `crypto.randomUUID`, which is newer (Chrome 92, Safari 15.4). */
function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // RFC 9562, 5.4: version 4, variant 10.
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
