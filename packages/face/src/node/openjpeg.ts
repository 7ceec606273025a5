import { createRequire } from 'node:module';

/* The part of @cornerstonejs/codec-openjpeg that is used. The package has no types and is CommonJS. */

/** What the codec knows of a picture. */
interface OpenJpegFrame {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
}

/** Decodes one file. */
interface OpenJpegDecoder {
  /** Memory of the given size for the encoded file, to be filled. */
  getEncodedBuffer(length: number): Uint8Array;
  /** Decodes. Leaves a frame of no size if it fails. */
  decode(): void;
  getFrameInfo(): OpenJpegFrame;
  /** Interleaved samples, one byte each, two from 9 bits on. */
  getDecodedBuffer(): Uint8Array;
  /** 1 sRGB, 2 grey, 3 luma and colour differences, 0 unknown. */
  getColorSpace(): number;
  /** Frees the memory. */
  delete(): void;
}

/** Encodes one picture; for tests. */
interface OpenJpegEncoder {
  getDecodedBuffer(frame: OpenJpegFrame): Uint8Array;
  setCompressionRatio(layer: number, ratio: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

interface Console {
  print(line: string): void;
  printErr(line: string): void;
}

// The codec writes what it does to the console unless it is given another place. It takes the object over, so each gets its own.
const silent = (): Console => ({ print: () => undefined, printErr: () => undefined });
const load = createRequire(import.meta.url);

/** Loads the decoder. */
export function loadDecoder(): Promise<{ readonly J2KDecoder: new () => OpenJpegDecoder }> {
  const create = load('@cornerstonejs/codec-openjpeg/decodewasmjs') as (
    options: Console,
  ) => Promise<{ readonly J2KDecoder: new () => OpenJpegDecoder }>;
  return create(silent());
}

/** Loads the encoder. */
export function loadEncoder(): Promise<{ readonly J2KEncoder: new () => OpenJpegEncoder }> {
  const create = load('@cornerstonejs/codec-openjpeg/wasmjs') as (
    options: Console,
  ) => Promise<{ readonly J2KEncoder: new () => OpenJpegEncoder }>;
  return create(silent());
}
