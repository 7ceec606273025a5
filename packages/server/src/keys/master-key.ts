import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.js';

/** Bytes of the master key. */
const MASTER_KEY_BYTES = 32;

/** Reads a master key from base64 or hex text; null if it does not hold exactly 32 bytes. */
export function parseMasterKey(text: string): Buffer | null {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  return key.length === MASTER_KEY_BYTES ? key : null;
}

/** The file of the master key cannot be used. */
export class MasterKeyFileError extends Error {
  /** @param why in words, without the full stop */
  constructor(file: string, why: string) {
    super(`The master key file ${file} cannot be used: ${why}. Set MASTER_KEY_FILE or DATA_DIR to another place, or mend it.`);
    this.name = 'MasterKeyFileError';
  }
}

/**
 * The master key in `file`, made on first use, readable by its owner only.
 * @throws {MasterKeyFileError} if the file cannot be read or created. Or it exists and holds no key: a damaged file is never replaced by a new key.
 */
export async function masterKeyFromFile(file: string): Promise<Buffer> {
  try {
    return await readOrMake(file);
  } catch (error) {
    // Missing permissions, a folder that cannot be made, a full disk.
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new MasterKeyFileError(file, message);
  }
}

async function readOrMake(file: string): Promise<Buffer> {
  try {
    // A mounted secret lies in a folder that cannot be written.
    const key = parseMasterKey(await readFile(file, 'utf8'));
    if (key) return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  makeFolder(dirname(file), 0o700);
  try {
    // `wx` fails if another process made the file first: then its key counts.
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = await readWhenWritten(file);
  if (!key) throw new MasterKeyFileError(file, 'it does not hold 32 bytes in base64 or hex');
  return key;
}

/** Another process may have made the file and not yet written it. */
async function readWhenWritten(file: string): Promise<Buffer | null> {
  for (let tries = 0; ; tries++) {
    const key = parseMasterKey(await readFile(file, 'utf8'));
    if (key || tries === 20) return key;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
