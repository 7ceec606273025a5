/**
 * Settings of the C library for the start of the process, so that memory of past requests goes back to the system: glibc takes every piece of 32 kB or more from
 * the system and gives it back alone, and all threads share two heaps. Without it pieces as large as the largest body so far come from heaps that shrink at their
 * ends only. Source: mallopt(3), M_MMAP_THRESHOLD and M_ARENA_MAX. What it changes was measured, see docs/operation.md.
 */
export const allocatorEnvironment = { MALLOC_MMAP_THRESHOLD_: '32768', MALLOC_ARENA_MAX: '2' } as const;

/** Whether a process with that environment keeps memory that nothing needs. On Linux it does without the setting: onnxruntime-node runs with glibc only. */
export function keepsFreedMemory(environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): boolean {
  return platform === 'linux' && Object.keys(allocatorEnvironment).some((name) => environment[name] === undefined);
}
