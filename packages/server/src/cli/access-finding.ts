import { stat } from 'node:fs/promises';

/** What a check of the doctor found: `fail` keeps the service from working or from being safe, `warn` is worth a look. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly says: string;
}

/**
 * Whether a file or folder is for its owner only. A file without any write permission (0444, 0440, 0400: a mounted secret), or of another
 * user, cannot be changed by the service and is accepted.
 * @param mode what it should be, such as 0o600
 */
export async function accessFinding(path: string, mode: number): Promise<Finding> {
  const found = await stat(path);
  if ((found.mode & 0o077) === 0) return { level: 'ok', says: `${path}, for its owner only` };
  const mine = process.getuid === undefined || process.getuid() === found.uid || process.getuid() === 0;
  if (found.isFile() && (found.mode & 0o222) === 0) return { level: 'ok', says: `${path}, mounted read-only` };
  if (!mine) return { level: 'ok', says: `${path}, of another user` };
  return { level: 'fail', says: `${path} can be read by others: chmod ${mode.toString(8)}` };
}
