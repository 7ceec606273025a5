/**
 * The same view in other pixels, since the service takes no picture twice: each coarser step of the luma's quantisation in a JPEG is changed by at most one, at random.
 * Stands by itself, so that a page can be given its source.
 */
export function neverSent(jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  /** Finest step that is changed: below, a change of one would show. */
  const COARSE = 6;
  const changed = new Uint8Array(jpeg);
  const random = crypto.getRandomValues(new Uint8Array(64));
  // Segments from the start of the image: 0xff, a kind, two bytes of length.
  for (let at = 2; changed[at] === 0xff && changed[at + 1] !== 0xda; at += 2 + 256 * (changed[at + 2] ?? 0) + (changed[at + 3] ?? 0)) {
    // 0xdb: tables of quantisation; the first byte is 0 for one of luma with steps of one byte.
    if (changed[at + 1] !== 0xdb || changed[at + 4] !== 0) continue;
    for (let step = 0; step < 64; step++) {
      const place = at + 5 + step;
      const value = changed[place] ?? 0;
      if (value >= COARSE && value < 255) changed[place] = value + ((random[step] ?? 0) % 3) - 1;
    }
  }
  return changed;
}
