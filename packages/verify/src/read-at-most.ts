/**
 * Reads a body while it fits: `content-length` is only a claim of the sender, and is not trusted. Null, and the download ended, if it has more
 * than `maxBytes`.
 */
export async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body) {
    // Leaving the loop early cancels the download.
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      // In this form a limit that is not a number lets nothing pass.
      if (!(length <= maxBytes)) return null;
      chunks.push(chunk);
    }
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
