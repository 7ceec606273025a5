/** A decoded picture: rows from the top, 8 bits per channel, RGB or RGBA (alpha is ignored). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** `width * height * channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray;
}
