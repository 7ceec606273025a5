/* The part of @cornerstonejs/codec-openjpeg that is used: the package has no types. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface J2KDecoder {
    /** Memory of the given size for the encoded file, to be filled. */
    getEncodedBuffer(length: number): Uint8Array;
    /** Decodes. Leaves a frame of no size if it fails. */
    decode(): void;
    getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned: boolean };
    /** Interleaved samples, one byte each, two from 9 bits on. */
    getDecodedBuffer(): Uint8Array;
    /** 1 sRGB, 2 grey, 3 luma and colour differences, 0 unknown. */
    getColorSpace(): number;
    delete(): void;
  }
  export interface OpenJpeg {
    readonly J2KDecoder: new () => J2KDecoder;
  }
  export default function create(options: { print(line: string): void; printErr(line: string): void }): Promise<OpenJpeg>;
}

/* The encoder, for tests. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  export interface J2KEncoder {
    getDecodedBuffer(frame: {
      width: number;
      height: number;
      bitsPerSample: number;
      componentCount: number;
      isSigned: boolean;
    }): Uint8Array;
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }
  export default function create(options: {
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<{ readonly J2KEncoder: new () => J2KEncoder }>;
}
