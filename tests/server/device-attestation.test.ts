import type { AttemptOutcome, DeviceReport } from '@face-session/protocol';
import { verifyFaceSessionResult } from '@face-session/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigner, signedFrames } from '../kit/signer.js';
import { frameForm, startHarness, type Harness, type TestClient } from '../kit/service.js';

/* What a result says of the device, over the service's port, in test mode: nothing of it depends on faces. */

let harness: Harness;
let bank: TestClient;
beforeAll(async () => {
  harness = await startHarness();
  bank = await harness.addClient({ test: true });
});
afterAll(() => harness.close());

const frames = [{ capturedAtMs: 0, jpeg: Buffer.from('ffd8ff', 'hex') }];
const device: DeviceReport = {
  risk: { bot: true },
  info: { platform: 'LINUX', cpuArchitecture: 'x86_64' },
  installationId: '7b0e6c4a-1f0d-4b5e-9e0b-0b8a0d1c7e11',
};

async function sessionOf(client = bank): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await client.call('/api/v1/face', { method: 'POST', headers, body: JSON.stringify({ outcome: 'pass' }) });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

async function attestationOf(sessionId: string, outcome: AttemptOutcome, client = bank): Promise<unknown> {
  if (outcome.outcome !== 'passed') throw new Error(JSON.stringify(outcome));
  const options = {
    issuer: `${harness.url}/test`,
    clientId: client.clientId,
    sessionId,
    nonce: null,
    allowTest: true,
  };
  return (await verifyFaceSessionResult(outcome.result, options)).claims.data.deviceAttestation;
}

describe('the result', () => {
  it('says what the client measured, and names its installation for this client only', async () => {
    const session = await sessionOf();
    const attestation = await attestationOf(session, await bank.attempt(session, frames, { device }));
    expect(attestation).toEqual({
      risk: { bot: true },
      info: { platform: 'LINUX', cpuArchitecture: 'x86_64', identifier: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      measuredBy: { bot: 'client' },
    });
    expect(JSON.stringify(attestation)).not.toContain(device.installationId);
    const shop = await harness.addClient({ test: true });
    const other = await sessionOf(shop);
    const ofShop = await attestationOf(other, await shop.attempt(other, frames, { device }), shop);
    expect(ofShop).not.toEqual(attestation);
  });

  it('says nothing of the device of a client that reports none and signs nothing', async () => {
    const session = await sessionOf();
    expect(await attestationOf(session, await bank.attempt(session, frames))).toBeUndefined();
  });

  it.each([
    ['no upload was refused', 0, false],
    ['an upload was refused for its signature', 1, true],
  ])('says whether uploads were tampered with: %s', async (_, refused, payloadTampered) => {
    const [session, signer] = [await sessionOf(), createSigner()];
    const { attemptId } = await bank.open(session, { captureKey: signer.captureKey });
    for (let count = 0; count < refused; count++) expect((await bank.upload(session, attemptId, 'burst', frames)).status).toBe(403);
    const body = frameForm(frames);
    body.set('signature', signer.sign({ kind: 'burst', attemptId, frames: signedFrames(frames) }));
    const response = await bank.call(`/api/v1/attempts/${attemptId}/burst`, { method: 'POST', session, body });
    expect(await attestationOf(session, (await response.json()) as AttemptOutcome)).toEqual({
      risk: { payloadTampered },
      info: {},
      measuredBy: { payloadTampered: 'server' },
    });
  });
});
