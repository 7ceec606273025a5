import { createReadStream, existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { AttemptMeasures, VisitorName } from '@face-session/attacks';
import type { ClientSetting } from './client-settings.js';

/** Format of the records. 3: bursts hold how many of their frames an earlier one had. */
export const RECORD_FORMAT = 'face-session-liveness-records/3';

/** One simulated session as it was measured, reproducible from its visitor, number and setting. */
export interface SessionRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly visitor: VisitorName;
  readonly number: number;
  /** Settings of the client; the default ones where a record names none. */
  readonly setting?: ClientSetting;
  readonly attempts: readonly AttemptMeasures[];
}

/** Adds a session to a file of JSON lines, about 400 kB each: what was measured, not what was judged, so that changed rules need no new sessions. */
export async function appendSession(file: string, record: SessionRecord): Promise<void> {
  await appendFile(file, `${JSON.stringify(record, writeNumbers)}\n`);
}

/**
 * The sessions of a file, in its order; none if there is no such file.
 * @throws {Error} if one was recorded in another format
 */
export async function* readSessions(file: string): AsyncGenerator<SessionRecord> {
  if (!existsSync(file)) return;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '') continue;
    const record = JSON.parse(line, readNumbers) as { format?: unknown };
    if (record.format !== RECORD_FORMAT) {
      throw new Error(`${file}: a session is not recorded in the format ${RECORD_FORMAT}. Play the sessions again, into a new file.`);
    }
    yield record as SessionRecord;
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
