import { availableParallelism } from 'node:os';
import { createFacePool } from '@face-session/face/node';
import { burstParts } from '@face-session/liveness';
import { median } from '../timing.js';
import { loadSubject, startServer, wait, type AttemptRecord, type ServerUnderLoad, type Subject } from '../server-under-load.js';

/** Seconds of each measurement of a rate. */
const SECONDS = 8;
/** Measurements of engine and service in turn. */
const ROUNDS = 3;
/** Attempts under way at once when the service shall be busy all the time: they wait most of their time for frames to be taken. */
const BUSY = 10 * availableParallelism();

/**
 * `bench -- server [--soak MINUTES]`: complete attempts a second over HTTP (session from a photo, opening, burst of five frames) against the engine alone
 * doing the same pictures in the same run; latency of the burst at 50 % and 90 % of that rate; what three times that rate is answered with, and how fast
 * it is right after. With `--soak`, memory over so many minutes of 90 % load.
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const soakMinutes = args[0] === '--soak' ? Number(args[1] ?? 10) : 0;
  const subject = await loadSubject();
  const server = await startServer(subject);
  try {
    await closedLoop(server, BUSY, 3);
    // In turn, so that both see the same machine.
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const alone = await engineRate(subject);
      rounds.push({ alone, busy: await closedLoop(server, BUSY, SECONDS) });
    }
    const rate = median(rounds.map(({ busy }) => busy.rate));
    const half = await openLoop(server, rate * 0.5, SECONDS);
    const ninety = await openLoop(server, rate * 0.9, SECONDS);
    const memoryBefore = await server.memoryMb();
    const overload = await openLoop(server, rate * 3, SECONDS);
    const after = await closedLoop(server, BUSY, SECONDS);
    const soak = soakMinutes > 0 ? await soaked(server, rate * 0.9, soakMinutes) : undefined;
    const faults = [...rounds.map(({ busy }) => busy), half, ninety, overload, after].flatMap(({ records }) => records.filter(isFault));
    return {
      ratioToEngine: round(median(rounds.map(({ alone, busy }) => busy.rate / alone))),
      errors: faults.length,
      attemptsPerSecond: round(rate),
      engineAttemptsPerSecond: round(median(rounds.map(({ alone }) => alone))),
      burstMs: { at50Percent: latency(half.records), at90Percent: latency(ninety.records) },
      overload: { ...endsOf(overload.records), rateRightAfter: round(after.rate / rate) },
      memoryMb: { before: memoryBefore, after: await server.memoryMb(), ...(soak && { soak }) },
    };
  } finally {
    await server.close();
  }
}

interface Load {
  readonly records: readonly AttemptRecord[];
  /** Attempts done a second. */
  readonly rate: number;
}

/** What the engine alone does with the pictures of an attempt, attempts a second. */
async function engineRate(subject: Subject): Promise<number> {
  const pool = await createFacePool({ workers: availableParallelism() });
  let done = 0;
  const until = performance.now() + SECONDS * 500;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      await pool.reference(subject.photo);
      await Promise.all(subject.burst.map(({ jpeg }) => pool.analyse(jpeg, burstParts)));
      done++;
    }
  };
  await Promise.all(Array.from({ length: 2 * pool.size }, worker));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return done / seconds;
}

/** So many attempts under way all the time. Counts those that end within the time, once it has filled. */
async function closedLoop(server: ServerUnderLoad, concurrency: number, seconds: number): Promise<Load> {
  const records: AttemptRecord[] = [];
  const started = performance.now();
  const fill = 2_000;
  const until = started + fill + seconds * 1000;
  let counted = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const record = await server.attempt();
      records.push(record);
      const now = performance.now();
      if (record.end === 'done' && now > started + fill && now <= until) counted++;
      if (record.end !== 'done') await wait(200);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { records, rate: counted / seconds };
}

/** Attempts begun at a fixed rate, whether or not those before are done. */
async function openLoop(server: ServerUnderLoad, rate: number, seconds: number): Promise<Load> {
  const running: Promise<AttemptRecord>[] = [];
  for (let index = 0; index < rate * seconds; index++) {
    running.push(server.attempt());
    await wait(1000 / rate);
  }
  const records = await Promise.all(running);
  return { records, rate: records.filter(({ end }) => end === 'done').length / seconds };
}

/** Resident memory after each tenth of the time. */
async function soaked(server: ServerUnderLoad, rate: number, minutes: number): Promise<number[]> {
  const memory = [];
  for (let tenth = 0; tenth < 10; tenth++) {
    await openLoop(server, rate, minutes * 6);
    memory.push(await server.memoryMb());
  }
  return memory;
}

/** Anything but a result and a clean refusal. */
function isFault({ end }: AttemptRecord): boolean {
  return end !== 'done' && end !== 429 && end !== 503;
}

function endsOf(records: readonly AttemptRecord[]): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const { end } of records) ends[end] = (ends[end] ?? 0) + 1;
  return ends;
}

function latency(records: readonly AttemptRecord[]): { p50: number; p95: number } {
  const times = records.filter(({ end }) => end === 'done').map(({ burstMs }) => burstMs);
  times.sort((a, b) => a - b);
  const at = (part: number): number => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
