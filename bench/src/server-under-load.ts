import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualSubject, createCamera, loadFaceStills, seededRandom } from '@face-session/attacks';
import { createNodeEngine } from '@face-session/face/node';
import { burstPlan } from '@face-session/liveness';
import type { OpenAttemptResponse } from '@face-session/protocol';
import { addClient, openParts, readConfig } from '@face-session/server';

/** A person's photo and burst. */
export interface Subject {
  readonly photo: Buffer;
  readonly burst: readonly { readonly capturedAtMs: number; readonly jpeg: Buffer }[];
}

/** The service in a process of its own, and what a load is made of. */
export interface ServerUnderLoad {
  /** One complete attempt: session, opening, burst. Returns how it ended and how long the burst took. */
  attempt(): Promise<AttemptRecord>;
  /** Resident memory of the service, MB. */
  memoryMb(): Promise<number>;
  close(): Promise<void>;
}

export interface AttemptRecord {
  /** `done`, or the refusal's or fault's status. */
  readonly end: 'done' | number;
  readonly burstMs: number;
}

/** A subject made of the demonstration pictures, who passes. */
export async function loadSubject(): Promise<Subject> {
  const [still] = await loadFaceStills(await createNodeEngine(), ['sample3.jpg']);
  if (!still) throw new Error('The demonstration pictures have changed.');
  const random = seededRandom('bench');
  const camera = createCamera(random.fork('camera'));
  const subject = new VirtualSubject(still, random);
  const shoot = async (atMs: number): Promise<{ capturedAtMs: number; jpeg: Buffer }> => ({
    capturedAtMs: atMs,
    jpeg: Buffer.from((await camera(subject.scene(atMs))).jpeg),
  });
  const burst = [];
  for (let index = 0; index < burstPlan.count; index++) burst.push(await shoot(300 + index * burstPlan.intervalMs));
  return { photo: (await shoot(5_000)).jpeg, burst };
}

/** Starts the service with its defaults but for the rates of one client, which a bench exceeds. */
export async function startServer(subject: Subject): Promise<ServerUnderLoad> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const many = String(1_000_000);
  const environment = { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error', PHOTOS_PER_MINUTE: many, TOKENS_PER_MINUTE: many };
  const config = readConfig(environment);
  const parts = await openParts(config);
  await parts.store.migrate();
  const client = await addClient(parts, { name: 'Bench' });
  await parts.store.close();
  const inFlight = String(config.limits.picturesInFlight);
  const entry = join(createRequire(import.meta.url).resolve('@face-session/server'), '..', 'cli.js');
  const child = spawn(process.execPath, [entry, 'serve'], {
    env: { PATH: process.env['PATH'], ...environment, PICTURES_IN_FLIGHT_PER_ADDRESS: inFlight },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) await wait(100);
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret });
  const token = await fetch(`${url}/api/oauth/token`, { method: 'POST', body });
  const authorization = `Bearer ${((await token.json()) as { access_token: string }).access_token}`;

  const form = (name: string, pictures: readonly Buffer[], fields: Readonly<Record<string, string>> = {}): FormData => {
    const data = new FormData();
    for (const [field, value] of Object.entries(fields)) data.append(field, value);
    for (const picture of pictures) data.append(name, new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'picture.jpg');
    return data;
  };

  return {
    async attempt() {
      const created = await fetch(`${url}/api/v1/face`, {
        method: 'POST',
        body: form('idPhoto', [subject.photo]),
        headers: { authorization },
      });
      if (created.status !== 201) return refused(created);
      const { sessionId } = (await created.json()) as { sessionId: string };
      const headers = { authorization, 'UQ-Session-ID': sessionId };
      const opened = await fetch(`${url}/api/v1/attempts`, {
        method: 'POST',
        body: '{}',
        headers: { ...headers, 'content-type': 'application/json' },
      });
      if (opened.status !== 201) return refused(opened);
      const { attemptId } = (await opened.json()) as OpenAttemptResponse;
      // The frames are of the time after the opening: nobody can send them earlier.
      await wait((subject.burst.at(-1)?.capturedAtMs ?? 0) + 100);
      const times = JSON.stringify(subject.burst.map(({ capturedAtMs }) => ({ capturedAtMs })));
      const upload = form(
        'frame',
        subject.burst.map(({ jpeg }) => neverSent(jpeg)),
        { frames: times },
      );
      const started = performance.now();
      const judged = await fetch(`${url}/api/v1/attempts/${attemptId}/burst`, { method: 'POST', body: upload, headers });
      if (judged.status !== 200) return refused(judged);
      await judged.arrayBuffer();
      return { end: 'done', burstMs: performance.now() - started };
    },
    async memoryMb() {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? 0) / 1e6);
    },
    async close() {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function refused(response: Response): Promise<AttemptRecord> {
  await response.arrayBuffer();
  return { end: response.status, burstMs: 0 };
}

/** The same picture in other bytes: a comment behind the start of the JPEG, since a frame counts once. */
export function neverSent(jpeg: Buffer): Buffer {
  const comment = randomBytes(16);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, jpeg.subarray(2)]);
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
