import { describe, expect, it } from 'vitest';
import { deviceAttestationOf, judgedDevice } from './device-attestation.js';

const sealer = { keyedHash: (purpose: string, value: string) => `${purpose}:${value}` };
const captureKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
const report = { risk: { bot: true, rooted: false }, info: { platform: 'LINUX' }, installationId: '7B0E6C4A-1F0D-4B5E-9E0B-0B8A0D1C7E11' };

describe('the attestation of a device', () => {
  it('is absent where nothing is known', () => {
    expect(deviceAttestationOf(sealer, 'bank', { wishes: {} }, 0)).toBeNull();
  });

  it('has what was measured with who measured it, and leaves the rest out', () => {
    expect(deviceAttestationOf(sealer, 'bank', { wishes: { device: report } }, 0)).toEqual({
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
    const attestation = deviceAttestationOf(
      sealer,
      'bank',
      { wishes: { device: report, ...(isSigned && { captureKey }) } },
      refusedUploads,
    );
    expect(attestation?.risk.payloadTampered).toBe(payloadTampered);
    expect(attestation?.measuredBy.payloadTampered).toBe(payloadTampered === undefined ? undefined : 'server');
  });

  it('names an installation otherwise for each client', () => {
    const [bank, shop] = ['bank', 'shop'].map((clientId) =>
      deviceAttestationOf(sealer, clientId, { wishes: { device: report, captureKey } }, 0),
    );
    expect(bank?.info.identifier).not.toBe(shop?.info.identifier);
  });

  it('takes the word of the maker before that of the client, unless the client says worse of itself', () => {
    const attestation = { format: 'android-key', proven: { emulated: false, rooted: false, payloadTampered: false } } as const;
    const worse = { ...report, risk: { emulated: false, rooted: true } };
    expect(deviceAttestationOf(sealer, 'bank', { wishes: { device: worse, captureKey }, attestation }, 0)).toMatchObject({
      risk: { emulated: false, rooted: true, payloadTampered: false },
      measuredBy: { emulated: 'attested', rooted: 'client', payloadTampered: 'attested' },
      attestedBy: 'android-key',
    });
    const refused = deviceAttestationOf(sealer, 'bank', { wishes: { captureKey }, attestation }, 1);
    expect(refused).toMatchObject({ risk: { payloadTampered: true }, measuredBy: { payloadTampered: 'server' } });
  });

  it('is by nobody where the attestation has a fault, and has what that proves all the same', () => {
    const attestation = { format: 'android-key', fault: 'boot_state', proven: { emulated: false, rooted: true } } as const;
    const found = deviceAttestationOf(sealer, 'bank', { wishes: {}, attestation }, 0);
    expect(found).toEqual({
      risk: { emulated: false, rooted: true },
      info: {},
      measuredBy: { emulated: 'attested', rooted: 'attested' },
    });
  });
});

describe('the device that is judged', () => {
  const policy = { policy: { deviceRules: { unattested: 'refuse' } } } as const;

  it('is there where a rule asks for an attestation, though nothing is known', () => {
    expect(judgedDevice({ deviceRules: {} }, { policy: {} }, null)).toBeUndefined();
    expect(judgedDevice({ deviceRules: {} }, policy, null)).toEqual({ risk: {}, isAttested: false, rules: { unattested: 'refuse' } });
  });
});
