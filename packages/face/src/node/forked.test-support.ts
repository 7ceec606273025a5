import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';

/** The processes that this one has started since this module was loaded, oldest first. */
export const forked: ChildProcess[] = [];

subscribe('child_process', (message) => forked.push((message as { process: ChildProcess }).process));

/** Those of `forked` that have not ended. */
export const alive = (): ChildProcess[] => forked.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** Resident memory of the processes that have not ended, in bytes. */
export function residentBytes(): number {
  return alive().reduce((sum, { pid }) => sum + residentKilobytes(pid) * 1024, 0);
}

function residentKilobytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}
