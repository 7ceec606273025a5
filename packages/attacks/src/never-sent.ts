/**
 * The same view in other pixels, since the service takes no picture twice: each coarser step of a JPEG's quantisation is changed a little, at random. Also of colour, and by
 * more where steps are coarse: a picture that was enlarged shows few of them.
 * Stands by itself, so that a page can be given its source.
 */
export function neverSent(jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  /** Finest step that is changed, and by how many such parts a step may change: more would show. */
  const COARSE = 6;
  const MOST = 3;
  const TABLE_BYTES = 65;
  const changed = new Uint8Array(jpeg);
  // Segments from the start of the image: 0xff, a kind, two bytes of length.
  for (let at = 2; changed[at] === 0xff && changed[at + 1] !== 0xda;) {
    const end = at + 2 + 256 * (changed[at + 2] ?? 0) + (changed[at + 3] ?? 0);
    // 0xdb: tables of quantisation, each with a byte before it that is below 16 where steps have one byte.
    for (let table = at + 4; changed[at + 1] === 0xdb && table + TABLE_BYTES <= end && (changed[table] ?? 16) < 16; table += TABLE_BYTES) {
      const random = crypto.getRandomValues(new Uint8Array(TABLE_BYTES));
      for (let step = 1; step < TABLE_BYTES; step++) {
        const value = changed[table + step] ?? 0;
        const most = Math.min(MOST, Math.floor(value / COARSE));
        if (value + most < 256) changed[table + step] = value + ((random[step] ?? 0) % (2 * most + 1)) - most;
      }
    }
    at = end;
  }
  return changed;
}
