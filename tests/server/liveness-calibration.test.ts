import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLivenessCalibration, parseLivenessCalibration } from '@face-session/liveness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHarness } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Thresholds of liveness that the operator has set from people and attacks of their own. */

let folder: string;
let anna: Person;
beforeAll(async () => {
  [folder, { anna }] = await Promise.all([mkdtemp(join(tmpdir(), 'liveness-calibration-')), loadPeople()]);
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(thresholds: object): Promise<string> {
  const file = join(folder, 'liveness.json');
  await writeFile(file, JSON.stringify({ format: 'face-session-liveness/1', origin: 'our kiosk', ...thresholds }));
  return file;
}

describe('A liveness calibration of the operator', () => {
  it('is what bursts are judged by', async () => {
    const harness = await startHarness({ livenessCalibrationFile: await fileOf({ burst: { liveSpoofScore: 0.9999 } }) });
    try {
      const client = await harness.addClient();
      const outcome = await client.attempt(await client.createSession(anna.photo), anna.burst());
      expect(outcome).toMatchObject({ outcome: 'challenged' });
      const entry = await harness.lastAudit(client);
      expect(entry?.details).toMatchObject({
        verdict: 'doubtful',
        findings: { spoofScore: { outcome: 'doubtful', threshold: 0.9999 } },
      });
    } finally {
      await harness.close();
    }
  });

  it('is what gestures are judged by', async () => {
    const harness = await startHarness({ livenessCalibrationFile: await fileOf({ gestures: { minReactionMs: 60_000 } }) });
    try {
      const client = await harness.addClient();
      const { outcome } = await client.attemptWithGestures(await client.createSession(anna.photo), anna);
      expect(outcome).toMatchObject({ outcome: 'failed', code: 'FACE_LIVENESS_FAILED', gestureFault: 'TOO_EARLY' });
    } finally {
      await harness.close();
    }
  });

  it('may be what the documentation shows', async () => {
    const documentation = await readFile(new URL('../../docs/liveness.md', import.meta.url), 'utf8');
    const example: unknown = JSON.parse(/```json\n(.*?)\n```/s.exec(documentation)?.[1] ?? '');
    expect(parseLivenessCalibration(example).burst).toEqual({ ...defaultLivenessCalibration.burst, liveSpoofScore: 0.7 });
  });

  it('keeps the service from starting when it cannot be used', async () => {
    const file = await fileOf({ burst: { liveSpoofScore: 2 } });
    await expect(startHarness({ livenessCalibrationFile: file })).rejects.toThrow('burst.liveSpoofScore is above 1');
  });
});
