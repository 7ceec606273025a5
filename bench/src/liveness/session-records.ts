import { createReadStream, existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { AttemptMeasures, VisitorName } from '@face-session/attacks';

/** One simulated session as it was measured, reproducible from its visitor and number. */
export interface SessionRecord {
  readonly visitor: VisitorName;
  readonly number: number;
  readonly attempts: readonly AttemptMeasures[];
}

/** Adds a session to a file of JSON lines, about 400 kB each: what was measured, not what was judged, so that changed rules need no new sessions. */
export async function appendSession(file: string, record: SessionRecord): Promise<void> {
  await appendFile(file, `${JSON.stringify(record, writeNumbers)}\n`);
}

/** The sessions of a file, in its order; none if there is no such file. */
export async function* readSessions(file: string): AsyncGenerator<SessionRecord> {
  if (!existsSync(file)) return;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line !== '') yield JSON.parse(line, readNumbers) as SessionRecord;
  }
}

/** Arrays of 32-bit numbers as base64 of their bytes, little-endian. */
function writeNumbers(_key: string, value: unknown): unknown {
  if (!(value instanceof Float32Array)) return value;
  return { float32: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
}

function readNumbers(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('float32' in value)) return value;
  return new Float32Array(Uint8Array.from(Buffer.from(value.float32 as string, 'base64')).buffer);
}
