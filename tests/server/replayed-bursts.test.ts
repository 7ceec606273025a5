import { reencode, reencodings, type Reencoding } from '@face-session/attacks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Frame, type Person } from '../kit/people.js';

/* A burst sent again in other pixels is a burst sent before. */

let harness: Harness;
let bank: TestClient;
let anna: Person;
let ben: Person;
let sent: Frame[];
beforeAll(async () => {
  [harness, { anna, ben }] = await Promise.all([startHarness({ limits: generous, frameMemory: 'similar' }), loadPeople()]);
  bank = await harness.addClient();
  sent = anna.burst();
  expect((await bank.attempt(await bank.createSession(anna.photo), sent)).outcome).toBe('passed');
});
afterAll(() => harness.close());

const again = (frames: readonly Frame[], how: Reencoding): Promise<Frame[]> =>
  Promise.all(frames.map(async (frame) => ({ ...frame, jpeg: Buffer.from((await reencode(frame, how)).jpeg) })));

/** An attempt of a client of its own, and what was found of it. */
async function findingsOf(frames: readonly Frame[], photo = anna.photo): Promise<Record<string, { outcome: string; value?: number }>> {
  const client = await harness.addClient();
  await client.attempt(await client.createSession(photo), frames);
  const { details } = (await harness.lastAudit(client)) as unknown as { details: { findings: Record<string, { outcome: string }> } };
  return details.findings;
}

describe('a burst that was sent before', () => {
  it.each(Object.entries(reencodings))('is found again: %s', async (_, how) => {
    expect((await findingsOf(await again(sent, how)))['unseenBurst']).toMatchObject({ outcome: 'fail' });
  });

  it('is found again backwards', async () => {
    const other = await again(sent, reencodings.asJpeg50);
    const times = sent.map(({ capturedAtMs }) => capturedAtMs);
    const reversed = [...other].reverse().map((frame, index) => ({ ...frame, capturedAtMs: times[index] as number }));
    expect((await findingsOf(reversed))['unseenBurst']).toMatchObject({ outcome: 'fail' });
  });
});

it('passes the frames of another person', async () => {
  expect((await findingsOf(ben.burst(), ben.photo))['unseenBurst']).toMatchObject({ outcome: 'pass' });
});

it('forgets a frame after a day', async () => {
  harness.clock.advance(25 * 60 * 60 * 1000);
  await harness.service.purge();
  expect((await findingsOf(await again(sent, reencodings.asJpeg50)))['unseenBurst']).toMatchObject({ outcome: 'pass' });
});
