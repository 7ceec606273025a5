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
  return alive().reduce((sum, { pid }) => sum + statusOf(pid, 'VmRSS') * 1024, 0);
}

/** CPU time of the processes that have not ended, in seconds. */
export function cpuSeconds(): number {
  return alive().reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}

function statusOf(pid: number | undefined, field: string): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
