import { describe, expect, it } from 'vitest';
import { deviceAttestationOf } from './device-attestation.js';

const sealer = { keyedHash: (purpose: string, value: string) => `${purpose}:${value}` };
const report = { risk: { bot: true, rooted: false }, info: { platform: 'LINUX' }, installationId: '7B0E6C4A-1F0D-4B5E-9E0B-0B8A0D1C7E11' };

describe('the attestation of a device', () => {
  it('is absent where nothing is known', () => {
    expect(deviceAttestationOf(sealer, 'bank', { report: undefined, isSigned: false, refusedUploads: 0 })).toBeNull();
  });

  it('has what was measured with who measured it, and leaves the rest out', () => {
    expect(deviceAttestationOf(sealer, 'bank', { report, isSigned: false, refusedUploads: 0 })).toEqual({
      risk: { bot: true, rooted: false },
      info: { identifier: `installation:bank ${report.installationId.toLowerCase()}`, platform: 'LINUX' },
      measuredBy: { bot: 'client', rooted: 'client' },
    });
  });

  it.each([
    ['false where every upload is signed and none was refused', true, 0, false],
    ['true where one was refused', true, 1, true],
    ['not known where nothing is signed', false, 0, undefined],
  ])('says that uploads were tampered with: %s', (_, isSigned, refusedUploads, payloadTampered) => {
    const attestation = deviceAttestationOf(sealer, 'bank', { report, isSigned, refusedUploads });
    expect(attestation?.risk.payloadTampered).toBe(payloadTampered);
    expect(attestation?.measuredBy.payloadTampered).toBe(payloadTampered === undefined ? undefined : 'server');
  });

  it('names an installation otherwise for each client', () => {
    const [bank, shop] = ['bank', 'shop'].map((clientId) =>
      deviceAttestationOf(sealer, clientId, { report, isSigned: true, refusedUploads: 0 }),
    );
    expect(bank?.info.identifier).not.toBe(shop?.info.identifier);
  });
});
