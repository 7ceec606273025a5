import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** Google's list of attestation keys that count no longer: `https://android.googleapis.com/attestation/status`. Serial numbers are in hex, older ones in decimal. */
const statusListSchema = z.object({ entries: z.record(z.string().regex(/^[0-9a-f]+$/i), z.object({ status: z.string() })) });

/** Serial numbers of a list, in every reading that they have. @throws if it is none */
function serialsOf(text: string): ReadonlySet<bigint> {
  const { entries } = statusListSchema.parse(JSON.parse(text));
  return new Set(Object.keys(entries).flatMap((serial) => [BigInt(`0x${serial}`), ...(/^\d+$/.test(serial) ? [BigInt(serial)] : [])]));
}

/**
 * The serial numbers of a file, read again whenever it changed, so that a list that is fetched every day needs no restart. One that cannot be read leaves the last one
 * in force.
 * @throws if the file cannot be read now
 */
export function watchRevokedSerials(file: string): () => ReadonlySet<bigint> {
  let readAt = statSync(file).mtimeMs;
  let serials = serialsOf(readFileSync(file, 'utf8'));
  return () => {
    try {
      const changedAt = statSync(file).mtimeMs;
      if (changedAt !== readAt) {
        serials = serialsOf(readFileSync(file, 'utf8'));
        readAt = changedAt;
      }
    } catch {
      // It is being written, or is gone.
    }
    return serials;
  };
}
