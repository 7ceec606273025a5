/** A template as bytes: 32-bit floats, little-endian. */
export function templateToBytes(template: Float32Array): Buffer {
  const bytes = Buffer.alloc(template.length * 4);
  template.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}

export function templateFromBytes(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
