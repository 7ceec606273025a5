import { readFile } from 'node:fs/promises';
import { defineCommand, InputError, runCommandOf } from '@face-session/evaluate';
import { checkCapacity, type CapacityCheck, type CapacityMeasurement } from './capacity/measure.js';
import { planFor, cpuMsOf, type Needs } from './capacity/plan.js';
import { positive } from './positive.js';
import { rounded, roundTo } from './rounded.js';

/** Decimals of the figures. */
const DECIMALS = 3;

/* `npm run capacity`: what a number of attempts a second needs, by simulation; `npm run capacity -- check` holds the simulation against the service on this machine. */

/** Calls of the store for one attempt, counted in a trace: 16, and 6 for a token of its own. */
const STORE_CALLS = 22;

const plan = defineCommand({
  summary: 'Simulates what numbers of attempts a second need.',
  options: {
    rates: { value: 'N,...', meaning: 'Attempts a second.', default: '10,100,1000' },
    cores: { value: 'N', meaning: 'Cores of a replica, each with a worker.', default: '4' },
    connections: { value: 'N', meaning: 'Connections to the database of a replica (DATABASE_POOL).', default: '5' },
    check: { value: 'FILE.json', meaning: 'What `capacity check` printed on your machine. Must be given.' },
  },
  async run(_, { rates, cores, connections, check }) {
    if (check === undefined) throw new InputError('--check is missing: the file with what `npm run capacity -- check` printed.');
    const measured = await readCheck(check);
    const { costs, frames, shutterMs, kilobytesPerAttempt: kilobytes, memoryMb } = measured;
    const size = { cores: positive('cores', cores), connections: positive('connections', connections) };
    const attempt = { kilobytes, storeCalls: STORE_CALLS, serviceMb: memoryMb.service, workerMb: memoryMb.worker };
    const needs = rates.split(',').map((rate) => planFor(positive('rates', rate), { costs, frames, shutterMs }, size, attempt));
    for (const each of needs) process.stderr.write(`${lineOf(each)}\n`);
    return { attemptsPerSecondPerCore: roundTo(1000 / cpuMsOf(costs, frames), DECIMALS), needs: needs.map(figuresOf) };
  },
});

const check = defineCommand({
  summary: 'Measures the service on this machine and compares it with the simulation. Exit code 1 if they differ by more than 15 %.',
  options: { seconds: { value: 'N', meaning: 'Seconds of each measurement.', default: '15' } },
  async run(_, { seconds }) {
    const result = await checkCapacity(positive('seconds', seconds), (line) => process.stderr.write(`${line}\n`));
    if (!result.ok) process.exitCode = 1;
    return rounded(result, DECIMALS);
  },
});

async function readCheck(file: string): Promise<CapacityMeasurement> {
  try {
    const text = await readFile(file, 'utf8');
    const read = JSON.parse(text.trim().split('\n').at(-1) ?? '') as Partial<CapacityCheck>;
    if (read.costs && read.frames && read.shutterMs && read.kilobytesPerAttempt && read.memoryMb) return read as CapacityCheck;
  } catch {
    // Told below.
  }
  throw new InputError(`${file} does not hold what \`capacity check\` prints.`);
}

function figuresOf({ replica, ...needs }: Needs) {
  const { latencyMs, busyCores, queuedPictures, refused, attempts } = replica;
  return rounded(
    {
      ...needs,
      burstMs: latencyMs.burst,
      sessionMs: latencyMs.session,
      busyCores,
      queuedPictures,
      refused: refused / attempts,
    },
    DECIMALS,
  );
}

function lineOf({ attemptsPerSecond, replicas, cores, memoryGb, megabitsPerSecond, replica }: Needs): string {
  const { p50, p95 } = replica.latencyMs.burst;
  return `${String(attemptsPerSecond)} attempts/s: ${String(replicas)} replicas, ${String(cores)} cores, ${String(roundTo(memoryGb, DECIMALS))} GB, ${String(roundTo(megabitsPerSecond, DECIMALS))} Mbit/s; burst ${String(Math.round(p50))} ms (p95 ${String(Math.round(p95))} ms)`;
}

const [first, ...rest] = process.argv.slice(2);
const args = first === undefined || first.startsWith('--') ? ['plan', ...(first === undefined ? [] : [first, ...rest])] : [first, ...rest];
const commands = { plan: () => Promise.resolve(plan), check: () => Promise.resolve(check) };
const code = await runCommandOf('capacity', commands, first === '--help' || first === '-h' ? [first] : args);
if (code !== 0) process.exitCode = code;
